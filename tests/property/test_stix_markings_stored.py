"""Through the store and out again by every way: whatever marking came in, no viewer is given a wider one, and a stranger nothing.

How wide is told here by a table of its own, from the words that come in and go out, not by what reads them in the product.
"""

import json
from itertools import count
from typing import Any, Final

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as drawn
from hypothesis import strategies as st

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel.browsing import listed_of
from noroshi.intel.queries import listed
from noroshi.intel.taking_out import bundle, take_out
from noroshi.stix.tlp import ID_OF, TLP1
from noroshi.vocabulary import TakingReason, Tlp2
from tests.cast import Cast
from tests.conformance.test_misp import key_of
from tests.rooms.intel_given import MOMENT, brought, indicator, origin_of, stix_id
from tests.rooms.taxii_world import Machine, at, machine

pytestmark = pytest.mark.django_db

ORDER: Final = ("red", "amber+strict", "amber", "green", "clear")
OF_ID: Final = {ref: label.value.lower() for label, ref in ID_OF.items()} | {
    ref: {"white": "clear"}.get(name, name) for ref, name in TLP1.items()
}
STATEMENT, FORGED, UNSENT = (stix_id("marking-definition", name) for name in ("statement", "forged", "unsent"))
DEFINED: Final[list[dict[str, Any]]] = [
    {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": STATEMENT,
        "created": MOMENT,
        "definition_type": "statement",
        "definition": {"statement": "転載を禁じます"},
    },
    {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": FORGED,
        "created": MOMENT,
        "definition_type": "x-own",
        "definition": {"x": "anything"},
    },
]
OPENED: Final = {color: ["everyone_in_range"] for color in (Tlp2.GREEN, Tlp2.CLEAR)}
NUMBERS: Final = count()
"""Each example has objects of its own; what was there before stays."""
VIEWERS: Final = ("center", "center_general", "electric", "electric_executive", "ministry", "bank", "vendor")

refs = st.lists(st.sampled_from([*OF_ID, STATEMENT, FORGED, UNSENT]), max_size=3, unique=True)
labels = st.lists(
    st.sampled_from(["tlp:green", "TLP:RED", "tlp:white", "tlp:amber+strict", "tlp:nobody-knows", "ordinary"]),
    max_size=2,
    unique=True,
)
objects = st.lists(st.tuples(refs, refs, labels), min_size=1, max_size=4)
few = drawn(max_examples=15, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))


def width(color: str) -> int:
    return ORDER.index(color)


def said(whole: dict[str, Any]) -> str:
    """The strictest word that stands in an object. What nobody knows is RED; where nothing stands anything goes."""
    marks = [*whole.get("object_marking_refs", []), *(one["marking_ref"] for one in whole.get("granular_markings", []))]
    words = [OF_ID.get(ref, "red") for ref in marks if ref != STATEMENT]
    for label in (one.lower() for one in whole.get("labels", []) if one.lower().startswith("tlp:")):
        word = {"white": "clear"}.get(label[4:], label[4:])
        words.append(word if word in ORDER else "red")
    return min(words, key=width, default="clear")


def made(name: str, parts: tuple[list[str], list[str], list[str]]) -> dict[str, Any]:
    whole, of_a_part, labels = parts
    one = indicator(name, description=f"about {name}")
    if whole:
        one["object_marking_refs"] = whole
    if of_a_part:
        one["granular_markings"] = [{"marking_ref": ref, "selectors": ["description"]} for ref in of_a_part]
    return one | ({"labels": labels} if labels else {})


def report(about: list[dict[str, Any]], number: str, parts: tuple[list[str], list[str], list[str]]) -> dict[str, Any]:
    whole = made(number, parts)
    for name in ("pattern", "pattern_type", "valid_from"):
        del whole[name]
    refs = [one["id"] for one in about]
    return whole | {
        "type": "report",
        "name": number,
        "id": stix_id("report", number),
        "published": MOMENT,
        "object_refs": refs,
    }


def by_bundle(viewer: Viewer) -> list[dict[str, Any]]:
    with acting_as(viewer):
        found = listed_of(viewer, listed(viewer))
        return list(json.loads(bundle(viewer, take_out(viewer, found, "stix", TakingReason.ANALYSIS)))["objects"])


def by_misp(key: str, one: str) -> list[tuple[str, str]]:
    """Each value of an event with the strictest of its tags and those of the event; the event itself without a value."""
    answer = Client().get(f"/feeds/misp/{key}/{one[-36:]}.json")
    if answer.status_code == 404:
        return []
    event = answer.json()["Event"]
    parts = [("", event), *((part["value"], part) for part in event["Attribute"])]
    return [(value, min((tagged(part), tagged(event)), key=width)) for value, part in parts]


