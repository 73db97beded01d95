"""Beginning a draft: a first report, a follow-up of one's own, or one's own edition of somebody else's."""

import uuid
from dataclasses import replace
from typing import Any, Final

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.drafting import actions as drafting
from noroshi.drafting.actions import Beginning
from noroshi.drafting.again import typed_again, wished_again
from noroshi.drafting.consulting import CONSULTATION
from noroshi.drafting.going_on import Bound, bound_as_before
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.queries import DraftShown, shown, sources_of, way_of_sent
from noroshi.drafting.written import Written
from noroshi.editions.derived import own_derived
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.reports import ways
from noroshi.reports.errors import NotAReport, NotOnTheWay
from noroshi.reports.expecting import BY
from noroshi.reports.prefilled import first_report, source_block
from noroshi.sharing.marking import Marking
from noroshi.sharing.redaction import CHANNEL
from noroshi.vocabulary import Tlp, YesNo
from noroshi.vocabulary.errors import NotFound

KEPT_BY_THE_FORM = frozenset(
    {"reported_at", "edition_number", "reference_number", "sharing_scope", CHANNEL, CONSULTATION}
)
NOT_TAKEN_OVER = KEPT_BY_THE_FORM | {"attachments", "specimens"}
"""The system writes them anew, or they are files: those are taken over one by one, by whoever decides to."""

LOOKED_THROUGH: Final = 200


def begin_report(viewer: Viewer, way_id: str = "", typed: dict[str, Any] | None = None) -> DraftShown:
    """A first report with what desk and person already answer. A consultation is for whoever is asked, until another color is chosen."""
    way = ways.way_of(viewer, way_id) if way_id else ways.usual(viewer)
    wish = {"is_statutory": way.is_statutory, **({"tlp": Tlp.RED.value} if way.is_consultation else {})}
    written = Written({**first_report(viewer), **(typed or {})}, wish=wish)
    return drafting.begin(viewer, Beginning(EditionKind.REPORT.value, written, way=way.id))


def begin_follow_up(viewer: Viewer, edition_id: uuid.UUID) -> DraftShown:
    """The next edition of an own report, filled with what the latest one says; where a name was taken out, it stays out."""
    latest = latest_own(viewer, edition_id)
    reading = edition_readable_by(viewer, latest.public_id)
    marking, _number = marking_of_own(viewer, latest.public_id)
    bound = bound_as_before(viewer, latest, openly=Purpose.FOLLOW_UP) or Bound(Purpose.FOLLOW_UP)
    return drafting.begin(
        viewer,
        Beginning(
            latest.kind,
            _taken_over(viewer, reading, source_block(viewer), marking),
            bound.purpose,
            way=way_of_sent(viewer, latest.public_id),
            matter=latest.matter,
            continues=latest.public_id,
            sources=bound.sources,
            sealed_sources=bound.sealed_sources,
        ),
    )


def begin_completion(viewer: Viewer, edition_id: uuid.UUID) -> DraftShown:
    """A ministry finishes or corrects what an operator reported, as its own edition (手引書 2.2 記載主体)."""
    _must_be(viewer, ways.MINISTRY)
    return _from_source(viewer, edition_id, Purpose.COMPLETION)


def begin_anonymized(viewer: Viewer, edition_id: uuid.UUID) -> DraftShown:
    """A secretariat takes out who it was; the name stays with it (手引書 2.1 セプター事務局経由)."""
    _must_be(viewer, ways.SECRETARIAT)
    return _from_source(viewer, edition_id, Purpose.ANONYMIZED)


def latest_own(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    """Of the matter of one of the desk's own editions."""
    one = readable_by(viewer, Edition.objects.filter(public_id=edition_id, originator_desk=viewer.desk_id)).first()
    if one is None:
        raise NotFound
    editions = Edition.objects.filter(matter=one.matter, originator_desk=viewer.desk_id)
    return readable_by(viewer, editions).order_by("-number")[0]


def _from_source(viewer: Viewer, edition_id: uuid.UUID, purpose: Purpose) -> DraftShown:
    source = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if source is None:
        raise NotFound
    if source.kind != EditionKind.REPORT:
        raise NotAReport
    if source.originator_desk_id == viewer.desk_id:
        raise NotOnTheWay
    begun = _begun_already(viewer, source, purpose)
    if begun is not None:
        return begun
    reading = edition_readable_by(viewer, edition_id)
    written = _taken_over(viewer, reading, {**source_block(viewer), "attachment_presence": YesNo.NO.value})
    if purpose is Purpose.ANONYMIZED:
        written = _without_names(written)
    before = own_derived(viewer, source)
    return drafting.begin(
        viewer,
        Beginning(
            EditionKind.REPORT.value,
            written,
            purpose,
            way=ways.STRAIGHT,
            matter=before.matter if before else None,
            continues=before.public_id if before else None,
            sources=[source],
        ),
    )


def _begun_already(viewer: Viewer, source: Edition, purpose: Purpose) -> DraftShown | None:
    """A second press, or a colleague, goes on with the draft that is open instead of beginning another."""
    rows = Draft.objects.filter(desk=viewer.desk_id, purpose=purpose, sent_at=None, discarded_at=None)
    open_ = readable_by(viewer, rows.select_related("desk", "saved_by", "begun_by")).order_by("-pk")[:LOOKED_THROUGH]
    return next((shown(row) for row in open_ if source.public_id in sources_of(row)), None)


def _taken_over(viewer: Viewer, reading: Reading, source: dict[str, Any], marking: Marking | None = None) -> Written:
    """Everything that was said, under the writer's own contact block; the marking, and no promise that is kept now, only of an own."""
    kept_back = NOT_TAKEN_OVER | {BY} if marking else NOT_TAKEN_OVER
    typed, marks = typed_again(reading, marking, kept_back)
    typed |= {**source, "importance": reading.importance.value if reading.importance else ""}
    wish: dict[str, Any] = {"sectors": list(reading.sectors)}
    return Written(typed, marks, wished_again(reading, marking) if marking else wish)


def _without_names(written: Written) -> Written:
    """Empty and taken out are two things: the form says which (手引書 図4 ④)."""
    typed = {**written.typed, "operator_name": ""}
    return replace(written, typed=typed, marks={**written.marks, "operator_name": {"anonymized": True}})


def _must_be(viewer: Viewer, role: str) -> None:
    if ways.role_of(Organization.objects.get(pk=viewer.organization_id)) != role:
        raise NotOnTheWay
