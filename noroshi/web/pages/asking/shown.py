"""An inquiry in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.asking.queries import InquiryShown
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.vocabulary import InquiryKind, InquiryState, Tlp
from noroshi.web.pages.directory.words import Named, language, sentence
from noroshi.web.pages.items.lines import LineShown, line_shown

SIGNS: Final = {
    InquiryState.OPEN: "late",
    InquiryState.TOLD: "done",
    InquiryState.YES: "done",
    InquiryState.YES_WITH_EDITS: "half",
    InquiryState.NO: "failed",
    InquiryState.WITHDRAWN: "ended",
    InquiryState.EXPIRED: "ended",
}
TITLES: Final[dict[InquiryKind, str | Promise]] = {
    InquiryKind.QUESTION: gettext_lazy("Question"),
    InquiryKind.CONSULTATION: gettext_lazy("Consultation"),
    InquiryKind.APPROVAL: gettext_lazy("Approval of the processed text"),
    InquiryKind.WIDENING: gettext_lazy("Request to widen"),
}


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """One inquiry in a list. `other` is the desk at the other end."""

    url: str
    kind: str
    title: str
    text: str
    tlp: Tlp | None
    other: str
    at: datetime
    expires_at: datetime
    sign: str
    state: str
    is_open: bool


def inquiry_lines(viewer: Viewer, found: Iterable[InquiryShown]) -> tuple[InquiryLine, ...]:
    known = list(found)
    lines = lines_readable_by(viewer, {one.edition_id for one in known})
    return tuple(inquiry_line(one, lines) for one in known)


def inquiry_line(one: InquiryShown, lines: Mapping[UUID, Line]) -> InquiryLine:
    about = lines.get(one.edition_id)
    sign, words = standing(one)
    return InquiryLine(
        url=reverse("inquiry", args=[one.public_id]),
        kind=str(TITLES[one.kind]),
        title=line_shown(about).title if about else "",
        text=one.text,
        tlp=about.tlp if about else None,
        other=desk_name(one.to_desk if one.is_own else one.by_desk),
        at=one.at,
        expires_at=one.expires_at,
        sign=sign,
        state=words,
        is_open=one.is_open,
    )


def standing(one: InquiryShown) -> tuple[str, str]:
    """Sign and words; what waits for this very desk says so."""
    if one.is_open and not one.is_own:
        return "late", _("Waits for your answer")
    return SIGNS[one.state], sentence(one.state.label(language()))


class Placed(Named, Protocol):
    """A desk, with the organization that it belongs to."""

    @property
    def organization(self) -> Named: ...


def desk_name(desk: Placed) -> str:
    lang = language()
    return f"{desk.organization.name(lang)} {desk.name(lang)}"


def line_of(viewer: Viewer, edition: UUID) -> LineShown | None:
    known = lines_readable_by(viewer, [edition])
    return line_shown(known[edition]) if edition in known else None
