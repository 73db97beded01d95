"""From open to an end: for each kind of inquiry the ends there are, and who brings them about."""

from typing import Final

from noroshi.vocabulary import InquiryKind, InquiryState

ASKED, ASKER, TIME = "asked", "asker", "time"

ENDS: Final[dict[InquiryKind, dict[InquiryState, str]]] = {
    InquiryKind.QUESTION: {
        InquiryState.TOLD: ASKED,
        InquiryState.NO: ASKED,
        InquiryState.WITHDRAWN: ASKER,
        InquiryState.EXPIRED: TIME,
    },
    InquiryKind.CONSULTATION: {
        InquiryState.TOLD: ASKED,
        InquiryState.NO: ASKED,
        InquiryState.WITHDRAWN: ASKER,
        InquiryState.EXPIRED: TIME,
    },
    InquiryKind.APPROVAL: {
        InquiryState.YES: ASKED,
        InquiryState.YES_WITH_EDITS: ASKED,
        InquiryState.NO: ASKED,
        InquiryState.WITHDRAWN: ASKER,
        InquiryState.EXPIRED: TIME,
    },
    InquiryKind.WIDENING: {
        InquiryState.YES: ASKED,
        InquiryState.YES_WITH_EDITS: ASKED,
        InquiryState.NO: ASKED,
        InquiryState.WITHDRAWN: ASKER,
        InquiryState.EXPIRED: TIME,
    },
}


def answers_to(kind: InquiryKind) -> tuple[InquiryState, ...]:
    """What the desk that is asked may answer."""
    return tuple(end for end, who in ENDS[kind].items() if who == ASKED)
