"""Files of the small cast: taken into a draft, bound to an edition at sealing, and asked for in every way there is."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from noroshi.audiences.viewer import AnyViewer, Viewer, acting_as
from noroshi.editions.actions import Statement, seal_edition
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.ranges import own_desks
from noroshi.vault.actions import enclose, listed, take_in
from noroshi.vault.queries import FileShown, open_file
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import NotFound

TEXT = "別紙一 変電所の保守端末の通信記録、合い言葉はのろし".encode()


def audience(cast: Any, viewer: Viewer) -> int:
    """As a draft of this desk is held."""
    return own_desks(cast.marking(viewer, Tlp.RED), None)


def taken(
    cast: Any,
    viewer: Viewer,
    draft: uuid.UUID,
    *,
    field: str = "attachments",
    name: str = "別紙1.pdf",
    chunks: Iterable[bytes] = (TEXT,),
) -> FileShown:
    with acting_as(viewer):
        return take_in(viewer, audience_id=audience(cast, viewer), draft=draft, field=field, name=name, chunks=chunks)


@dataclass(frozen=True)
class Sent:
    """An edition with one attachment and one specimen."""

    edition: Edition
    attachment: FileShown
    specimen: FileShown


def sent(cast: Any, viewer: Viewer, tlp: Tlp = Tlp.AMBER, said: dict[str, Any] | None = None, **more: Any) -> Sent:
    draft = uuid.uuid4()
    attachment = taken(cast, viewer, draft)
    specimen = taken(cast, viewer, draft, field="specimens", name="invoice.exe", chunks=[b"MZ not really"])
    with acting_as(viewer):
        files = {field: listed(viewer, draft, field) for field in ("attachments", "specimens")}
        content = {"title": "不審な通信", **(said or {}), **files}
        edition = seal_edition(viewer, Statement(EditionKind.REPORT, content, cast.marking(viewer, tlp, **more)))
        enclose(viewer, edition, draft)
    return Sent(edition, attachment, specimen)


def reads(viewer: AnyViewer, file: FileShown) -> bool:
    """Through the room and by raw questions to each table alike; all must agree."""
    fresh = Viewer(viewer.seat) if isinstance(viewer, Viewer) else viewer
    with acting_as(fresh):
        raw = {_counted(statement, file) for statement in RAW}
        try:
            opened = bool(b"".join(open_file(fresh, file.public_id).chunks))
        except NotFound:
            opened = False
    assert raw == {opened}
    return opened


RAW = (
    "select count(*) from vault_storedfile where public_id = %s",
    "select count(*) from vault_blob b join vault_storedfile f on f.blob_id = b.id where f.public_id = %s",
    "select count(*) from vault_blobchunk c join vault_storedfile f on f.blob_id = c.blob_id where f.public_id = %s",
)


def _counted(statement: str, file: FileShown) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [file.public_id])
        return bool(cursor.fetchone()[0])
