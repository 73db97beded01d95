"""Objects of shared intelligence: listed, read, written by their usual fields, withdrawn, seen or not seen, and what they are tied to."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page, Paged, cursor, number_of
from noroshi.api.fields import Id, Incoming, checked
from noroshi.api.intel.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.actions.sight import sight
from noroshi.intel.actions.withdraw import withdraw
from noroshi.intel.actions.write import Writing, own_version, rewrite, write
from noroshi.intel.authors import Whose
from noroshi.intel.browsing import SHOWN, Listed, Wanted, browse
from noroshi.intel.by_name import found_by_words
from noroshi.intel.graphs import MOST, MOST_STEPS, around
from noroshi.intel.naming import title_of, type_of, whole_of
from noroshi.intel.seen import sighted
from noroshi.intel.telling import Told, tell
from noroshi.stix.information import INFORMATION, fields_of, information_of
from noroshi.stix.kinds import KINDS, StixKind
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import SightingAnswer, StixType, Tlp2
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.observables import ObservableKind

type FieldText = Annotated[str, Field(max_length=20_000)]
type FieldValue = FieldText | int | Annotated[list[FieldText], Field(max_length=200)]
type FieldName = Annotated[str, Field(max_length=60)]


class KindUnknown(Refusal):
    code, status = "information_kind_unknown", 422
    ja = "この種類の情報はありません。" + "・".join(INFORMATION) + " のどれかを指定してください。"
    en = "There is no such kind of information. It is one of " + ", ".join(INFORMATION) + "."


def _kind(value: object) -> object:
    if isinstance(value, str) and value not in INFORMATION:
        raise KindUnknown
    return value


type InformationKind = Annotated[str, checked(_kind), Field(max_length=60)]


class ObjectsWanted(Paged):
    """Everything narrows. `about` is a value, a CVE number or the id of an object, and then nothing else counts."""

    type: StixType | None = None
    source: UUID | None = None
    tlp: Tlp2 | None = None
    confidence: Annotated[int, Field(ge=0, le=100)] | None = None
    sector: Annotated[str, Field(max_length=60)] | None = None
    valid_now: bool = False
    about: Annotated[str, Field(max_length=400)] | None = None


class AuthorRead(Schema):
    """`id` is that of its identity, which I may read. `said_by` is the source that names it so, where it is another than the object's."""

    id: UUID
    name: str
    said_by: str | None


class ObjectLine(Schema):
    """`id` is the number of the object, `stix_id` its whole name; `title` cannot be pressed.

    `author` is who its sender says wrote it, `organization` whose source it is: null where I am not told.
    """

    id: UUID
    stix_id: str
    type: StixType
    title: str
    tlp: Tlp2
    source: UUID | None
    source_name: str | None
    author: AuthorRead | None
    organization: str | None
    version: datetime | None
    confidence: int | None
    is_revoked: bool


class ObjectsFound(Page[ObjectLine]):
    """`looked_only_so_far`: nothing more in the stretch that was looked at; `next` goes on behind it."""

    looked_only_so_far: bool = False


class ValueIn(Schema):
    """Live, in its normal form. `objects` counts those that I may read, up to 1,000."""

    kind: ObservableKind
    value: str
    objects: int
    sources: list[UUID]


class TieRead(Schema):
    """`is_outward`: from this object to the other."""

    how: str
    is_outward: bool
    other: UUID
    other_type: StixType
    other_title: str


class VersionRead(Schema):
    token: str
    version: datetime | None
    source: UUID | None
    added_at: datetime


class ObjectRead(Schema):
    """`stix` is the newest version that I may read, `kind` and `fields` say the same as the usual fields of the eleven kinds."""

    id: UUID
    stix_id: str
    type: StixType
    title: str
    tlp: Tlp2
    source: UUID | None
    source_name: str | None
    author: AuthorRead | None
    organization: str | None
    is_own: bool
    kind: str | None
    fields: dict[str, Any]
    values: list[ValueIn]
    ties: list[TieRead]
    versions: list[VersionRead]
    stix: dict[str, Any]


