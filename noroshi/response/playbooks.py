"""Playbooks of the own house as its people see them."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.response.models import Playbook
from noroshi.response.rows import playbook_rows
from noroshi.vocabulary import AssetKind
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class PlaybookShown:
    public_id: UUID
    number: int
    based_on: str
    when: frozenset[str]
    title: str
    what: str
    verify: str
    hours: int
    asset_kinds: tuple[AssetKind, ...]
    desk: Desk | None


def playbooks_of(viewer: Viewer) -> list[PlaybookShown]:
    return [_shown(row) for row in playbook_rows(viewer)]


def playbook_shown(viewer: Viewer, playbook_id: UUID) -> PlaybookShown:
    row = playbook_rows(viewer).filter(playbook=playbook_id).first()
    if row is None:
        raise NotFound
    return _shown(row)


def _shown(row: Playbook) -> PlaybookShown:
    return PlaybookShown(
        public_id=row.playbook,
        number=row.number,
        based_on=row.based_on,
        when=frozenset(row.when),
        title=row.title,
        what=row.what,
        verify=row.verify,
        hours=row.hours,
        asset_kinds=tuple(AssetKind.of(kind) for kind in row.asset_kinds),
        desk=row.desk,
    )
