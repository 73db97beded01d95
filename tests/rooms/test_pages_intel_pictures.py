"""Pictures of shared intelligence: ties, techniques, sectors; whoever may not read a node sees neither it nor a gap."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel.graphs import around
from noroshi.intel.techniques import of_everything, of_graph
from noroshi.intel.touched import touched
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.errors import NotFound
from noroshi.web.pages.intel.pictures.rings import draw
from tests.cast import Cast
from tests.rooms.intel_given import MOMENT, brought, indicator, malware, origin_of, relationship, stix_id
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
CANARY = "kanaria-91ab"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def technique(number: str, *phases: str) -> dict[str, Any]:
    return {
        "type": "attack-pattern",
        "spec_version": "2.1",
        "id": stix_id("attack-pattern", number),
        "created": MOMENT,
        "modified": MOMENT,
        "name": f"way {number}",
        "external_references": [
            {"source_name": "house", "external_id": "H-1"},
            {"source_name": "mitre-attack", "external_id": number},
        ],
        "kill_chain_phases": [{"kill_chain_name": "mitre-attack", "phase_name": phase} for phase in phases],
    }


def uuid_of(given: dict[str, Any]) -> UUID:
    return UUID(given["id"][-36:])


def shown(viewer: Any, given: dict[str, Any], query: str = "", name: str = "intel_graph") -> str:
    answer = client_of(viewer).get(reverse(name, args=[uuid_of(given)]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_ties_are_drawn_step_by_step_and_stand_in_a_table(cast: Cast) -> None:
    first, second, third = malware("one"), malware("two"), malware("three")
    origin = origin_of(cast.center)
    brought(
        cast.center,
        origin,
        *(first, second, third),
        relationship(1, first["id"], second["id"]),
        relationship(2, second["id"], third["id"], relationship_type="variant-of"),
    )

    near, far = shown(cast.center, first), shown(cast.center, first, "?steps=2")
    assert ("two" in near, "three" in near) == (True, False)
    assert "three" in far
    assert "is a variant of" in far
    assert far.count('class="graph-spot') == 3
    assert "three" in shown(cast.center, first, f"?more={uuid_of(second)}")
    assert "two" not in shown(cast.center, first, "?kind=indicator")


def test_a_closed_object_is_neither_a_node_nor_a_tie(cast: Cast) -> None:
    shared, closed = origin_of(cast.center), origin_of(cast.center, "closed", Tlp2.AMBER, opened=[])
    found, secret = indicator(1), malware(CANARY)
    brought(cast.center, shared, found, relationship(1, found["id"], secret["id"]))
    brought(cast.center, closed, secret, technique("T1999", "impact"))

    assert CANARY in shown(cast.center, found)
    for name in ("intel_graph", "intel_techniques_of"):
        text = shown(cast.bank, found, name=name)
        assert CANARY not in text
        assert str(uuid_of(secret)) not in text
        assert client_of(cast.bank).get(reverse(name, args=[uuid_of(secret)])).status_code == 404
    assert "T1999" in client_of(cast.center).get(reverse("intel_techniques")).content.decode()
    assert "T1999" not in client_of(cast.bank).get(reverse("intel_techniques")).content.decode()


def test_many_of_a_kind_are_folded_until_somebody_unfolds_them(cast: Cast) -> None:
    middle, around_it = malware("middle"), [indicator(number) for number in range(40)]
    ties = [relationship(number, one["id"], middle["id"]) for number, one in enumerate(around_it)]
    brought(cast.center, origin_of(cast.center), middle, *around_it, *ties)

    folded = shown(cast.center, middle)
    assert folded.count('class="graph-spot') == 2
    assert "× 40" in folded
    assert shown(cast.center, middle, "?open=indicator").count('class="graph-spot') == 41


def test_two_thousand_are_drawn_and_what_is_more_is_told(cast: Cast) -> None:
    middle, many = malware("middle"), [indicator(number) for number in range(150)]
    ties = [relationship(number, one["id"], middle["id"]) for number, one in enumerate(many)]
    brought(cast.center, origin_of(cast.center), middle, *many, *ties)

    with acting_as(cast.center):
        graph = around(cast.center, uuid_of(middle), most=100)
        with pytest.raises(NotFound):
            around(cast.center, uuid_of(malware("nothing")))
    assert (len(graph.nodes), graph.is_cut) == (100, True)
    drawing = draw(graph, frozenset({"indicator"}))
    places = {(spot.x, spot.y) for spot in drawing.spots}
    assert len(places) == 100
    assert all(abs(x) < drawing.size and abs(y) < drawing.size for x, y in places)


def test_techniques_stand_in_their_tactics_in_the_order_of_an_attack(cast: Cast) -> None:
    report = malware("family")
    ways = [
        technique("T1566", "initial-access"),
        technique("T1566.001", "initial-access"),
        technique("T1486", "impact"),
    ]
    ties = [relationship(n, report["id"], one["id"], relationship_type="uses") for n, one in enumerate(ways)]
    brought(cast.center, origin_of(cast.center), report, *ways, *ties, technique("T1001", "x-own-tactic"))

    with acting_as(cast.center):
        of_report = of_graph(around(cast.center, uuid_of(report), steps=2))
        everything = of_everything(cast.center)
    assert [tactic.phase for tactic in of_report] == ["initial-access", "impact"]
    (top,) = of_report[0].techniques
    assert (top.number, [one.number for one in top.below]) == ("T1566", ["T1566.001"])
    assert [tactic.phase for tactic in everything] == ["initial-access", "impact", "x-own-tactic"]
    text = shown(cast.center, report, name="intel_techniques_of")
    assert text.index("Getting in") < text.index("Impact")
    assert "T1566.001" in text


def test_sectors_are_counted_for_those_who_may_read(cast: Cast) -> None:
    closed = origin_of(cast.center, "closed", Tlp2.AMBER, opened=[])
    brought(
        cast.center,
        closed,
        {
            **malware("x"),
            "type": "identity",
            "id": stix_id("identity", 1),
            "identity_class": "class",
            "sectors": ["energy"],
        }
        | {"is_family": None},
        {
            "type": "report",
            "spec_version": "2.1",
            "id": stix_id("report", 1),
            "created": MOMENT,
            "modified": MOMENT,
            "name": "電力",
            "published": MOMENT,
            "object_refs": [stix_id("identity", 1)],
            "extensions": {
                "extension-definition--8c3f1a52-6d0e-4b7b-9f24-5e1b7d2c9a60": {
                    "extension_type": "property-extension",
                    "sectors": ["electricity"],
                }
            },
        },
    )

    with acting_as(cast.center):
        assert touched(cast.center) == {"electricity": 1}
    with acting_as(cast.bank):
        assert touched(cast.bank) == {}
    text = client_of(cast.center).get(reverse("intel_sectors")).content.decode()
    assert len(re.findall(r"tile--4", text)) == 1
    assert "tile--4" not in client_of(cast.bank).get(reverse("intel_sectors")).content.decode()
