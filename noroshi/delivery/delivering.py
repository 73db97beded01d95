"""The job: what was told is planned, what is due is sent. Run as often as one likes."""

from noroshi.delivery.calling_webhooks import send_webhooks
from noroshi.delivery.planning import plan
from noroshi.delivery.sending import send_mail


def deliver() -> int:
    """How many mails and calls were taken by those who were to get them."""
    plan()
    return send_mail() + send_webhooks()
