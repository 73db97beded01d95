"""A file read by the machine that looks for names in it. Nothing of it is given to anybody, and that it was read is written down."""

import uuid
from typing import Final

from noroshi.audiences.viewer import SystemViewer, Viewer
from noroshi.ledger.actions import record
from noroshi.vault.pieces import Pieces
from noroshi.vault.queries import found

LARGEST: Final = 96 * 1024 * 1024
"""Larger files are not searched; a person looks."""


def whole_for_search(viewer: Viewer | SystemViewer, public_id: uuid.UUID, deed: str = "search_file") -> bytes:
    """Of a file that the viewer may read; proved like one that is taken away. `deed` says what it was read for."""
    row = found(viewer, public_id)
    content = b"".join(Pieces(row).proved(keeps=row.size))
    about = row.edition.public_id if row.edition else row.draft or row.public_id
    provider = row.edition.originator_organization_id if row.edition else row.desk.organization_id
    whose = {"actor": viewer.actor} if isinstance(viewer, Viewer) else {"system": viewer.name}
    record(deed=deed, objects=[(about, provider)], detail={"file": str(row.public_id)}, **whose)
    return content
