"""At sealing: the files of a draft are bound to the edition and held by whoever holds the part that names them."""

import uuid
from collections.abc import Iterable, Mapping

from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, Part
from noroshi.vault.errors import FilesDiffer
from noroshi.vault.models import Field, StoredFile
from noroshi.vault.queries import readable, shown
from noroshi.vocabulary import Said


def listed(viewer: Viewer, draft: uuid.UUID, field: str) -> list[dict[str, object]]:
    """The files of a draft as its content names them."""
    return [shown(row).plain for row in _of_draft(viewer, draft) if row.field == field]


def enclose(viewer: Viewer, edition: Edition, draft: uuid.UUID) -> None:
    """In the transaction that seals it. Refused when the content names other files than the draft holds."""
    rows, parts = _of_draft(viewer, draft), _parts(edition)
    for field in Field.values:
        here = [row for row in rows if row.field == field]
        part = parts.get(field)
        named = [] if part is None else _named(part.content[field])
        if _sorted(named) != _sorted(shown(row).plain for row in here):
            raise FilesDiffer
        if here and part is not None:
            _bind(here, edition, part)


def _bind(rows: list[StoredFile], edition: Edition, part: Part) -> None:
    bound = StoredFile.objects.filter(pk__in=[row.pk for row in rows], edition=None, removed_at=None)
    if bound.update(edition=edition, audience_id=part.audience_id) != len(rows):
        raise FilesDiffer


def _of_draft(viewer: Viewer, draft: uuid.UUID) -> list[StoredFile]:
    waiting = StoredFile.objects.filter(draft=draft, desk=viewer.desk_id, edition=None, removed_at=None)
    return list(readable(viewer, waiting).order_by("pk").select_for_update(of=("self",)))


def _parts(edition: Edition) -> dict[str, Part]:
    """By field, as the present marking has cut them."""
    newest = Part.objects.filter(edition=edition, marking_number=edition.marking_number)
    return {field: part for part in newest for field in Field.values if field in part.content}


def _named(salted: list[object]) -> list[Mapping[str, object]]:
    value = Said.of(salted[1]).value
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _sorted(files: Iterable[Mapping[str, object]]) -> list[tuple[object, ...]]:
    return sorted((tuple(one.get(name) for name in ("file", "name", "size", "sha256")) for one in files), key=str)
