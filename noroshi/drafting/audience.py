"""Who reads a draft: those of its own desk who know the matter; whoever begins it does."""

import uuid
from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.directory import events
from noroshi.directory.models import Organization
from noroshi.drafting.models import Draft
from noroshi.editions.knowing import author_knows
from noroshi.editions.naming import rename
from noroshi.editions.ranges import own_desks
from noroshi.sharing.marking import Marking
from noroshi.vault.actions import name_files
from noroshi.vocabulary import Leg, TableVariant, Tlp


@dataclass(frozen=True, slots=True)
class Kept:
    """The audience of a draft, and the matter that it will be about."""

    audience_id: int
    matter: uuid.UUID


def kept_at(viewer: Viewer, matter: uuid.UUID | None) -> Kept:
    """As strictly as RED until somebody says otherwise: no marking given is RED, own desk, draft."""
    about = matter or uuid.uuid4()
    sectors = frozenset(Organization.objects.get(pk=viewer.organization_id).sectors)
    marking = Marking(
        tlp=Tlp.RED, variant=TableVariant.TABLE4, leg=Leg.OTHER, sectors=sectors, originator=viewer.desk_id
    )
    return Kept(own_desks(marking, author_knows(viewer, marking, about, begins=matter is None)), about)


def name_drafts(matter: uuid.UUID) -> None:
    """A colleague who was assigned reads the draft and its files."""
    drafts = Draft.objects.filter(matter=matter, sent_at=None)
    rename(drafts, matter)
    name_files(list(drafts.values_list("public_id", flat=True)), matter)


def listen() -> None:
    events.matter_assigned.listen(name_drafts)
