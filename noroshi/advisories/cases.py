"""In which case ①–③ an advisory was issued (手引書 3.1): the sent draft keeps it at the center's desk, the edition never does."""

import uuid
from typing import Final

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft
from noroshi.vocabulary import Bilingual

CASE: Final = "provision_case"


def case_of(viewer: Viewer, edition_id: uuid.UUID) -> Bilingual | None:
    """For those of the desk that issued it who know the matter; nobody else learns whether there is one."""
    sent = readable_by(viewer, Draft.objects.filter(sent_as=edition_id, desk=viewer.desk_id)).first()
    options = scheme_of(sent.scheme).option_set(CASE) if sent else None
    return options.option(str(sent.typed.get(CASE) or "")) if sent and options else None
