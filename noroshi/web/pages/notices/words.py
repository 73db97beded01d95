"""Faults of channels in the reader's words, each with what can be done about it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.vocabulary import DispatchState

FAULTS: Final[dict[str, str | Promise]] = {
    "mail_server_unreachable": gettext_lazy(
        "The outgoing mail server does not answer. The platform administrator checks NOROSHI_MAIL; it is tried again by itself."
    ),
    "mail_server_refuses_us": gettext_lazy(
        "The outgoing mail server does not accept our sign-in. The platform administrator checks NOROSHI_MAIL."
    ),
    "no_longer_for_them": gettext_lazy("It was recalled, or was no longer for this address, before it left."),
    "webhook_unreachable": gettext_lazy(
        "The receiver does not answer. Check that it runs and that its certificate is valid."
    ),
    "webhook_name_unknown": gettext_lazy("The name in the webhook's address is not known. Check its spelling."),
    "webhook_private_address": gettext_lazy(
        "The webhook's address leads into an inner network. It must be one that is reached from outside."
    ),
    "webhook_not_allowed": gettext_lazy("The webhook's address must begin with https."),
}
SIGNS: Final = {
    DispatchState.WAITING: "planned",
    DispatchState.SENDING: "half",
    DispatchState.SENT: "done",
    DispatchState.DELIVERED: "done",
    DispatchState.BOUNCED: "failed",
    DispatchState.FAILED: "failed",
    DispatchState.WITHDRAWN: "ended",
}


def fault_words(fault: str) -> str:
    """Empty when there is none."""
    if fault in FAULTS:
        return str(FAULTS[fault])
    kind, _sign, code = fault.rpartition("_")
    if kind == "webhook":
        return _("The receiver answered with %(code)s. It must answer with 200 to 299.") % {"code": code}
    if kind in {"bounced", "refused"}:
        return _("The other mail server sent it back (%(code)s). Check the address in the directory.") % {"code": code}
    return fault