def tagged(part: dict[str, Any]) -> str:
    names = [tag["name"] for tag in part.get("Tag", []) if tag["name"].startswith("tlp:")]
    return min((name[4:] for name in names), key=width, default="clear")


class Readers:
    """Everybody with a key for each way."""

    def __init__(self, cast: Cast) -> None:
        self.by_name = {name: getattr(cast, name) for name in VIEWERS}
        self.machines: dict[str, Machine] = {name: machine(one) for name, one in self.by_name.items()}
        self.keys = {name: key_of(one) for name, one in self.by_name.items()}

    def everything(self, name: str) -> str:
        first = json.loads(self.machines[name].get("collections/").content)["collections"][0]["id"]
        return f"collections/{first}/objects/"


@pytest.fixture
def readers(cast: Cast, settings: Any) -> Readers:
    settings.TAXII_PER_MINUTE = 1_000_000
    return Readers(cast)


def may_hold(name: str, color: str) -> bool:
    """Of a source that is opened to everybody in range: RED stays at its desk, AMBER+STRICT in its house."""
    return {"red": name == "center", "amber+strict": name in {"center", "center_general"}}.get(color, True)


@few
@given(st.sampled_from(list(Tlp2)), objects, st.tuples(refs, st.just([]), labels))
def test_no_way_out_widens_what_came_in(
    cast: Cast, readers: Readers, source: Tlp2, parts: list[Any], around: Any
) -> None:
    number = next(NUMBERS)
    about = [made(f"{number}-{place}", one) for place, one in enumerate(parts)]
    whole = [*about, report(about, f"{number}", around)]
    origin = origin_of(cast.center, f"{number}", source, opened=OPENED.get(source, []))
    limits = {one["id"]: min(said(one), source.value.lower(), key=width) for one in whole}

    assert brought(cast.center, origin, *DEFINED, *whole).faults == []

    ours = [one for one in readers.machines["center"].objects(at(origin)) if one["id"] in limits]
    assert sorted(map(json.dumps, ours)) == sorted(map(json.dumps, whole)), "at its own desk, as it came"
    query = f"?match[id]={','.join(limits)}"
    for name, viewer in readers.by_name.items():
        ways = {"everything": readers.machines[name].objects(readers.everything(name) + query)}
        ways["file"] = [one for one in by_bundle(viewer) if one["id"] in limits]
        if name != "center" and source in OPENED:
            ways["source"] = readers.machines[name].objects(at(origin) + query)
        for way, given_back in ways.items():
            for one in given_back:
                assert width(said(one)) <= width(limits[one["id"]]), (name, way)
                assert may_hold(name, limits[one["id"]]), (name, way)
        event = by_misp(readers.keys[name], whole[-1]["id"])
        assert bool(event) <= may_hold(name, limits[whole[-1]["id"]])
        of_value = {f"c2-{number}-{place}.example": limits[one["id"]] for place, one in enumerate(about)}
        for value, color in event:
            assert width(color) <= width(limits[whole[-1]["id"]]), (name, value)
            assert not value or (width(color) <= width(of_value[value]) and may_hold(name, of_value[value])), name


@few
@given(objects, st.tuples(refs, st.just([]), labels))
def test_of_a_source_that_is_opened_to_nobody_a_stranger_gets_nothing(
    cast: Cast, readers: Readers, parts: list[Any], around: Any
) -> None:
    """However wide it says that it is."""
    number = next(NUMBERS)
    about = [made(f"{number}-{place}", one) for place, one in enumerate(parts)]
    whole = [*about, report(about, f"{number}", around)]
    origin = origin_of(cast.center, f"{number}", Tlp2.CLEAR, opened=[])
    ids = {one["id"] for one in whole}

    assert brought(cast.center, origin, *DEFINED, *whole).faults == []

    for name in set(VIEWERS) - {"center", "center_general"}:
        caller = readers.machines[name]
        assert caller.get(at(origin)).status_code == 404
        assert caller.objects(readers.everything(name) + f"?match[id]={','.join(ids)}") == []
        assert not ids & {one["id"] for one in by_bundle(readers.by_name[name])}
        assert by_misp(readers.keys[name], whole[-1]["id"]) == []
    assert len(by_misp(readers.keys["center"], whole[-1]["id"])) == len(whole)
