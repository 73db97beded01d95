"""The few that matter, for machines: profiles, their lists with every factor, decisions, the funnel, what is known of a text."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page, Paged, cursor, number_of
from noroshi.api.fields import Incoming, Line, Moment
from noroshi.api.intel.finding import ValueFlagRead, flags_read
from noroshi.api.routing import Room, made
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.triage.actions.decisions import Deciding, decide, take_back
from noroshi.triage.actions.profiles import amend_profile, begin_profile, end_profile
from noroshi.triage.actions.sure import confirm_sure, receive
from noroshi.triage.digests import DigestShown, digest_of, digests_of
from noroshi.triage.factors import MOST, THRESHOLD
from noroshi.triage.funnel import funnel
from noroshi.triage.lists import listed
from noroshi.triage.profiles import NOTICE, ProfileShown, ProfileWish, profile_of, profiles_of
from noroshi.triage.replaying import replayed
from noroshi.triage.showing import Item, items
from noroshi.triage.similar import similar
from noroshi.triage.statements import Statement
from noroshi.vocabulary import Dropped, Freshness, FunnelStep, Relevance, TextLanguage, Tlp, Verdict
from noroshi.vocabulary.observables import ObservableKind

room: Final = Room("triage")
type Entry = Annotated[str, Field(max_length=300)]
type Entries = Annotated[list[Entry], Field(max_length=200)]
type Share = Annotated[float, Field(ge=0, le=1)]


class ProfileGiven(Incoming):
    """What a desk wants to be shown. Thresholds are scores from 0 to 1; own networks and domains never leave the organization."""

    name: Line
    sectors: Entries = []
    products: Entries = []
    networks: Entries = []
    domains: Entries = []
    suppliers: Entries = []
    keywords: Entries = []
    kinds: Annotated[list[Freshness], Field(max_length=5)] = []
    languages: Annotated[list[TextLanguage], Field(max_length=6)] = []
    threshold: Share = THRESHOLD
    notice_threshold: Share = NOTICE
    mail_threshold: Share | None = None
    webhook_threshold: Share | None = None
    most: Annotated[int, Field(strict=True, ge=1, le=MOST)] = MOST

    def wish(self) -> ProfileWish:
        said = {name: getattr(self, name) for name in type(self).model_fields}
        kinds = [Freshness.of(kind) for kind in self.kinds]
        return ProfileWish(**said | {"kinds": kinds, "languages": [TextLanguage.of(one) for one in self.languages]})


class ProfileRead(Schema):
    id: UUID
    name: str
    is_own_desk: bool
    sectors: list[str]
    products: list[str]
    networks: list[str]
    domains: list[str]
    suppliers: list[str]
    keywords: list[str]
    kinds: list[Freshness]
    languages: list[TextLanguage]
    threshold: float
    notice_threshold: float
    mail_threshold: float | None
    webhook_threshold: float | None
    most: int


class FactorRead(Schema):
    """The score is the product of its factors."""

    name: str
    said: str
    factor: float


class TriagedRead(Schema):
    """One value above the threshold; `value` is live, in its normal form, and empty where an object is about itself."""

    key: UUID
    object: UUID
    type: str
    title: str
    kind: ObservableKind | None
    value: str
    source: str
    score: float
    relevance: Relevance
    named: str
    factors: list[FactorRead]
    verdict: Verdict | None
    why: str
    flags: list[ValueFlagRead]


class DecisionGiven(Incoming):
    key: UUID
    verdict: Verdict
    why: Line = ""
    until: Moment | None = None


class DecisionRead(Schema):
    key: UUID
    verdict: Verdict


class StepRead(Schema):
    step: FunnelStep
    values: int


class DropRead(Schema):
    reason: Dropped
    values: int


class FunnelRead(Schema):
    """Only what the reader may read is counted."""

    steps: list[StepRead]
    drops: list[DropRead]


class ReplayRead(Schema):
    """Keys of values that would come and go."""

    before: int
    after: int
    comes: list[UUID]
    goes: list[UUID]


class TextGiven(Incoming):
    text: Annotated[str, Field(max_length=200_000)]


class KnownOfText(Schema):
    kind: ObservableKind
    value: str
    objects: int
    is_everywhere: bool
    sources: list[str]


class SureGiven(Incoming):
    """The part of the STIX id behind the two hyphens, and why one may be sure."""

    object: UUID
    why: Line


class SureMade(Schema):
    id: UUID


class DigestRead(Schema):
    id: UUID
    profile: UUID
    made_at: datetime
    is_sure: bool
    received_at: datetime | None


class ToldOfSame(Schema):
    """A report or an advisory that I may read and that tells of the same; `values` are those that both name."""

    edition: UUID
    title: str
    kind: str
    tlp: Tlp
    organization: str
    sealed_at: datetime
    values: list[str]


class GroupRead(Schema):
    name: str
    sources: list[str]
    items: list[TriagedRead]
    statements: list[ToldOfSame]


class DigestWhole(DigestRead):
    groups: list[GroupRead]


@room.get("/triage/profiles", Scope.INTEL_READ, Page[ProfileRead])
def profiles(request: HttpRequest) -> Page[ProfileRead]:
    """Profiles of my organization."""
    return Page(items=[_profile(one) for one in profiles_of(viewer_of(request))])


@room.post("/triage/profiles", Scope.INTEL_WRITE, ProfileRead)
def new_profile(request: HttpRequest, answer: HttpResponse, given: ProfileGiven) -> Status[ProfileRead]:
    """Begin a profile of my desk's."""
    viewer = viewer_of(request)
    row = begin_profile(viewer, given.wish())
    return made(request, answer, f"triage/profiles/{row.public_id}", _profile(profile_of(viewer, row.public_id)))


