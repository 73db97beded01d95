"""A form in a file, read in by somebody who is signed in: a draft of the own desk, and what did not get into it by its place."""

from collections.abc import Iterable

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.files import add_file
from noroshi.intake.actions.arriving import Arrived, arrived
from noroshi.intake.beginning import begin_from
from noroshi.intake.errors import FormFileTooLarge
from noroshi.intake.queries import ArrivalShown, shown
from noroshi.intake.reading import LARGEST, read_file
from noroshi.vocabulary import Channel, SenderProof

FIELD = "attachments"


def import_form(
    viewer: Viewer,
    *,
    name: str,
    chunks: Iterable[bytes],
    way: str = "",
    channel: Channel = Channel.PORTAL,
    keeps: bool = False,
) -> ArrivalShown:
    """All in one transaction: a file that cannot be read leaves nothing behind. `keeps` puts the file itself beside the draft."""
    content = _whole(chunks)
    begun = begin_from(viewer, read_file(content), way=way)
    if keeps:
        add_file(viewer, begun.draft.public_id, field=FIELD, name=name, chunks=[content])
    row = arrived(
        viewer,
        Arrived(
            channel=channel, proof=SenderProof.SIGNED_IN, file_name=name, draft=begun.draft, troubles=begun.troubles
        ),
    )
    return shown(row)


def _whole(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for piece in chunks:
        content += piece
        if len(content) > LARGEST:
            raise FormFileTooLarge
    return bytes(content)
