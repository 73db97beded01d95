"""What a profile's desk is shown: the best of what it may read, what concerns its own assets, and what its analysts decided."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Final, NamedTuple

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries.acting import PersonNamed
from noroshi.intel.queries import until
from noroshi.triage.factors import RELEVANCE
from noroshi.triage.languages import Named, divided
from noroshi.triage.meeting import met
from noroshi.triage.nearness import Near, Reason, near
from noroshi.triage.profiles import ProfileShown, ProfileWish
from noroshi.triage.saying import said
from noroshi.triage.topics import ALL, is_version, topics_of, version_of
from noroshi.triage.tying import tied
from noroshi.triage.weighing import Above, above
from noroshi.vocabulary import Relevance, Verdict

WHOLE: Final = 1_000_000
LOOKED: Final = 2000
"""So many of those that name neither sector nor product are held against keywords and assets, the heaviest first."""
FARTHER: Final = 4
DECIDED: Final = """
select d.key, d.verdict, d.why, p.login, p.name_ja, p.name_en, d.made_at, d.until
  from held.triage_decision d join directory_person p on p.id = d.made_by_id
 where d.profile_id = %(profile)s::bigint and d.ended_at is null and (d.until is null or d.until > %(now)s::timestamptz)
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided what, why, until when."""

    verdict: Verdict
    why: str
    by: PersonNamed
    at: datetime
    until: datetime | None


class Entry(NamedTuple):
    """One line of a list, which makes thousands of them: a value above the bar, and what was decided of it.

    `named` says which asset, supplier, keyword or tied product; `is_foreign`: in a language that the profile leaves out.
    """

    above: Above
    decided: Decided | None = None
    named: str = ""
    is_foreign: bool = False

    @property
    def key(self) -> uuid.UUID:
        return self.above.key


@dataclass(frozen=True)
class Listed:
    """`entries` are shown; `held` wait, `dismissed` are out, `beyond` were too many, `foreign` are in no language of the
    profile's. All of them above the bar."""

    entries: Sequence[Entry]
    held: Sequence[Entry] = ()
    dismissed: Sequence[Entry] = ()
    beyond: Sequence[Entry] = ()
    foreign: Sequence[Entry] = ()
    decisions: Mapping[uuid.UUID, Decided] = field(default_factory=dict)

    @property
    def relevant(self) -> int:
        return len(self.entries) + len(self.held) + len(self.dismissed) + len(self.beyond)


def listed(viewer: Viewer, profile: ProfileShown, now: datetime, *, is_whole: bool = False) -> Listed:
    """`is_whole` counts everything above the bar, for the funnel; a list needs no more than it shows."""
    return listed_as(viewer, profile.number, profile.wish, now, is_whole=is_whole, met_until=profile.met_until)


def listed_as(
    viewer: Viewer, profile: int, wish: ProfileWish, now: datetime, *, is_whole: bool = False, met_until: int = 0
) -> Listed:
    """As a wish would have it, saved or not: decisions stay those of the profile. Up to `met_until` the worker met what names its own."""
    held = Held.by(viewer)
    decisions = decisions_of(held, profile, now)
    most = WHOLE if is_whole else wish.most + len(decisions)
    beside = [*met(held, profile, wish, now), *tied(held, wish, now), *_by_nearness(held, wish, now, met_until)]
    found, foreign = _read(held, wish, now, most, beside)
    shown = _sorted(wish, decisions, found)
    return replace(shown, foreign=[Entry(one, named=named, is_foreign=True) for one, named in foreign])


def decisions_of(held: Held, profile: int, now: datetime) -> dict[uuid.UUID, Decided]:
    return {
        key: Decided(Verdict.of(verdict), why, PersonNamed(login, ja, en), *when)
        for key, verdict, why, login, ja, en, *when in held.asked_often(DECIDED, profile=profile, now=now)
    }


