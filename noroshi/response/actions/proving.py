"""Proof as a file: kept sealed in the vault, for whoever reads the order."""

from collections.abc import Iterable
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.response.errors import MoveUnfit
from noroshi.response.rows import latest_step, order_row, sides_of
from noroshi.vault.actions import take_in
from noroshi.vault.models import Field
from noroshi.vault.queries import FileShown


def prove(viewer: Viewer, order_id: UUID, *, name: str, chunks: Iterable[bytes]) -> FileShown:
    """By whose the order is, or by who gave it; it stands beside the answer that names it."""
    row = order_row(viewer, order_id)
    if not sides_of(viewer, row, latest_step(viewer, row)):
        raise MoveUnfit
    return take_in(
        viewer,
        audience_id=row.audience_id,
        draft=row.public_id,
        field=Field.ATTACHMENTS.value,
        name=name,
        chunks=chunks,
    )
