"""In which case ①–③ an advisory is issued (手引書 3.1): its draft keeps it at the center's desk, the edition never does."""

import uuid
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft
from noroshi.editions.queries import edition_readable_by
from noroshi.vocabulary import Bilingual, Said

CASE: Final = "provision_case"
CAUSES: Final = "causes"
UNTOLD: Final = "unknown"
PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vulnerability": "vulnerability_spread",
        "suspicious_mail": "exposed_systems",
        "false_user_id": "exposed_systems",
        "dos": "exposed_systems",
        "illicit_acquisition": "exposed_systems",
        "suspicious_file": "exposed_systems",
        "suspicious_site": "exposed_systems",
        "disaster_disease": "exposed_systems",
    }
)
"""What a cause says about the case by itself; of every other cause a person decides."""


def case_of(viewer: Viewer, edition_id: uuid.UUID) -> Bilingual | None:
    """For those of the desk that issued it who know the matter; nobody else learns whether there is one."""
    sent = _sent(viewer, edition_id)
    options = scheme_of(sent.scheme).option_set(CASE) if sent else None
    return options.option(str(sent.typed.get(CASE) or "")) if sent and options else None


def case_again(viewer: Viewer, edition_id: uuid.UUID) -> dict[str, Any]:
    """The next issue is offered in the case of the one before."""
    sent = _sent(viewer, edition_id)
    chosen = str(sent.typed.get(CASE) or "") if sent else ""
    return {CASE: chosen} if chosen else {}


def case_offered(viewer: Viewer, sources: Iterable[uuid.UUID]) -> dict[str, Any]:
    """Where the causes of all the reports say one and the same; otherwise nothing, and a person chooses."""
    causes = {cause for one in sources for cause in _causes(viewer, one)} - {UNTOLD}
    found = {PLAIN.get(one, "") for one in causes}
    return {CASE: found.pop()} if len(found) == 1 and "" not in found else {}


def _causes(viewer: Viewer, edition_id: uuid.UUID) -> frozenset[str]:
    said = Said.of(edition_readable_by(viewer, edition_id).content.get(CAUSES, ())).value
    return frozenset(map(str, said)) if isinstance(said, list | tuple) else frozenset()


def _sent(viewer: Viewer, edition_id: uuid.UUID) -> Draft | None:
    return readable_by(viewer, Draft.objects.filter(sent_as=edition_id, desk=viewer.desk_id)).first()
