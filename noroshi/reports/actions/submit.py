"""Sending a draft: sealed, with its files, brought to the next station, all in one transaction, once."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from noroshi.asking.actions import consult
from noroshi.asking.approvals import must_be_approved
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.drafting import actions as drafting
from noroshi.drafting.consulting import consulted, is_consultation
from noroshi.drafting.errors import SourceGone
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.queries import sources_of
from noroshi.drafting.sending import Ready, ready, to_seal
from noroshi.editions.actions import Statement, derive, hop, seal_edition
from noroshi.editions.models import Edition
from noroshi.editions.numbering import number_of
from noroshi.editions.queries import ids_readable_by
from noroshi.editions.wishes import marking
from noroshi.reports import ways
from noroshi.reports.actions.anonymize import must_be_looked_through
from noroshi.reports.actions.expect import expect
from noroshi.reports.coming import coming
from noroshi.reports.errors import NotAReport, StatutoryNotAnonymous
from noroshi.reports.expecting import announced
from noroshi.reports.filing import coordination_stop, filed_to, with_coordination
from noroshi.reports.follow_ups import pace_of
from noroshi.reports.leaks import must_not_leak
from noroshi.reports.ways import Stop, Way
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, desk
from noroshi.vault.actions import enclose
from noroshi.vocabulary import FilingDesk, HopKind, Tlp


def submit_report(viewer: Viewer, draft_id: uuid.UUID, *, version: int) -> uuid.UUID:
    """The sealed edition's id; a second press gives the same one again."""
    row = drafting.to_send(viewer, draft_id, version=version)
    if row.sent_as:
        return row.sent_as
    if row.kind != "report":
        raise NotAReport
    prepared = ready(viewer, row)
    must_be_looked_through(viewer, row)
    must_not_leak(viewer, row)
    must_be_approved(viewer, row)
    stops = stops_of(viewer, row, prepared)
    made = marking_for(viewer, row, prepared, stops)
    prepared = replace(prepared, content=announced(prepared.content, pace_of(viewer), timezone.now()))
    edition = _sealed(viewer, row, prepared, made)
    enclose(viewer, edition, row.public_id)
    hop(viewer, edition.public_id, kind=_deed(row), to=[desk(stops[0].desk.pk)])
    also = also_to(viewer, prepared)
    if also:
        hop(viewer, edition.public_id, kind=_deed(row), to=[desk(also.desk.pk)])
    if is_consultation(row.way):
        consult(viewer, edition.public_id, stops[0].desk)
    expect(viewer, edition, prepared.content, made)
    drafting.sent(viewer, row, edition)
    return edition.public_id


def stops_of(viewer: Viewer, row: Draft, prepared: Ready) -> tuple[Stop, ...]:
    only = coordination_stop(viewer, prepared)
    if only and filed_to(prepared) is FilingDesk.COORDINATION:
        return (only,)
    return ways.stops(viewer, row.way or ways.STRAIGHT, prepared.wish.sectors or _sector(prepared))


def also_to(viewer: Viewer, prepared: Ready) -> Stop | None:
    """The coordination center beside the plan's desk; each reads its own receipt."""
    return coordination_stop(viewer, prepared) if filed_to(prepared) is FilingDesk.BOTH else None


def marking_for(viewer: Viewer, row: Draft, prepared: Ready, stops: Sequence[Stop]) -> Marking:
    return marking_by(viewer, way_chosen(viewer, row), prepared, stops)


def marking_by(viewer: Viewer, way: Way | None, prepared: Ready, stops: Sequence[Stop]) -> Marking:
    return in_color(uncolored(viewer, way, prepared), prepared.wish.tlp, stops)


def in_color(made: Marking, tlp: Tlp, stops: Sequence[Stop]) -> Marking:
    """RED is for the named desks: those along the way are named, because they are the addressees of the form."""
    ahead = {stop.desk.pk for stop in stops} if tlp is Tlp.RED else frozenset()
    return replace(made, tlp=tlp, receivers=made.receivers | ahead)


def uncolored(viewer: Viewer, way: Way | None, prepared: Ready) -> Marking:
    """Everything about the marking that no color changes."""
    wish = replace(
        prepared.wish,
        sectors=prepared.wish.sectors or _sector(prepared),
        is_statutory=prepared.wish.is_statutory or (way.is_statutory if way else False),
        only_anonymized=prepared.wish.only_anonymized or (way.is_anonymized if way else False),
    )
    if way and way.is_anonymized and wish.is_statutory:
        raise StatutoryNotAnonymous
    made = marking(viewer, wish, "report")
    if way and way.excludes_ministry and made.provider_ministry:
        passed_by = Party(Naming.ORGANIZATION, str(made.provider_ministry))
        made = replace(made, exclusions=made.exclusions | {passed_by})
    return with_coordination(viewer, made, way, prepared)


def way_chosen(viewer: Viewer, row: Draft) -> Way | None:
    home = Organization.objects.get(pk=viewer.organization_id)
    return ways.way_of(viewer, row.way) if row.way and ways.role_of(home) == ways.OPERATOR else None


def _sector(prepared: Ready) -> tuple[str, ...]:
    sector = prepared.said("sector")
    return (str(sector),) if sector else ()


def _sealed(viewer: Viewer, row: Draft, prepared: Ready, made: Marking) -> Edition:
    said = to_seal(row, prepared, made)
    statement = Statement(
        kind=prepared.kind,
        content={
            "reported_at": timezone.localtime().isoformat(timespec="minutes"),
            **said,
            **coming(viewer, row, said),
            **consulted(row.way),
        },
        marking=made,
        importance=prepared.importance,
        matter=row.matter,
        begins=row.continues is None,
        reference_number=number_of(viewer, row.matter) if row.continues else "",
    )
    sources = sources_of(row)
    if not sources:
        return seal_edition(viewer, statement)
    if ids_readable_by(viewer, sources) != set(sources):
        raise SourceGone
    return derive(viewer, sources, statement, tells_the_source=True)


def _deed(row: Draft) -> HopKind:
    return HopKind.RELAY_ANONYMIZED if row.purpose == Purpose.ANONYMIZED else HopKind.SUBMIT
