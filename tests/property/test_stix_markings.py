"""Markings intersect, whatever their order and their number; nothing that goes in or out becomes wider."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.intel.deriving import narrowed
from noroshi.stix.labelling import labelled
from noroshi.stix.markings import COLORS, FIXED, NOTHING, Limit, fixed_marking, limit_of, meant, outward
from noroshi.stix.reading import Fault, Read, read
from noroshi.stix.tlp import ID_OF, TLP1, TLP2_EXTENSION
from noroshi.vocabulary import Tlp, Tlp2
from tests.stix_samples import INDICATOR, ref, sdo

FIXED_IDS = sorted(FIXED)
LABELS = [
    "tlp:red",
    "TLP:AMBER",
    "tlp:amber+strict",
    "tlp:green",
    "tlp:clear",
    "tlp:white",
    "tlp:ex:chr",
    "tlp:",
    "ordinary",
]
UNKNOWN = ref("marking-definition", 99)
WIDEST = {None: 4, **{tlp: tlp.width for tlp in Tlp}}

ids = st.lists(st.sampled_from([*FIXED_IDS, UNKNOWN]), max_size=4, unique=True)
labels = st.lists(st.sampled_from(LABELS), max_size=3, unique=True)


def marked(refs: list[str], parts: list[str], said: list[str]) -> Read:
    whole: dict[str, Any] = {
        name: one for name, one in INDICATOR.items() if name not in {"object_marking_refs", "labels"}
    }
    if refs:
        whole["object_marking_refs"] = refs
    if parts:
        whole["granular_markings"] = [{"marking_ref": one, "selectors": ["description"]} for one in parts]
    if said:
        whole["labels"] = said
    found = read(msgspec.json.encode(whole))
    assert isinstance(found, Read)
    return found


def alone(one: str) -> Limit:
    return limit_of(marked([one], [], []))


@given(ids, ids, labels)
def test_all_together_are_no_wider_than_each_alone(refs: list[str], parts: list[str], said: list[str]) -> None:
    limit = limit_of(marked(refs, parts, said))

    each = [alone(one) for one in (*refs, *parts)] + [limit_of(marked([], [], [one])) for one in said]
    for one in each:
        assert WIDEST[limit.tlp] <= WIDEST[one.tlp]
        assert not (limit.own_organization and one.tlp is Tlp.RED and not one.own_organization)
    assert WIDEST[limit.tlp] == min((WIDEST[one.tlp] for one in each), default=4)


@given(ids, st.randoms())
def test_their_order_makes_no_difference(refs: list[str], chance: Any) -> None:
    mixed = chance.sample(refs, len(refs))

    first, second = limit_of(marked(refs, [], [])), limit_of(marked(mixed, [], []))

    assert (first.tlp, first.own_organization, set(first.unknown)) == (
        second.tlp,
        second.own_organization,
        set(second.unknown),
    )


@given(ids, st.sampled_from(list(Tlp2)))
def test_what_is_tied_to_something_is_never_wider_than_that_nor_than_it_was(refs: list[str], label: Tlp2) -> None:
    now = limit_of(marked(list(narrowed(refs, label)), [], []))

    for one in (limit_of(marked(refs, [], [])), COLORS[label.value]):
        assert width(now) <= width(one)
        assert one.own_organization or one.tlp is not Tlp.RED or not now.own_organization


def width(limit: Limit) -> int:
    """What says nothing goes as far as CLEAR does."""
    return min(WIDEST[limit.tlp], Tlp.CLEAR.width)


@pytest.mark.parametrize("tlp", list(Tlp))
def test_out_and_in_again_is_never_wider(tlp: Tlp) -> None:
    label = fixed_marking(outward(tlp))

    back = meant(label)

    assert back.tlp is not None
    assert back.tlp.width <= tlp.width
    assert not isinstance(read(msgspec.json.encode(label)), Fault)


def test_amber_leaves_as_amber_strict_and_comes_in_for_one_organization() -> None:
    assert outward(Tlp.AMBER) is Tlp2.AMBER_STRICT
    assert alone(ID_OF[Tlp2.AMBER_STRICT]) == Limit(Tlp.RED, own_organization=True)
    assert alone(ID_OF[Tlp2.AMBER]) == Limit(Tlp.AMBER)


def test_both_versions_of_the_protocol_mean_the_same_colors() -> None:
    said = {TLP1[one] for one in TLP1}

    assert said == {"white", "green", "amber", "red"}
    assert {name: alone(one).tlp for one, name in TLP1.items()} == {
        "white": Tlp.CLEAR, "green": Tlp.GREEN, "amber": Tlp.AMBER, "red": Tlp.RED
    }  # fmt: skip


def test_what_nobody_knows_is_red_and_says_why() -> None:
    limit = alone(UNKNOWN)

    assert limit.tlp is Tlp.RED
    assert limit.says
    assert UNKNOWN in limit.says.en
    assert limit_of(marked([], [], ["tlp:ex:chr"])).tlp is Tlp.RED


def test_nothing_said_is_nothing_and_takes_the_color_of_its_origin() -> None:
    assert limit_of(marked([], [], ["ordinary"])) == NOTHING
    assert NOTHING.within(Tlp.GREEN).tlp is Tlp.GREEN
    assert alone(ID_OF[Tlp2.AMBER]).within(Tlp.GREEN).tlp is Tlp.AMBER
    assert alone(ID_OF[Tlp2.CLEAR]).within(Tlp.RED) == Limit(Tlp.RED)
    assert alone(ID_OF[Tlp2.AMBER_STRICT]).within(Tlp.GREEN).own_organization


def definition(**said: Any) -> dict[str, Any]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": UNKNOWN,
        "created": "2026-04-01T00:00:00.000Z",
        **said,
    }


def test_a_statement_is_kept_and_opens_nothing() -> None:
    book = {UNKNOWN: meant(definition(definition_type="statement", definition={"statement": "転載禁止"}))}

    limit = limit_of(marked([UNKNOWN, ID_OF[Tlp2.GREEN]], [], []), book)

    assert limit == Limit(Tlp.GREEN, statements=("転載禁止",))
    assert limit_of(marked([UNKNOWN], [], []), book).tlp is None


@pytest.mark.parametrize(
    "said",
    [
        {"definition_type": "iep", "definition": {"x": "y"}},
        {
            "extensions": {
                "extension-definition--00000000-0000-4000-8000-000000000009": {"extension_type": "property-extension"}
            }
        },
        {"extensions": {TLP2_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": "purple"}}},
        {
            "definition_type": "statement",
            "definition": {"statement": "x"},
            "extensions": {TLP2_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": 1}},
        },
    ],
)
def test_another_way_to_mark_is_red(said: dict[str, Any]) -> None:
    assert meant(definition(**said)).tlp is Tlp.RED


def test_a_fixed_id_with_another_content_is_refused_and_means_what_it_means() -> None:
    forged = {
        **fixed_marking(Tlp2.RED),
        "extensions": {TLP2_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": "clear"}},
    }
    old = definition(definition_type="tlp", definition={"tlp": "white"}) | {
        "id": next(one for one, name in TLP1.items() if name == "red")
    }

    assert meant(forged).tlp is Tlp.RED
    assert [found.code for one in (forged, old) if isinstance(found := read(msgspec.json.encode(one)), Fault)] == [
        "marking_unlike"
    ] * 2


def test_a_marking_of_a_part_binds_the_whole() -> None:
    assert limit_of(marked([ID_OF[Tlp2.CLEAR]], [ID_OF[Tlp2.RED]], [])).tlp is Tlp.RED
    assert isinstance(
        read(msgspec.json.encode(sdo("tool", name="x", granular_markings=[{"selectors": ["name"]}]))), Fault
    )


HELD = [Limit(Tlp.RED, own_organization=True), *map(Limit, Tlp)]


@given(ids, ids, labels, st.sampled_from(HELD))
def test_what_leaves_says_no_more_than_the_range_it_is_held_under(
    refs: list[str], parts: list[str], said: list[str], held: Limit
) -> None:
    came = marked(refs, parts, said)

    left = read(labelled(came.raw, held))

    assert isinstance(left, Read)
    limit = limit_of(left)
    assert held.tlp is Tlp.CLEAR or WIDEST[limit.tlp] <= WIDEST[held.tlp]
    assert limit_of(left) & limit_of(came) == limit_of(left)
    if held.tlp is Tlp.RED:
        assert held.own_organization or not limit.own_organization


@given(ids, labels, st.sampled_from(HELD))
def test_a_label_is_added_once_and_nothing_else_changes(refs: list[str], said: list[str], held: Limit) -> None:
    came = marked(refs, [], said).raw

    left = labelled(came, held)

    assert labelled(left, held) == left
    before, after = msgspec.json.decode(came), msgspec.json.decode(left)
    added = after.pop("object_marking_refs", [])
    kept = before.pop("object_marking_refs", [])
    assert (after, added[: len(kept)]) == (before, kept)
    assert len(added) <= len(kept) + 1
    assert held.tlp is not Tlp.CLEAR or left == came


def test_the_fixed_markings_stay_word_for_word() -> None:
    for label in Tlp2:
        raw = msgspec.json.encode(fixed_marking(label))

        assert labelled(raw, Limit(Tlp.RED)) == raw
