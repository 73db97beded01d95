"""STIX that hangs on a proven mail becomes objects of the desk's source for mail, open to nobody but the desk's own house (C-111)."""

from collections.abc import Iterable
from typing import Final

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intake.mails.parsing import MailFile
from noroshi.intel.actions import OriginWish, begin_origin, take_in_body
from noroshi.intel.models import Origin
from noroshi.paper.brought import Trouble
from noroshi.stix.forms import is_bundle
from noroshi.vocabulary import OriginKind, Tlp2
from noroshi.vocabulary.errors import Refusal

BY_MAIL: Final = "メールに添付された脅威情報"


class SomeObjectsRefused(Refusal):
    code, status = "some_objects_refused", 422
    ja = "添付のSTIXのうち、{many}件は形が正しくないため取り込めませんでした。"
    en = "{many} of the STIX objects in an attachment could not be taken in: they are not in their form."


def objects_taken(viewer: Viewer, files: Iterable[MailFile]) -> list[Trouble]:
    """In the caller's transaction. Each object goes as far as its own marking says, and never out of the house.

    Nobody writes what it could not read: of a sender without need to know the file stays with its draft.
    """
    bundles = [file for file in files if file.name.lower().endswith((".json", ".stix")) and is_bundle(file.content)]
    if not bundles or not viewer.person.needs_everything():
        return []
    origin = _origin(viewer)
    faults = [(file, len(take_in_body(viewer, origin.public_id, file.content).faults)) for file in bundles]
    return [Trouble(file.name[:60], SomeObjectsRefused(many=str(many))) for file, many in faults if many]


def _origin(viewer: Viewer) -> Origin:
    """Made when it is needed first."""
    mine = Origin.objects.filter(desk_id=viewer.desk_id, ended_at=None, kind=OriginKind.MAIL.value)
    found = readable_by(viewer, mine.select_related("desk")).order_by("made_at").first()
    return found or begin_origin(viewer, OriginWish(BY_MAIL, OriginKind.MAIL, Tlp2.AMBER_STRICT))