def _read(
    held: Held, wish: ProfileWish, now: datetime, most: int, beside: Sequence[Named]
) -> tuple[Sequence[Named], Sequence[Named]]:
    """In the languages of the profile; where others took their places, farther down is looked as well.

    Where topics alone fill the list, a word has to put a value above the last of them.
    """
    while True:
        topical = _by_topic(held, wish, now, most)
        bar = topical[-1][0].score if len(topical) >= most else wish.threshold
        by_word = said(held, wish, now, most, bar)
        found = _best(chain(topical, by_word, beside)) if by_word or beside else topical
        if not wish.languages:
            return found, ()
        mine, foreign = divided(held, wish.languages, found)
        if len(mine) >= wish.most or max(len(topical), len(by_word)) < most or most >= WHOLE:
            return mine, foreign
        most *= FARTHER


def _by_topic(held: Held, wish: ProfileWish, now: datetime, most: int) -> Sequence[tuple[Above, str]]:
    """Each value once, the best first."""
    topics = topics_of(wish.sectors, wish.products)
    found = above(held, topics, wish.threshold, now, most, kinds=wish.kinds)
    if any(version_of(product) for product in wish.products):
        found = _of_version(held, wish, found)
    return [(one, "") for one in found]


def _by_nearness(held: Held, wish: ProfileWish, now: datetime, met_until: int) -> Sequence[tuple[Above, str]]:
    """Assets, suppliers and keywords stand in no list that others read: nobody else may learn of them. What names one the worker meets
    however light it is; here it is found before the worker came by, and for a profile that nobody has saved yet."""
    if not (wish.networks or wish.domains or wish.suppliers or wish.keywords):
        return ()
    if met_until and until(now) <= met_until:
        return ()
    heaviest = above(held, {ALL: Relevance.OWN}, wish.threshold, now, LOOKED, each=LOOKED, kinds=wish.kinds)
    found = [one for one in heaviest if one.object_id > met_until]
    reasons = near(held, Near.of(wish), [(one.object_id, one.number) for one in found])
    return list(_named(wish, found, reasons))


def _named(
    wish: ProfileWish, found: Sequence[Above], reasons: Mapping[tuple[int, int], Reason]
) -> Iterator[tuple[Above, str]]:
    for one in found:
        if reason := reasons.get((one.object_id, one.number)):
            score = one.score * RELEVANCE[reason.relevance]
            if score >= wish.threshold:
                yield one._replace(score=score, relevance=reason.relevance), reason.named


def _of_version(held: Held, wish: ProfileWish, found: Sequence[Above]) -> list[Above]:
    """Of products, those that name no other version than mine."""
    asked = [one.object_id for one in found if one.relevance is Relevance.PRODUCT]
    rows = held.asked(
        "select object_id, number, products from held.intel_value where object_id = any(%(ids)s::bigint[])", ids=asked
    )
    said = {(number, place): products or [] for number, place, products in rows}
    return [
        one
        for one in found
        if one.relevance is not Relevance.PRODUCT
        or is_version(wish.products, said.get((one.object_id, one.number), []))
    ]


def _best(found: Iterable[tuple[Above, str]]) -> list[tuple[Above, str]]:
    """Each value once, by what makes it matter most."""
    best: dict[uuid.UUID, tuple[Above, str]] = {}
    for one, named in found:
        if one.key not in best or best[one.key][0].score < one.score:
            best[one.key] = (one, named)
    return sorted(best.values(), key=lambda pair: (-pair[0].score, -pair[0].object_id))


def _sorted(wish: ProfileWish, decisions: Mapping[uuid.UUID, Decided], found: Sequence[tuple[Above, str]]) -> Listed:
    by: dict[Verdict | None, list[Entry]] = {None: [], Verdict.ACCEPT: [], Verdict.HOLD: [], Verdict.DISMISS: []}
    for one, named in found:
        decided = decisions.get(one.key) if decisions else None
        by[decided.verdict if decided else None].append(Entry(one, decided, named))
    whole = by[Verdict.ACCEPT] + by[None]
    beyond = whole[wish.most :]
    return Listed(whole[: wish.most], by[Verdict.HOLD], by[Verdict.DISMISS], beyond, decisions=decisions)
