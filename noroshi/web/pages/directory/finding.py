"""Looking somebody up inside another task: an organization, and where needed its desks, without leaving the page."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from noroshi.directory import queries
from noroshi.directory.seated import Seated
from noroshi.directory.shown import DeskShown, OrganizationShown
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.directory.words import language

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    organization: OrganizationShown
    desks: tuple[DeskShown, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`asked` is what was typed. More may fit than is shown; then the words have to be longer."""

    asked: str
    found: tuple[Found, ...]
    has_more: bool
    mistake: str


def finding(request: HttpRequest, seat: Seated, *, with_desks: bool = False) -> Finding:
    asked = request.GET.get("find", "")
    if not asked.strip():
        return Finding(asked, (), has_more=False, mistake="")
    try:
        rows = queries.organizations_known_to(seat, asked, limit=MOST + 1)
    except Refusal as refusal:
        return Finding("", (), has_more=False, mistake=refusal.message(language()))
    found = tuple(Found(row, _desks(seat, row) if with_desks else ()) for row in rows[:MOST] if row.is_active)
    return Finding(asked, found, has_more=len(rows) > MOST, mistake="")


def _desks(seat: Seated, row: OrganizationShown) -> tuple[DeskShown, ...]:
    return tuple(desk for desk in queries.desks(seat, row.id) if desk.is_active)
