"""Whatever was written, by whom, for whom: the search gives every fragment of what a person may read, and nothing of anything else."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.actions import seal_edition
from noroshi.editions.models import Edition, Part
from noroshi.search.asking import asked_for
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.vocabulary.folding import folded
from tests.property.test_two_locks import REFUSED, World, build, change, deeds, plans, statement, undone

pytestmark = pytest.mark.django_db
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
LETTERS = "電力停止カかｶアＡaB019."
written = st.lists(st.text(LETTERS, min_size=2, max_size=24), min_size=2, max_size=6)
cuts = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30), st.integers(1, 6)), min_size=1, max_size=3)


def told(world: World, steps, texts: list[str]) -> None:
    """Deeds in random order, each sealing with two of the texts: one for the open part, one for the part that may be withheld."""
    made: list[tuple[UUID, Viewer]] = []
    for number, (deed, first, second, tlp) in enumerate(steps):
        actor = world.viewers[first % len(world.viewers)]
        content = {"title": texts[number % len(texts)], "operator_name": texts[(number + 1) % len(texts)]}
        try:
            with acting_as(actor):
                if deed == "seal" or not made:
                    said = replace(statement(world, actor, second, tlp), content=content)
                    made.append((seal_edition(actor, said).public_id, actor))
                else:
                    change(world, deed, actor, made[second % len(made)], first, tlp)
        except REFUSED:
            continue


def fragments(texts: list[str], chosen) -> Iterator[str]:
    for which, start, size in chosen:
        text = folded(texts[which % len(texts)])
        yield text[start % len(text) :][:size]


def readable(viewer: Viewer) -> dict[UUID, list[str]]:
    """By the rooms' own lock: what each item says to this person."""
    said: dict[UUID, list[str]] = {}
    items = dict(readable_by(viewer, Edition.objects.all()).values_list("pk", "public_id"))
    for edition, content in readable_by(viewer, Part.objects.all()).values_list("edition_id", "content"):
        if edition in items:
            said.setdefault(items[edition], []).extend(folded(str(value)) for _salt, value in content.values())
    return said


@few
@given(plans(), deeds, written, cuts)
def test_every_fragment_of_what_one_may_read_is_found_and_nothing_else(plan, steps, texts, chosen):
    with undone():
        world = build(plan)
        told(world, steps, texts)
        words = [one for one in fragments(texts, chosen) if not asked_for(f'"{one}"', exactly=True).too_short]
        assume(words)

        for viewer in world.viewers:
            fresh = Viewer(viewer.seat)
            with acting_as(fresh):
                mine = readable(fresh)
                for word in words:
                    found = search(fresh, Wanted.of({"q": [f'"{word}"'], "exact": ["on"]}).at("", 100))
                    expected = {item for item, said in mine.items() if any(word in one for one in said)}
                    assert ({one.item for one in found.found}, found.many) == (expected, len(expected))
                    shown = folded("".join(piece.text for one in found.found for piece in (*one.title, *one.words)))
                    hidden = {folded(one) for one in texts} - {each for said in mine.values() for each in said}
                    assert not [
                        one for one in hidden if one in shown and not any(one in s for v in mine.values() for s in v)
                    ]
