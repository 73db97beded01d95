"""Playbooks of the own house, and what is proposed for an item."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Id, Incoming, Name, Passage
from noroshi.api.response.orders import AboutKind
from noroshi.api.response.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.response.about import About
from noroshi.response.actions.playbooks import PlaybookWish, retire_playbook, write_playbook
from noroshi.response.playbooks import PlaybookShown, playbook_shown, playbooks_of
from noroshi.response.proposals import Proposal, proposals
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import AssetKind

AT = "/playbooks/{uuid:playbook}"
Fitting = Annotated[str, Field(max_length=40)]


class PlaybookGiven(Incoming):
    """`when`: kinds of events, causes, or `alert` and `stix`."""

    title: Name
    what: Annotated[Passage, Field(min_length=1)]
    verify: Passage = ""
    hours: Annotated[int, Field(strict=True, ge=1, le=2160)] = 24
    when: Annotated[list[Fitting], Field(max_length=40)] = []
    asset_kinds: Annotated[list[AssetKind], Field(max_length=8)] = []
    desk: Id | None = None

    def wish(self) -> PlaybookWish:
        kinds = [AssetKind.of(kind) for kind in self.asset_kinds]
        return PlaybookWish(self.title, self.what, self.verify, self.hours, self.when, kinds, self.desk)


class PlaybookRead(Schema):
    id: UUID
    number: int
    title: str
    what: str
    verify: str
    hours: int
    when: list[str]
    asset_kinds: list[AssetKind]
    desk: UUID | None


class ProposalAsked(Schema):
    about: UUID
    about_kind: AboutKind = "edition"


class OrderProposal(Schema):
    """`why`: `playbook`, `template` or `case`; `fits` are the words of the thing that it fits, `case` the order it repeats."""

    why: str
    fits: list[str]
    case: UUID | None
    title_ja: str
    title_en: str
    what_ja: str
    what_en: str
    verify_ja: str
    verify_en: str
    hours: int
    asset_kinds: list[AssetKind]
    desk: UUID | None


@room.get("/orders/proposals", Scope.EDITIONS_READ, Page[OrderProposal])
def proposed(request: HttpRequest, asked: Query[ProposalAsked]) -> Page[OrderProposal]:
    """What could be ordered about something, and why."""
    found = proposals(viewer_of(request), About(asked.about_kind, asked.about))
    return Page(items=[_proposal(one) for one in found])


@room.get("/playbooks", Scope.EDITIONS_READ, Page[PlaybookRead])
def playbooks(request: HttpRequest) -> Page[PlaybookRead]:
    """Playbooks of my organization."""
    return Page(items=[_playbook(one) for one in playbooks_of(viewer_of(request))])


@room.post("/playbooks", Scope.EDITIONS_WRITE, PlaybookRead)
def make_playbook(request: HttpRequest, answered: HttpResponse, given: PlaybookGiven) -> Status[PlaybookRead]:
    """Write a playbook."""
    viewer = viewer_of(request)
    row = write_playbook(viewer, given.wish())
    return made(request, answered, f"playbooks/{row.playbook}", _playbook(playbook_shown(viewer, row.playbook)))


@room.get(AT, Scope.EDITIONS_READ, PlaybookRead)
def one_playbook(request: HttpRequest, playbook: UUID) -> PlaybookRead:
    """One playbook."""
    return _playbook(playbook_shown(viewer_of(request), playbook))


@room.post(AT, Scope.EDITIONS_WRITE, PlaybookRead, status=200)
def change_playbook(request: HttpRequest, playbook: UUID, given: PlaybookGiven) -> PlaybookRead:
    """Change a playbook."""
    viewer = viewer_of(request)
    write_playbook(viewer, given.wish(), playbook)
    return _playbook(playbook_shown(viewer, playbook))


@room.delete(AT, Scope.EDITIONS_WRITE)
def take_playbook_out(request: HttpRequest, playbook: UUID) -> Status[None]:
    """Take a playbook out."""
    retire_playbook(viewer_of(request), playbook)
    return Status(204, None)


def _playbook(one: PlaybookShown) -> PlaybookRead:
    return PlaybookRead(
        id=one.public_id,
        number=one.number,
        title=one.title,
        what=one.what,
        verify=one.verify,
        hours=one.hours,
        when=sorted(one.when),
        asset_kinds=list(one.asset_kinds),
        desk=one.desk.public_id if one.desk else None,
    )


def _proposal(one: Proposal) -> OrderProposal:
    texts = {"title": one.title, "what": one.what, "verify": one.verify}
    said = {f"{name}_{lang}": text.label(lang) for name, text in texts.items() for lang in ("ja", "en")}
    return OrderProposal(
        why=one.why,
        fits=list(one.fits),
        case=one.case.public_id if one.case else None,
        hours=one.hours,
        asset_kinds=list(one.asset_kinds),
        desk=one.desk,
        **said,
    )