@room.get("/triage/profiles/{uuid:profile}", Scope.INTEL_READ, ProfileRead)
def one_profile(request: HttpRequest, profile: UUID) -> ProfileRead:
    """What one profile wants."""
    return _profile(profile_of(viewer_of(request), profile))


@room.post("/triage/profiles/{uuid:profile}", Scope.INTEL_WRITE, ProfileRead, status=200)
def change_profile(request: HttpRequest, profile: UUID, given: ProfileGiven) -> ProfileRead:
    """Change a profile of my desk's, as a whole."""
    viewer = viewer_of(request)
    amend_profile(viewer, profile, given.wish())
    return _profile(profile_of(viewer, profile))


@room.delete("/triage/profiles/{uuid:profile}", Scope.INTEL_WRITE)
def drop_profile(request: HttpRequest, profile: UUID) -> Status[None]:
    """End a profile of my desk's."""
    end_profile(viewer_of(request), profile)
    return Status(204, None)


@room.get("/triage/profiles/{uuid:profile}/list", Scope.INTEL_READ, Page[TriagedRead])
def shown(request: HttpRequest, profile: UUID, asked: Query[Paged]) -> Page[TriagedRead]:
    """What the profile shows now, the best first, each with its factors."""
    viewer, now = viewer_of(request), timezone.now()
    entries = listed(viewer, profile_of(viewer, profile), now).entries
    start = number_of(request, asked.cursor) or 0
    end = start + asked.limit
    found = [_item(one) for one in items(viewer, entries[start:end], now)]
    return Page(items=found, next=cursor(request, str(end)) if end < len(entries) else None)


@room.ask("/triage/profiles/{uuid:profile}/replay", Scope.INTEL_READ, ReplayRead)
def replay(request: HttpRequest, profile: UUID, given: ProfileGiven) -> ReplayRead:
    """What would come and go with another wish. Nothing is kept."""
    viewer = viewer_of(request)
    found = replayed(viewer, profile_of(viewer, profile), given.wish(), timezone.now())
    return ReplayRead(
        before=found.before,
        after=found.after,
        comes=[one.key for one in found.comes],
        goes=[one.key for one in found.goes],
    )


@room.get("/triage/profiles/{uuid:profile}/funnel", Scope.INTEL_READ, FunnelRead)
def funnel_of(request: HttpRequest, profile: UUID) -> FunnelRead:
    """How many values came in, and what was dropped why."""
    viewer = viewer_of(request)
    found = funnel(viewer, profile_of(viewer, profile), timezone.now())
    return FunnelRead(
        steps=[StepRead(step=step, values=many) for step, many in found.steps.items()],
        drops=[DropRead(reason=why, values=many) for why, many in found.drops.items()],
    )


