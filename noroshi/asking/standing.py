"""How an inquiry stands now: time ends it, whether or not the job that writes the end down has run."""

from datetime import datetime

from noroshi.asking.models import Inquiry, Reply
from noroshi.vocabulary import InquiryState


def reply_to(inquiry: Inquiry) -> Reply | None:
    return getattr(inquiry, "reply", None)


def state_of(inquiry: Inquiry, now: datetime) -> InquiryState:
    reply = reply_to(inquiry)
    if reply is not None:
        return InquiryState.of(reply.ending)
    return InquiryState.EXPIRED if inquiry.expires_at <= now else InquiryState.OPEN
