"""A specimen leaves in a parcel with the customary password, so that a slip of the hand, or a mail gateway, opens nothing.

We never open, preview or unpack one: what came in is put into the parcel as it is.
"""

import io
import uuid
from dataclasses import dataclass
from typing import Final

import pyzipper

from noroshi.audiences.viewer import Viewer
from noroshi.vault.models import Field
from noroshi.vault.queries import FileShown, OpenedFile, file, found, open_file
from noroshi.vocabulary.errors import NotFound

PASSWORD: Final = "infected"  # noqa: S105 - everybody in the trade knows it: it protects from slips, not from people


@dataclass(frozen=True, slots=True)
class Parcel:
    """A zip encrypted with AES, named after the specimen's hash and not after what the specimen calls itself."""

    name: str
    content: bytes


def taken_away(viewer: Viewer, public_id: uuid.UUID) -> OpenedFile | FileShown:
    """An attachment is opened at once; of a specimen only what it is, so that it is asked for twice."""
    if found(viewer, public_id).field == Field.SPECIMENS:
        return file(viewer, public_id, answer="page")
    return open_file(viewer, public_id)


def parcel(viewer: Viewer, public_id: uuid.UUID) -> Parcel:
    """A specimen that the viewer may read; an attachment is none."""
    if found(viewer, public_id).field != Field.SPECIMENS:
        raise NotFound
    return packed(open_file(viewer, public_id))


def packed(opened: OpenedFile) -> Parcel:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", encryption=pyzipper.WZ_AES) as closed:
        closed.setpassword(PASSWORD.encode())
        closed.writestr(opened.name, b"".join(opened.chunks))
    return Parcel(f"specimen-{opened.sha256[:12]}.zip", buffer.getvalue())


def handed_out(viewer: Viewer, public_id: uuid.UUID) -> OpenedFile:
    """For machines, which ask once: an attachment as it is, a specimen in its parcel."""
    opened = open_file(viewer, public_id)
    if opened.field != Field.SPECIMENS:
        return opened
    made = packed(opened)
    return OpenedFile(made.name, len(made.content), opened.sha256, opened.field, iter([made.content]))
