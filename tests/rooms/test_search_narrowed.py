"""Each way to narrow a search keeps what is inside and leaves out what is outside: kind, sector, color, importance, days, source, state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Organization
from noroshi.editions.actions import Statement, hop, recall, seal_edition
from noroshi.editions.models import Edition, EditionKind
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import HopKind, Tlp
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WORD = "薄明の合言葉"
KINDS = (EditionKind.REPORT, EditionKind.ADVISORY, EditionKind.SHEET)


def found(viewer: Viewer, **narrowed: list[str]) -> set[Any]:
    with acting_as(viewer):
        return {one.item for one in search(viewer, Wanted.of({"q": [WORD], **narrowed})).found}


def sealed(cast: Cast, kind: EditionKind, by: Viewer | None = None, **more: Any) -> Edition:
    """AMBER, a warning, about electricity and by the electric company, unless told otherwise."""
    writer = by or cast.electric
    tlp, sector = more.get("tlp", Tlp.AMBER), more.get("sector", "electricity")
    marking = cast.marking(writer, tlp, sectors=frozenset({sector}))
    statement = Statement(
        kind, {"title": WORD}, marking, importance=more.get("importance", "warning"), matter=more.get("matter")
    )
    with acting_as(writer):
        return seal_edition(writer, statement)


def from_the_neighbor(cast: Cast, kind: EditionKind) -> Edition:
    edition = sealed(cast, kind, cast.neighbor, tlp=Tlp.GREEN)
    with acting_as(cast.neighbor):
        hop(cast.neighbor, edition.public_id, kind=HopKind.SUBMIT, to=cast._parties([cast.electric]))
    return edition


def earlier(cast: Cast, kind: EditionKind) -> Edition:
    """Of which there is a later one."""
    first = sealed(cast, kind)
    sealed(cast, kind, matter=first.matter)
    return first


def another_kind(cast: Cast, kind: EditionKind) -> Edition:
    return sealed(cast, next(one for one in KINDS if one is not kind))


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def organization(cast: Cast) -> str:
    return str(Organization.objects.get(pk=cast.electric.organization_id).public_id)


NARROWED: dict[str, tuple[Callable[[Cast, EditionKind], dict[str, list[str]]], Callable[[Cast, EditionKind], Edition]]]
NARROWED = {
    "kind": (lambda _cast, kind: {"kind": [kind.value]}, another_kind),
    "sector": (lambda *_: {"sector": ["electricity"]}, lambda cast, kind: sealed(cast, kind, sector="finance")),
    "color": (lambda *_: {"tlp": ["amber"]}, lambda cast, kind: sealed(cast, kind, tlp=Tlp.GREEN)),
    "importance": (lambda *_: {"importance": ["warning"]}, lambda cast, kind: sealed(cast, kind, importance="caution")),
    "source": (lambda cast, _kind: {"source": [organization(cast)]}, from_the_neighbor),
    "state": (lambda *_: {"state": ["latest"]}, earlier),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("by", NARROWED)
def test_what_is_inside_is_found_and_what_is_outside_is_not(cast: Cast, kind: EditionKind, by: str) -> None:
    asked, outside = NARROWED[by]
    inside, other = sealed(cast, kind).public_id, outside(cast, kind).public_id
    narrowed = asked(cast, kind)

    assert {inside, other} <= found(cast.electric)
    assert inside in found(cast.electric, **narrowed)
    assert other not in found(cast.electric, **narrowed)
    assert found(cast.bank, **narrowed) == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("first", "last", "is_inside"), [(0, 0, True), (-1, 1, True), (1, 2, False), (-2, -1, False)])
def test_days_are_counted_from_the_first_to_the_end_of_the_last(
    cast: Cast, kind: EditionKind, first: int, last: int, is_inside: bool
) -> None:
    edition = sealed(cast, kind)

    assert (edition.public_id in found(cast.electric, **{"from": [day(first)], "to": [day(last)]})) is is_inside
    assert found(cast.bank, **{"from": [day(first)], "to": [day(last)]}) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_recalled_is_narrowed_to_by_its_originator_alone(cast: Cast, kind: EditionKind) -> None:
    taken_back, in_force = sealed(cast, kind, tlp=Tlp.GREEN), sealed(cast, kind)
    cast.send(cast.electric, taken_back, cast.ministry)
    with acting_as(cast.electric):
        recall(cast.electric, taken_back.public_id, read_number=1, reason="誤り")

    assert found(cast.electric, state=["recalled"]) == {taken_back.public_id}
    assert in_force.public_id not in found(cast.electric, state=["recalled"])
    for stranger in (cast.ministry, cast.bank):
        assert found(stranger, state=["recalled"]) == set()
