"""Signs that a question wants to know who a source is, and what the threshold saw refused (デザインガイド 表4-2).

Only questions about editions without a name are looked at, and only for what would single out: names and asking for one.
"""

import re
import uuid
from typing import Final

from noroshi.asking.later import tell_later
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.drafting.suspects import texts_of
from noroshi.editions.models import Edition, Part
from noroshi.traces import Known, find_own
from noroshi.traces.folding import folded
from noroshi.vocabulary import OrganizationKind, UnmaskingSign
from noroshi.vocabulary.errors import Refusal

COMPANIES: Final = (OrganizationKind.OPERATOR.value, OrganizationKind.KEY_SERVICE_OPERATOR.value)
ASKS_WHO: Final = re.compile(
    r"(どこ|どちら|どの)(の)?(会社|事業者|企業|組織|団体)|(会社|企業|事業者|組織|団体|発信元|連絡元)(の)?(名称|名|はどこ|はだれ|は誰)"
    r"|社名|(だれ|誰|どなた)(から|の|です)"
    r"|\bwho (is|was|are|reported|sent|wrote)\b|\b(which|what) (company|operator|organi[sz]ation)\b"
    r"|\b(name|identity) of the (company|operator|source|organi[sz]ation|reporter)\b"
)


def sign_in(viewer: Viewer, edition: Edition, text: str) -> UnmaskingSign | None:
    """Names that the item itself says are no sign."""
    if not edition.is_derived or edition.originator_desk_id == viewer.desk_id:
        return None
    if ASKS_WHO.search(text.casefold()):
        return UnmaskingSign.ASKS_WHO
    return UnmaskingSign.NAMES_SOMEBODY if names_in(viewer, edition, text) else None


def names_in(viewer: Viewer, edition: Edition, text: str) -> tuple[str, ...]:
    """Operators of the item's sectors that the text names and the item does not."""
    rows = known_organizations(viewer.seat).filter(kinds__overlap=list(COMPANIES), sectors__overlap=edition.sectors)
    rows = rows.exclude(pk__in=[edition.originator_organization_id, viewer.organization_id])
    names = [name for row in rows for name in (row.name_ja, row.name_en, row.name_kana, *row.other_names) if name]
    found = {one.text for one in find_own(text, Known(companies=tuple(names)))}
    said = folded(" ".join(_said(viewer, edition))) if found else ""
    return tuple(sorted(one for one in found if folded(one) not in said))


def noticed(viewer: Viewer | None, refusal: Refusal) -> None:
    """A link that was asked for and refused, to a desk that holds the item; after the refused deed, in a transaction of its own."""
    about = refusal.params.get("about")
    if viewer is None or not isinstance(about, uuid.UUID):
        return
    rows = Edition.objects.filter(public_id=about, is_derived=True).exclude(originator_desk=viewer.desk_id)
    if readable_by(viewer, rows).exists():
        tell_later(about, viewer.desk_id, UnmaskingSign.LINK_REFUSED)


def _said(viewer: Viewer, edition: Edition) -> list[str]:
    parts = readable_by(viewer, Part.objects.filter(edition=edition)).values_list("content", flat=True)
    return [text for part in parts for text in texts_of({name: value for name, (_, value) in part.items()}).values()]
