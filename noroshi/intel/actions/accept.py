"""Values that somebody looked through and chose become STIX objects of one of the desk's sources."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.actions.origins import OriginWish, begin_origin, own_origin
from noroshi.intel.actions.take_in import Taken, take_in
from noroshi.intel.from_items import at_most, narrowed, reference_to
from noroshi.intel.models import Origin
from noroshi.observables import Kind, NotOfThisKind, guessed, settled
from noroshi.stix.making import Making
from noroshi.stix.ours import definition, extended, stamp
from noroshi.stix.reading import read
from noroshi.stix.tlp import ID_OF
from noroshi.stix.writing import observable_of, pattern_of, quoted
from noroshi.vocabulary import OriginKind, Tlp2
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line, clean_text

BY_HAND: Final = "手入力"
MOST: Final = 1000
FROM_ITEMS: Final = frozenset({"indicator", "vulnerability", "attack-pattern", "report"})
VULNERABILITY: Final = "cve"
TECHNIQUE: Final = "mitre-attack"


class NothingChosen(Refusal):
    code, status = "nothing_chosen", 422
    ja = "取り込む行を選んでください。"
    en = "Choose the rows to take in."


class TooManyChosen(Refusal):
    code, status = "too_many_chosen", 422
    ja = "一度に取り込めるのは1000行までです。"
    en = "At most 1,000 rows can be taken in at once."


class ValueNotReadable(Refusal):
    """`place` counts the rows from 1."""

    code, status = "value_not_readable", 422
    ja = "値として読めない行があります。直すか、選択を外してください。"
    en = "One of the rows cannot be read as a value. Mend it or leave it out."

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


class ConfidenceOutside(Refusal):
    code, status = "confidence_outside", 422
    ja = "確度は0から100までの数で入力してください。"
    en = "Confidence is a number from 0 to 100."


class EndsBeforeItBegins(Refusal):
    code, status = "ends_before_it_begins", 422
    ja = "有効期限は、いまより後にしてください。"
    en = "The end of the valid time must lie in the future."


@dataclass(frozen=True, slots=True)
class Chosen:
    """One row as it was left: defanged or not, and of another kind where somebody mended it into one."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is said of all rows together. Without a source they are written by hand; without a color they are of the source's own.

    `item` is what they were taken from: then they are never wider than that.
    """

    rows: Sequence[Chosen]
    origin: uuid.UUID | None = None
    title: str = ""
    background: str = ""
    place_of_discovery: str = ""
    tlp: Tlp2 | None = None
    confidence: int | None = None
    valid_until: datetime | None = None
    item: uuid.UUID | None = None


def accept(viewer: Viewer, given: Acceptance, *, at: datetime | None = None) -> Taken:
    """In the caller's transaction. The same value accepted again is a later version of the same object."""
    now = at or timezone.now()
    values = _values(given)
    _checked(given, now)
    tlp = narrowed(given.tlp, at_most(viewer, given.item)) if given.item else given.tlp
    origin = own_origin(viewer, given.origin) if given.origin else by_hand(viewer)
    making = Making(origin.public_id, now, now, markings=(ID_OF[tlp],) if tlp else ())
    behind = _behind(given)
    refs = [ref for kind, value in values for ref in _made(making, kind, value, given, now, behind)]
    if title := clean_line(given.title, most=200):
        _about(making, title, clean_text(given.background, most=4000), refs, now, behind)
    if given.item:
        _leading_back(making, given.item)
    if behind:
        take_in(viewer, origin.public_id, [read(msgspec.json.encode(whole)) for whole in definition()])
    return take_in(viewer, origin.public_id, [read(msgspec.json.encode(whole)) for whole in making.objects.values()])


def _leading_back(making: Making, item: uuid.UUID) -> None:
    """Observables are everybody's: they say of nothing where it was found."""
    for whole in making.objects.values():
        if whole["type"] in FROM_ITEMS:
            whole["external_references"] = [*whole.get("external_references", ()), reference_to(item)]


def _behind(given: Acceptance) -> dict[str, Any]:
    """Where it was found and what stands behind it goes with each indicator, so that whoever holds one alone knows."""
    place, background = clean_line(given.place_of_discovery, most=400), clean_text(given.background, most=4000)
    return extended(place_of_discovery=place, background=background) if place or background else {}


def by_hand(viewer: Viewer) -> Origin:
    """The desk's own source for what its people write: made when it is needed first, open to nobody else."""
    mine = Origin.objects.filter(desk_id=viewer.desk_id, ended_at=None, kind=OriginKind.HAND.value)
    found = readable_by(viewer, mine.select_related("desk")).order_by("made_at").first()
    return found or begin_origin(viewer, OriginWish(BY_HAND, OriginKind.HAND, Tlp2.AMBER))


def _values(given: Acceptance) -> list[tuple[Kind, str]]:
    if not given.rows:
        raise NothingChosen
    if len(given.rows) > MOST:
        raise TooManyChosen
    return list(dict.fromkeys(_value(one, place) for place, one in enumerate(given.rows, 1)))


def _value(one: Chosen, place: int) -> tuple[Kind, str]:
    """Somebody may mend `evil.example/x` into a domain: then it is one."""
    try:
        return settled(one.kind, one.value)
    except NotOfThisKind:
        if found := guessed(one.value):
            return found
        raise ValueNotReadable(place) from None


def _checked(given: Acceptance, now: datetime) -> None:
    if given.confidence is not None and not 0 <= given.confidence <= 100:
        raise ConfidenceOutside
    if given.valid_until is not None and given.valid_until <= now:
        raise EndsBeforeItBegins


def _made(
    making: Making, kind: Kind, value: str, given: Acceptance, now: datetime, behind: dict[str, Any]
) -> Iterator[str]:
    common: dict[str, Any] = {"confidence": given.confidence, "extensions": behind}
    if kind is Kind.CVE:
        known = [{"source_name": VULNERABILITY, "external_id": value}]
        yield making.add("vulnerability", value, name=value, external_references=known, **common)
    elif kind is Kind.TECHNIQUE:
        known = [{"source_name": TECHNIQUE, "external_id": value}]
        yield making.add("attack-pattern", value, name=value, external_references=known, **common)
    else:
        indicator = making.add(
            "indicator",
            kind.word,
            value,
            name=value[:200],
            pattern=pattern_of(kind, value) or f"[x-noroshi-value:{kind.word} = {quoted(value)}]",
            pattern_type="stix",
            indicator_types=["malicious-activity"],
            valid_from=stamp(now),
            valid_until=stamp(given.valid_until) if given.valid_until else "",
            **common,
        )
        yield indicator
        if whole := observable_of(kind, value):
            observed = making.put(whole)
            yield observed
            yield making.relate(indicator, "based-on", observed)


def _about(
    making: Making, title: str, background: str, refs: Sequence[str], now: datetime, behind: dict[str, Any]
) -> None:
    """What holds them together, with the name that people gave it."""
    making.add(
        "report",
        title,
        name=title,
        description=background,
        report_types=["indicator"],
        published=stamp(now),
        object_refs=list(dict.fromkeys(refs)),
        extensions=behind,
    )