class ObjectGiven(Incoming):
    """`kind` is one of the eleven; `fields` by id. Without `source` it is written by hand, without `tlp` of the source's color."""

    kind: InformationKind
    fields: Annotated[dict[FieldName, FieldValue], Field(max_length=60)]
    source: Id | None = None
    tlp: Tlp2 | None = None


class ObjectChanged(Incoming):
    """All fields as they shall be; what no field knows of stays. Without `tlp` the color stays."""

    fields: Annotated[dict[FieldName, FieldValue], Field(max_length=60)]
    tlp: Tlp2 | None = None


class SightingGiven(Incoming):
    answer: SightingAnswer
    times: Annotated[int, Field(strict=True, ge=1, le=999_999_999)] = 1


class SightingRead(Schema):
    """The latest word of each source; `times` 0 is not seen."""

    answer: SightingAnswer
    times: int | None
    at: datetime | None
    source: UUID | None
    is_own: bool


class SightingsRead(Schema):
    items: list[SightingRead]


class GraphWanted(Schema):
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] = 1
    most: Annotated[int, Field(ge=1, le=MOST)] = 500


class NodeRead(Schema):
    id: UUID
    type: StixType
    title: str
    step: int


class EdgeRead(Schema):
    start: UUID
    to: UUID
    how: str


class GraphRead(Schema):
    """`is_cut`: there is more than was asked for."""

    nodes: list[NodeRead]
    edges: list[EdgeRead]
    is_cut: bool


@room.get("/intel/objects", Scope.INTEL_READ, ObjectsFound)
def objects(request: HttpRequest, wanted: Query[ObjectsWanted]) -> ObjectsFound:
    """What I may read, newest first, the latest version of each."""
    viewer = viewer_of(request)
    if wanted.about:
        return ObjectsFound(items=[_line(one) for one in found_by_words(viewer, wanted.about, limit=wanted.limit).rows])
    found = browse(
        viewer,
        Wanted(
            kinds=(KINDS.get(wanted.type, StixKind.CUSTOM),) if wanted.type else SHOWN,
            origin=wanted.source,
            color=wanted.tlp or "",
            confidence=wanted.confidence,
            sectors=(wanted.sector,) if wanted.sector else (),
            is_valid_now=wanted.valid_now,
            before=number_of(request, wanted.cursor),
            limit=wanted.limit,
        ),
    )
    following = cursor(request, str(found.next)) if found.next else None
    return ObjectsFound(items=[_line(one) for one in found.rows], next=following, looked_only_so_far=found.is_partly)


@room.get("/intel/objects/{uuid:object_id}", Scope.INTEL_READ, ObjectRead)
def read(request: HttpRequest, object_id: UUID) -> ObjectRead:
    """One object with its versions, values and ties, as far as I may read."""
    return _read(tell(viewer_of(request), object_id))


@room.post("/intel/objects", Scope.INTEL_WRITE, ObjectRead)
def create(request: HttpRequest, answer: HttpResponse, given: ObjectGiven) -> Status[ObjectRead]:
    """Write one of the eleven kinds of information by its usual fields."""
    viewer = viewer_of(request)
    tlp = Tlp2.of(given.tlp) if given.tlp else None
    of = write(viewer, Writing(given.kind, given.fields, given.source, tlp))
    return made(request, answer, f"intel/objects/{of}", _read(tell(viewer, of)))


@room.post("/intel/objects/{uuid:object_id}/versions", Scope.INTEL_WRITE, ObjectRead)
def change(request: HttpRequest, answer: HttpResponse, object_id: UUID, given: ObjectChanged) -> Status[ObjectRead]:
    """A later version of what came from my desk."""
    viewer = viewer_of(request)
    tlp = Tlp2.of(given.tlp) if given.tlp else None
    rewrite(viewer, object_id, Writing("", given.fields, tlp=tlp))
    return made(request, answer, f"intel/objects/{object_id}", _read(tell(viewer, object_id)))


@room.delete("/intel/objects/{uuid:object_id}", Scope.INTEL_WRITE)
def take_back(request: HttpRequest, object_id: UUID) -> Status[None]:
    """Withdraw what came from my desk: everybody else loses sight of it."""
    viewer = viewer_of(request)
    _kept, origin = own_version(viewer, object_id)
    withdraw(viewer, origin.public_id, object_id)
    return Status(204, None)


