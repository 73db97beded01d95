"""What only the originator's desk is shown of its own item: its reach, its readers, its marking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import marking_of_own, readers_of
from noroshi.editions.previews import PreviewTold
from noroshi.editions.queries import Reading
from noroshi.web.components import AudiencePreview
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.audience import audience_of
from noroshi.web.pages.items.ceilings import CeilingShown, ceiling_shown


@dataclass(frozen=True, slots=True)
class ReaderShown:
    """An organization that read it; without a name, members of a confidential group together."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class OwnShown:
    """What only the originator's desk is shown and may do."""

    audience: AudiencePreview
    ceiling: CeilingShown
    readers: tuple[ReaderShown, ...]
    marking_number: int
    handling_note: str
    may_publish: bool
    published_at: datetime | None


def own_shown(viewer: Viewer, reading: Reading, reach: PreviewTold) -> OwnShown:
    marking, number = marking_of_own(viewer, reading.public_id)
    return OwnShown(
        audience=audience_of(reading.tlp, reach),
        ceiling=ceiling_shown(reach),
        readers=_readers(readers_of(viewer, reading.public_id)),
        marking_number=number,
        handling_note=marking.handling_note,
        may_publish=reach.is_public and reading.published_at is None,
        published_at=reading.published_at,
    )


def _readers(found: Iterable[tuple[object, int]]) -> tuple[ReaderShown, ...]:
    lang = language()
    return tuple(ReaderShown(who.name(lang) if who else "", times) for who, times in found)  # type: ignore[attr-defined]  # an organization
