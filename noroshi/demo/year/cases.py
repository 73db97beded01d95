"""One case as a form says it: the first edition with what is known then, later ones with what was found out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from noroshi.demo.year.scenes import Later, Plot, Sector, System, WrittenCase
from noroshi.demo.year.telling_time import roughly, short, written
from noroshi.demo.year.wording import Words
from noroshi.vocabulary import Cause, EventKind, Importance, Outlook, SystemStatus, Tlp

AFTER: Final = re.compile(r"(-?\d+)(h?)")
UNHARMED: Final = frozenset({EventKind.NEAR_MISS, EventKind.LEAK, EventKind.OTHER_EVENT})


@dataclass(frozen=True)
class Says:
    """What one edition says: values by field, and what is said about them."""

    typed: dict[str, Any]
    marks: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """Everything about a case but its times on the road. `unnamed` is what a secretariat writes in place of names."""

    sector: str
    operator: str
    kind: EventKind
    head: str
    told: str
    systems: str
    steps: tuple[tuple[int, str], ...]
    causes: tuple[Cause, ...]
    importance: Importance
    tlp: Tlp
    is_statutory: bool
    is_breached: bool
    may_spread: bool
    unnamed: Mapping[str, str]
    supplement: str = ""
    lessons: str = ""
    contacts: str = ""
    press: str = ""
    occurred: str = ""
    basis: str = ""
    outlook: Outlook | None = None
    later: Later | None = None


def from_written(row: WrittenCase, sector: Sector, draw: Random) -> Case:
    words = Words(draw, {})
    return Case(
        sector=sector.sector,
        operator=row.by,
        kind=row.kind,
        head=row.head,
        told=row.told,
        systems=row.systems,
        steps=_steps(row.steps, words),
        causes=row.causes,
        importance=row.importance,
        tlp=row.tlp,
        is_statutory=row.statutory,
        is_breached=row.service_level_breached,
        may_spread=row.may_spread,
        unnamed=dict.fromkeys(sector.contractors, "委託先")
        | {row.systems: re.sub(r"（[^）]*）|「[^」]*」", "", row.systems)},
        supplement=row.supplement,
        lessons=row.lessons,
        contacts=row.contacts,
        press=row.press.partition("|")[2],
        occurred=row.occurred,
        basis=row.basis,
        outlook=row.outlook,
        later=row.later,
    )


def from_plot(plot: Plot, system: System, operator: str, sector: Sector, draw: Random) -> Case:
    contractor = draw.choice(sector.contractors)
    told_of = {name: getattr(system, name) for name in ("carries", "effect", "around")}
    words = Words(draw, {"system": system.name, "users": sector.users, "contractor": contractor, **told_of})
    told = [words.one(sentence) for sentence in plot.told]
    later = words.one(draw.choice(plot.later)) if plot.later else ""
    is_breached = draw.random() < plot.breach
    head = words.one(plot.head)
    return Case(
        sector=sector.sector,
        operator=operator,
        kind=plot.kind,
        head=head,
        told="".join(told),
        systems=draw.choice(
            (f"{system.name}（保守の委託先 {contractor}）", system.name, f"{system.name}（{contractor}が運用）")
        ),
        steps=_steps(plot.steps, words),
        causes=plot.causes,
        importance=plot.importance or draw.choices(tuple(Importance), (1, 4, 5))[0],
        tlp=plot.tlp or draw.choices((Tlp.AMBER, Tlp.GREEN, Tlp.RED), (7, 2, 1))[0],
        is_statutory=plot.statutory or is_breached,
        is_breached=is_breached,
        may_spread=plot.spread and draw.random() < 0.8,
        unnamed={contractor: "委託先", system.name: system.plain},
        supplement=words.one(plot.supplement) if draw.random() < 0.7 else "",
        lessons=words.one(plot.lessons),
        contacts=draw.choice(("", "", "", "警察のサイバー犯罪相談窓口", "同業の連絡網", "警察、業界団体"))
        if plot.spread
        else "",
        press=f"{system.name}に関するお知らせ" if draw.random() < plot.press else "",
        occurred=plot.occurred,
        basis=words.one(plot.basis),
        later=Later(told=later, causes=plot.causes_later) if later else None,
    )


def first(case: Case, detected: datetime, reported: datetime, draw: Random, *, is_last: bool) -> Says:
    """What is known when it is first reported; `is_last` when nothing will follow."""
    outlook = _closing(case, draw) if is_last else draw.choice((Outlook.CONTINUING, Outlook.INVESTIGATING))
    causes = case.causes if is_last or draw.random() < 0.5 else (Cause.UNKNOWN,)
    says = _says(case, detected, reported, draw, case.told, causes, outlook, is_last=is_last)
    if not is_last and draw.random() < 0.25:
        says.marks["may_spread"] = {"certainty": "unconfirmed"}
    if not is_last and causes == case.causes and draw.random() < 0.4:
        says.marks["causes"] = {
            "certainty": "estimate",
            "basis": draw.choice(("サーバログより", "保守会社の所見", "警報の順序より")),
        }
    return says


def afterwards(case: Case, detected: datetime, reported: datetime, draw: Random, *, is_last: bool) -> Says:
    """A follow-up: the whole case again, with what has become known since."""
    later = case.later or Later()
    told = (later.told or f"{case.told}その後の点検で再発は確認されていない。") if is_last else case.told
    causes = later.causes or case.causes
    outlook = _closing(case, draw) if is_last else Outlook.INVESTIGATING
    return _says(case, detected, reported, draw, told, causes, outlook, is_last=is_last)


def without_names(says: Says, case: Case) -> dict[str, Any]:
    """As the secretariat writes it: systems and contractors by what they are."""
    return {name: _unnamed(value, case.unnamed) for name, value in says.typed.items()}


def _says(
    case: Case,
    detected: datetime,
    reported: datetime,
    draw: Random,
    told: str,
    causes: Iterable[Cause],
    outlook: Outlook,
    *,
    is_last: bool,
) -> Says:
    later = case.later or Later()
    steps = case.steps + (_steps(later.steps, Words(draw, {})) if is_last else ())
    told_steps = [(detected + timedelta(minutes=minutes), text) for minutes, text in steps]
    lessons = (later.lessons or case.lessons) if is_last else ""
    press = later.press.partition("|")[2] or case.press
    occurred = detected + timedelta(minutes=min([minutes for minutes, _ in case.steps] + [-draw.randint(4, 90)]))
    typed: dict[str, Any] = {
        "importance": case.importance.value,
        "event_kind": case.kind.value,
        "causes": [cause.value for cause in causes],
        "systems": case.systems,
        "summary": f"{case.head}\n{told}",
        "detected_at": written(detected),
        "occurred_at": roughly(occurred) if case.occurred else written(occurred),
        "system_status": _status(case, is_last=is_last).value,
        "service_level_breached": "yes" if case.is_breached else "no",
        "may_spread": "yes" if case.may_spread else "no",
        "timeline": [{"at": short(at), "entry": text} for at, text in told_steps if at <= reported],
        "supplement": case.supplement,
        "press_status": ("done" if is_last else "planned") if press else "none",
        "other_contacts": case.contacts,
        "outlook": outlook.value,
        "lessons": lessons,
    }
    if press:
        typed |= {"press_at": short(office_noon(detected, reported)), "press_title": press}
    marks = {"occurred_at": {"certainty": case.occurred, "basis": case.basis}} if case.occurred else {}
    return Says({name: value for name, value in typed.items() if value not in ("", [])}, marks)


def office_noon(detected: datetime, reported: datetime) -> datetime:
    """Announced somewhere between the two."""
    return detected + (reported - detected) * 0.8


def _closing(case: Case, draw: Random) -> Outlook:
    if case.outlook in {Outlook.CLOSED, Outlook.CONSIDERING_MEASURES}:
        return case.outlook
    return draw.choices((Outlook.CLOSED, Outlook.CONSIDERING_MEASURES), (4, 1))[0]


def _status(case: Case, *, is_last: bool) -> SystemStatus:
    if case.kind in UNHARMED:
        return SystemStatus.NO_EFFECT
    if is_last:
        return SystemStatus.RESTORED
    return SystemStatus.STOPPED if case.is_breached else SystemStatus.PARTLY_RUNNING


def _steps(steps: Iterable[str], words: Words) -> tuple[tuple[int, str], ...]:
    """In order of time, whatever the numbers that were drawn."""
    return tuple(sorted((_step(step, words) for step in steps), key=lambda one: one[0]))


def _step(step: str, words: Words) -> tuple[int, str]:
    """`90 text`, `{hours}h text`: the number stands before all wordings."""
    after, _, wordings = step.partition(" ")
    return minutes(words.fill(after)), words.one(wordings)


def minutes(after: str) -> int:
    """How long after detection, as the scenarios write it: `25`, `-90`, `3h`."""
    found = AFTER.fullmatch(after)
    if found is None:
        raise ValueError(after)
    return int(found[1]) * (60 if found[2] else 1)


def _unnamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, instead in names.items():
            value = value.replace(name, instead)
        return value
    if isinstance(value, list):
        return [_unnamed(one, names) for one in value]
    if isinstance(value, dict):
        return {key: _unnamed(one, names) for key, one in value.items()}
    return value