@room.get("/intel/objects/{uuid:object_id}/sightings", Scope.INTEL_READ, SightingsRead)
def sightings(request: HttpRequest, object_id: UUID) -> SightingsRead:
    """Who has seen it and who has not, as far as I may read."""
    viewer = viewer_of(request)
    tell(viewer, object_id)
    return SightingsRead(items=_sightings(request, object_id))


@room.post("/intel/objects/{uuid:object_id}/sightings", Scope.INTEL_WRITE, SightingsRead)
def say_seen(
    request: HttpRequest, answer: HttpResponse, object_id: UUID, given: SightingGiven
) -> Status[SightingsRead]:
    """My desk's word; said again it takes the place of the one before."""
    sight(viewer_of(request), object_id, SightingAnswer.of(given.answer), count=given.times)
    read = SightingsRead(items=_sightings(request, object_id))
    return made(request, answer, f"intel/objects/{object_id}/sightings", read)


@room.get("/intel/objects/{uuid:object_id}/graph", Scope.INTEL_READ, GraphRead)
def graph(request: HttpRequest, object_id: UUID, wanted: Query[GraphWanted]) -> GraphRead:
    """What hangs together around it."""
    found = around(viewer_of(request), object_id, steps=wanted.steps, most=wanted.most)
    return GraphRead(
        nodes=[NodeRead(id=one.of.uuid, type=one.of.type, title=one.of.title, step=one.step) for one in found.nodes],
        edges=[EdgeRead(start=one.start, to=one.to, how=one.how) for one in found.edges],
        is_cut=found.is_cut,
    )


def _line(one: Listed) -> ObjectLine:
    whole = whole_of(one.kept.raw)
    return ObjectLine(
        id=one.kept.uuid,
        stix_id=whole["id"],
        type=type_of(whole),
        title=title_of(whole),
        tlp=Tlp2.of(one.color.word),
        source=one.origin.public_id if one.origin else None,
        source_name=one.origin.name if one.origin else None,
        author=_author(one.whose),
        organization=one.whose.house.name_ja if one.whose.house else None,
        version=one.kept.version,
        confidence=whole.get("confidence"),
        is_revoked=bool(whole.get("revoked")),
    )


def _read(told: Told) -> ObjectRead:
    information = information_of(told.whole)
    return ObjectRead(
        id=told.kept.uuid,
        stix_id=told.id,
        type=told.type,
        title=told.title,
        tlp=Tlp2.of(told.color.word),
        source=told.origin.public_id if told.origin else None,
        source_name=told.origin.name if told.origin else None,
        author=_author(told.whose),
        organization=told.whose.house.name_ja if told.whose.house else None,
        is_own=told.is_own,
        kind=information.id if information else None,
        fields=fields_of(told.whole, [one.said for one in told.relations if one.said]),
        values=[
            ValueIn(
                kind=ObservableKind.of(one.kind.word),
                value=one.value,
                objects=one.seen.objects,
                sources=[origin.public_id for origin in one.origins],
            )
            for one in told.values
        ],
        ties=[
            TieRead(
                how=one.how,
                is_outward=one.is_outward,
                other=one.other.uuid,
                other_type=one.other.type,
                other_title=one.other.title,
            )
            for one in told.relations
        ],
        versions=[
            VersionRead(
                token=one.kept.token,
                version=one.kept.version,
                source=one.origin.public_id if one.origin else None,
                added_at=one.added_at,
            )
            for one in told.stops
        ],
        stix=msgspec.json.decode(told.leaving),
    )


def _author(whose: Whose) -> AuthorRead | None:
    one = whose.author
    return AuthorRead(id=one.uuid, name=one.name, said_by=one.said_by or None) if one else None


def _sightings(request: HttpRequest, object_id: UUID) -> list[SightingRead]:
    return [
        SightingRead(
            answer=one.answer,
            times=one.count,
            at=one.at,
            source=one.origin.public_id if one.origin else None,
            is_own=one.is_own,
        )
        for one in sighted(viewer_of(request), object_id)
    ]