@room.post("/triage/profiles/{uuid:profile}/decisions", Scope.INTEL_WRITE, DecisionRead)
def new_decision(
    request: HttpRequest, answer: HttpResponse, profile: UUID, given: DecisionGiven
) -> Status[DecisionRead]:
    """Accept, hold or dismiss a value for this profile; it wins over every figure."""
    verdict = Verdict.of(given.verdict)
    decide(viewer_of(request), profile, given.key, Deciding(verdict, given.why, given.until))
    at = f"triage/profiles/{profile}/decisions/{given.key}"
    return made(request, answer, at, DecisionRead(key=given.key, verdict=verdict))


@room.delete("/triage/profiles/{uuid:profile}/decisions/{uuid:key}", Scope.INTEL_WRITE)
def drop_decision(request: HttpRequest, profile: UUID, key: UUID) -> Status[None]:
    """Take a decision back."""
    take_back(viewer_of(request), profile, key)
    return Status(204, None)


@room.ask("/triage/known", Scope.INTEL_READ, list[KnownOfText])
def known(request: HttpRequest, given: TextGiven) -> list[KnownOfText]:
    """What I may read elsewhere of the values in a text, the rarest first. The text is not kept."""
    return [
        KnownOfText(
            kind=ObservableKind.of(one.kind.word),
            value=one.value,
            objects=one.objects,
            is_everywhere=one.is_everywhere,
            sources=list(one.sources),
        )
        for one in similar(viewer_of(request), given.text)
    ]


@room.post("/triage/sure", Scope.INTEL_WRITE, SureMade)
def sure(request: HttpRequest, answer: HttpResponse, given: SureGiven) -> Status[SureMade]:
    """Confirm an object of my desk's, so that it goes by itself to those who must act."""
    row = confirm_sure(viewer_of(request), given.object, given.why)
    return made(request, answer, "triage/sure", SureMade(id=row.public_id))


@room.get("/triage/digests", Scope.INTEL_READ, Page[DigestRead])
def digests(request: HttpRequest) -> Page[DigestRead]:
    """What my desk was told, the newest first."""
    return Page(items=[DigestRead(**_digest(one)) for one in digests_of(viewer_of(request))])


@room.get("/triage/digests/{uuid:digest}", Scope.INTEL_READ, DigestWhole)
def one_digest(request: HttpRequest, digest: UUID) -> DigestWhole:
    """One notice with its items, as far as I may read them now."""
    found = digest_of(viewer_of(request), digest, timezone.now())
    groups = [
        GroupRead(
            name=one.name,
            sources=list(one.sources),
            items=[_item(item) for item in one.items],
            statements=[_told(each) for each in one.statements],
        )
        for one in found.groups
    ]
    return DigestWhole(**_digest(found), groups=groups)


@room.post("/triage/digests/{uuid:digest}/receive", Scope.INTEL_WRITE, DigestRead, status=200)
def received(request: HttpRequest, digest: UUID) -> DigestRead:
    """Say that my desk has it in hand."""
    viewer = viewer_of(request)
    receive(viewer, digest)
    return DigestRead(**_digest(digest_of(viewer, digest, timezone.now())))


def _profile(one: ProfileShown) -> ProfileRead:
    wish = {name: getattr(one.wish, name) for name in ProfileGiven.model_fields}
    return ProfileRead(id=one.public_id, is_own_desk=one.is_own_desk, **wish)


def _digest(one: DigestShown) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "profile": one.profile,
        "made_at": one.made_at,
        "is_sure": one.is_sure,
        "received_at": one.received_at,
    }


def _told(one: Statement) -> ToldOfSame:
    return ToldOfSame(
        edition=one.line.public_id,
        title=one.line.title,
        kind=one.line.kind,
        tlp=one.line.tlp,
        organization=one.line.originator.organization.name_ja,
        sealed_at=one.line.sealed_at,
        values=[value for _, value in one.values],
    )


def _item(item: Item) -> TriagedRead:
    entry = item.entry
    return TriagedRead(
        key=entry.key,
        object=item.object,
        type=item.object_kind.type,
        title=item.title,
        kind=ObservableKind.of(item.kind.word) if item.kind else None,
        value=item.value,
        source=item.source,
        score=item.scored.score,
        relevance=entry.above.relevance,
        named=entry.named,
        factors=[FactorRead(name=line.name.en, said=line.said.en, factor=line.factor) for line in item.scored.lines],
        verdict=entry.decided.verdict if entry.decided else None,
        why=entry.decided.why if entry.decided else "",
        flags=flags_read(item.warnings),
    )
