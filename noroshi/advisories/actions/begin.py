"""Beginning an advisory: from nothing, from reports, or the next issue of an own one."""

import uuid
from collections.abc import Collection
from typing import Any

from noroshi.advisories.cases import case_again, case_offered
from noroshi.advisories.errors import NotAnAdvisory, NotTheCenter
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Organization, Person
from noroshi.drafting import actions as drafting
from noroshi.drafting.actions import Beginning
from noroshi.drafting.again import typed_again, wished_again
from noroshi.drafting.models import Purpose
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.editions.derived import sealed_sources_of
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import edition_readable_by
from noroshi.vocabulary import OrganizationKind, YesNo
from noroshi.vocabulary.errors import NotFound

NOT_TAKEN_OVER = frozenset({"provided_at", "edition_number", "reference_number", "sharing_scope", "attachments"})


def begin_advisory(
    viewer: Viewer, sources: Collection[uuid.UUID] = (), typed: dict[str, Any] | None = None
) -> DraftShown:
    """From reports no words are taken over: no value may identify the source, so a person writes it anew."""
    must_be_center(viewer)
    found = [_source(viewer, one) for one in dict.fromkeys(sources)]
    sectors = sorted({sector for source in found for sector in source.sectors})
    offered = case_offered(viewer, [one.public_id for one in found])
    written = Written(
        {**contact_block(viewer), **offered, **(typed or {})}, wish={"sectors": sectors} if sectors else {}
    )
    purpose = Purpose.SUMMARY if found else Purpose.FIRST
    return drafting.begin(viewer, Beginning(EditionKind.ADVISORY.value, written, purpose, sources=found))


def begin_next_issue(viewer: Viewer, edition_id: uuid.UUID) -> DraftShown:
    """第n報 of an own advisory, filled with what the latest one says and bound by the same reports."""
    must_be_center(viewer)
    latest = _latest_own(viewer, edition_id)
    reading = edition_readable_by(viewer, latest.public_id)
    marking, _number = marking_of_own(viewer, latest.public_id)
    typed, marks = typed_again(reading, marking, NOT_TAKEN_OVER)
    typed |= {
        **contact_block(viewer),
        **case_again(viewer, latest.public_id),
        "importance": reading.importance.value if reading.importance else "",
    }
    return drafting.begin(
        viewer,
        Beginning(
            latest.kind,
            Written(typed, marks, wished_again(reading, marking)),
            Purpose.FOLLOW_UP,
            matter=latest.matter,
            continues=latest.public_id,
            sealed_sources=sealed_sources_of(viewer, latest.matter),
        ),
    )


def contact_block(viewer: Viewer) -> dict[str, Any]:
    """Whom ministries inside the scope may ask."""
    desk = Desk.objects.get(pk=viewer.desk_id)
    return {
        "contact_person": Person.objects.get(pk=viewer.seat.person_id).name_ja,
        "contact_telephone": desk.telephone,
        "contact_fax": desk.fax,
        "contact_email": desk.email,
        "attachment_presence": YesNo.NO.value,
    }


def must_be_center(viewer: Viewer) -> None:
    if OrganizationKind.CENTER not in Organization.objects.get(pk=viewer.organization_id).kinds:
        raise NotTheCenter


def _source(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    found = readable_by(viewer, Edition.objects.filter(public_id=edition_id, is_recalled=False)).first()
    if found is None:
        raise NotFound
    return found


def _latest_own(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    one = readable_by(viewer, Edition.objects.filter(public_id=edition_id, originator_desk=viewer.desk_id)).first()
    if one is None:
        raise NotFound
    if one.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    editions = Edition.objects.filter(matter=one.matter, originator_desk=viewer.desk_id)
    return readable_by(viewer, editions).order_by("-number")[0]
