"""Beginning a sheet: from nothing, from what one holds, or the next report (第n報) of an own one."""

import uuid
from typing import Any, Final

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Person
from noroshi.directory.queries import own_kinds
from noroshi.drafting import actions as drafting
from noroshi.drafting.actions import Beginning
from noroshi.drafting.again import typed_again, wished_again
from noroshi.drafting.going_on import Bound, bound_as_before
from noroshi.drafting.models import Purpose
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.sheets.errors import NotASheet, NotForSheets
from noroshi.sheets.sharers import may_share_sheets
from noroshi.sheets.taking_over import taken_over
from noroshi.vocabulary.errors import NotFound

SHEET: Final = EditionKind.SHEET.value
NOT_TAKEN_OVER: Final = frozenset({"destinations", "sharing_scope", "attachments"})


def begin_sheet(
    viewer: Viewer, source: uuid.UUID | None = None, *, nameless: bool = False, typed: dict[str, Any] | None = None
) -> DraftShown:
    """From a report, an advisory or a sheet its words are taken over, to be shortened; the range of another house's binds it.

    `nameless`: nothing in it may say whose it was. It is looked through before it leaves, and a second person lets it go.
    """
    must_share_sheets(viewer)
    if source is None:
        return drafting.begin(viewer, Beginning(SHEET, Written({**contact_block(viewer), **(typed or {})})))
    reading = edition_readable_by(viewer, source)
    row = _source(viewer, source)
    words = {**taken_over(reading), **contact_block(viewer), **(typed or {})}
    bound = _bound(viewer, row, nameless=nameless)
    return drafting.begin(
        viewer,
        Beginning(
            SHEET,
            Written(words, wish=_sectors(reading)),
            bound.purpose,
            sources=bound.sources,
            sealed_sources=bound.sealed_sources,
        ),
    )


def begin_next_sheet(viewer: Viewer, edition_id: uuid.UUID) -> DraftShown:
    """第n報 of an own sheet, filled with what the latest one says, to the same recipients; of a nameless one it is nameless."""
    must_share_sheets(viewer)
    latest = _latest_own(viewer, edition_id)
    reading = edition_readable_by(viewer, latest.public_id)
    marking, _number = marking_of_own(viewer, latest.public_id)
    typed, marks = typed_again(reading, marking, NOT_TAKEN_OVER)
    typed |= {**contact_block(viewer), "importance": reading.importance.value if reading.importance else ""}
    bound = bound_as_before(viewer, latest, openly=Purpose.FOLLOW_UP) or Bound(Purpose.FOLLOW_UP)
    return drafting.begin(
        viewer,
        Beginning(
            SHEET,
            Written(typed, marks, wished_again(reading, marking)),
            bound.purpose,
            matter=latest.matter,
            continues=latest.public_id,
            sources=bound.sources,
            sealed_sources=bound.sealed_sources,
        ),
    )


def must_share_sheets(viewer: Viewer) -> None:
    if not may_share_sheets(own_kinds(viewer.seat)):
        raise NotForSheets


def contact_block(viewer: Viewer) -> dict[str, Any]:
    desk = Desk.objects.get(pk=viewer.desk_id)
    return {
        "contact_person": Person.objects.get(pk=viewer.seat.person_id).name_ja,
        "contact_telephone": desk.telephone,
        "contact_email": desk.email,
    }


def _bound(viewer: Viewer, row: Edition, *, nameless: bool) -> Bound:
    """An own item binds nothing, unless it was made from others': their words stay theirs in whatever is made of it."""
    purpose = Purpose.ANONYMIZED if nameless else Purpose.COMPLETION
    is_own_house = row.originator_organization_id == viewer.organization_id
    before = bound_as_before(viewer, row, openly=purpose) if is_own_house else None
    if before is not None:
        return before
    return Bound(Purpose.FIRST) if is_own_house and not nameless else Bound(purpose, sources=[row])


def _sectors(reading: Reading) -> dict[str, Any]:
    return {"sectors": list(reading.sectors)}


def _source(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    found = readable_by(viewer, Edition.objects.filter(public_id=edition_id, is_recalled=False)).first()
    if found is None:
        raise NotFound
    return found


def _latest_own(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    one = readable_by(viewer, Edition.objects.filter(public_id=edition_id, originator_desk=viewer.desk_id)).first()
    if one is None:
        raise NotFound
    if one.kind != EditionKind.SHEET:
        raise NotASheet
    editions = Edition.objects.filter(matter=one.matter, originator_desk=viewer.desk_id)
    return readable_by(viewer, editions).order_by("-number")[0]
