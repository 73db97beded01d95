"""Values in a text, a mail or a log: found, and those that are chosen taken in. What was brought is not kept."""

from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.fields import Id, Incoming, Line, Moment, Passage
from noroshi.api.intel.certainty import Confidence
from noroshi.api.intel.room import room
from noroshi.api.routing import made
from noroshi.api.uploads import one_file
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.actions.accept import Acceptance, Chosen, accept
from noroshi.intel.from_items import values_in
from noroshi.intel.reviewing import Review, review_file, review_text
from noroshi.ledger.actions import Answer
from noroshi.observables import BY_WORD, Flagged
from noroshi.observables.candidates import Candidate
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.observables import FindingPlace, ObservableKind, ValueFlag
from noroshi.vocabulary.traces import FileTrouble

type LongText = Annotated[str, Field(max_length=1_500_000)]
type Written = Annotated[str, Field(max_length=9_000)]


class TextBrought(Incoming):
    """A report, a log, or a whole mail with its headers, defanged or not."""

    text: LongText


class ItemBrought(Incoming):
    """A report or an advisory that this desk may read."""

    item: Id


class ValueFlagRead(Schema):
    """What must be said beside a value; `reason` where a list of known values says it."""

    flag: ValueFlag
    reason_ja: str = ""
    reason_en: str = ""


class ValueContext(Schema):
    place: FindingPlace
    detail: str
    before: str
    behind: str


class ValueFound(Schema):
    """`value` is live, in its normal form; `shown` cannot be pressed. `is_likely_wanted`: nothing speaks against it."""

    kind: ObservableKind
    value: str
    shown: str
    written: str
    times: int
    contexts: list[ValueContext]
    flags: list[ValueFlagRead]
    is_likely_wanted: bool


class ValuesFound(Schema):
    """`more` values beyond those that are told; `troubles` say what could not be read."""

    candidates: list[ValueFound]
    more: int
    is_mail: bool
    troubles: list[FileTrouble]


class ValueGiven(Incoming):
    kind: ObservableKind
    value: Written


class ValuesChosen(Incoming):
    """Rows, and what is said of all of them. Without `origin` they are written by hand; without `tlp` of the source's color.

    `item` is the report or advisory that they were found in: they stay narrower than it, whatever `tlp` says.
    """

    rows: Annotated[list[ValueGiven], Field(max_length=1000)]
    origin: Id | None = None
    item: Id | None = None
    title: Line = ""
    background: Passage = ""
    place_of_discovery: Line = ""
    tlp: Tlp2 | None = None
    confidence: Confidence = None
    valid_until: Moment | None = None


class ValuesTaken(Schema):
    """Ids of STIX objects: `new` ones, and those that were `known` in this version."""

    new: list[str]
    known: list[str]


@room.ask("/intel/values/find", Scope.EDITIONS_READ, ValuesFound)
def find(request: HttpRequest, given: TextBrought) -> ValuesFound:
    """Every address, name, URL, hash and number in a text, with what must be said beside it. Nothing is kept."""
    return _found(review_text(viewer_of(request), given.text))


@room.ask("/intel/values/find-in-item", Scope.EDITIONS_READ, ValuesFound)
def find_in_item(request: HttpRequest, given: ItemBrought) -> ValuesFound:
    """The same in a report or an advisory, of what this desk reads of it."""
    return _found(values_in(viewer_of(request), given.item, answer=Answer.RECORD))


@room.upload("/intel/values/find-in-file", Scope.EDITIONS_WRITE, ValuesFound)
def find_in_file(request: HttpRequest) -> Status[ValuesFound]:
    """The same in a file: a mail (.eml) with all that is attached, a document, a log, an archive. The file is not kept."""
    upload = one_file(request)
    return Status(201, _found(review_file(viewer_of(request), upload.name, b"".join(upload.chunks))))


@room.post("/intel/values", Scope.EDITIONS_WRITE, ValuesTaken)
def take(request: HttpRequest, answer: HttpResponse, given: ValuesChosen) -> Status[ValuesTaken]:
    """Take in the values that were chosen, as STIX objects of one of my desk's sources."""
    taken = accept(
        viewer_of(request),
        Acceptance(
            rows=[Chosen(BY_WORD[row.kind], row.value) for row in given.rows],
            origin=given.origin,
            item=given.item,
            title=given.title,
            background=given.background,
            place_of_discovery=given.place_of_discovery,
            tlp=Tlp2.of(given.tlp) if given.tlp else None,
            confidence=given.confidence,
            valid_until=given.valid_until,
        ),
    )
    read = ValuesTaken(new=[one.id for one in taken.new], known=[one.id for one in taken.known])
    return made(request, answer, "intel/values", read)


def _found(review: Review) -> ValuesFound:
    return ValuesFound(
        candidates=[_candidate(one) for one in review.candidates],
        more=review.more,
        is_mail=review.is_mail,
        troubles=list(review.troubles),
    )


def _candidate(one: Candidate) -> ValueFound:
    return ValueFound(
        kind=ObservableKind.of(one.kind.word),
        value=one.value,
        shown=one.shown,
        written=one.written,
        times=one.times,
        contexts=[
            ValueContext(place=each.place, detail=each.detail, before=each.before, behind=each.behind)
            for each in one.contexts
        ],
        flags=flags_read(one.flags),
        is_likely_wanted=one.is_likely_wanted,
    )


def flags_read(flags: Iterable[Flagged]) -> list[ValueFlagRead]:
    return [
        ValueFlagRead(
            flag=one.flag,
            reason_ja=one.entry.reason.ja if one.entry else "",
            reason_en=one.entry.reason.en if one.entry else "",
        )
        for one in flags
    ]
