"""Objects of shared intelligence by machine, and nothing for who may not."""

import pytest

from noroshi.vocabulary import Tlp2
from tests.cast import Cast
from tests.rooms.api_strangers import does_nothing, finds_nothing
from tests.rooms.intel_given import brought, indicator, malware, origin_of, relationship
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db
CANARY = "kanaria-55d0"


def uuid_of(given: dict[str, object]) -> str:
    return str(given["id"])[-36:]


def test_objects_are_listed_page_by_page_and_narrowed(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), malware("tsubame"), *(indicator(n, confidence=80) for n in range(5)))
    caller = caller_of(cast.center)

    first = caller.read("/intel/objects?limit=4")
    second = caller.read(f"/intel/objects?limit=4&cursor={first['next']}")
    assert [one["title"] for one in (*first["items"], *second["items"])] == [
        *(f"c2-{n}[.]example" for n in (4, 3, 2, 1, 0)),
        "tsubame",
    ]
    assert second["next"] is None
    assert [one["title"] for one in caller.items("/intel/objects?type=malware")] == ["tsubame"]
    assert len(caller.items("/intel/objects?confidence=70&tlp=green&valid_now=true")) == 5
    assert [one["title"] for one in caller.items("/intel/objects?about=c2-3.example")] == ["c2-3[.]example"]
    assert caller.get("/intel/objects?type=nonsense").status_code == 422


def test_one_object_is_written_read_changed_and_withdrawn(cast: Cast) -> None:
    family = malware("tsubame")
    brought(cast.center, origin_of(cast.center), family)
    caller = caller_of(cast.center)
    fields = {
        "title": "見張る",
        "pattern": "evil[.]example",
        "valid_from": "2026-04-01T00:00:00.000Z",
        "confidence": 60,
    }

    made = caller.made("/intel/objects", {"kind": "indicator", "fields": fields | {"ttps": [family["id"]]}})
    assert (made["kind"], made["is_own"], made["tlp"]) == ("indicator", True, "amber")
    assert made["fields"]["ttps"] == [family["id"]]
    assert [(one["kind"], one["value"]) for one in made["values"]] == [("domain", "evil.example")]
    assert made["stix"]["pattern"] == "[domain-name:value = 'evil.example']"

    at = f"/intel/objects/{made['id']}"
    later = caller.made(f"{at}/versions", {"fields": fields | {"title": "もう見張らない"}, "tlp": "green"})
    assert (later["title"], len(later["versions"])) == ("もう見張らない", 2)
    assert later["ties"] == []
    wrong = caller.post(f"{at}/versions", {"fields": {"title": "何もない"}})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "information_field_needed")
    assert caller.delete(at).status_code == 204


def test_ties_and_sightings_are_told_as_far_as_the_caller_reads(cast: Cast) -> None:
    found, secret = indicator(1), malware(CANARY)
    brought(cast.center, origin_of(cast.center), found, relationship(1, found["id"], secret["id"]))
    brought(cast.center, origin_of(cast.center, "closed", Tlp2.AMBER, opened=[]), secret)
    at, bank, center = f"/intel/objects/{uuid_of(found)}", caller_of(cast.bank), caller_of(cast.center)

    assert [one["how"] for one in center.read(f"{at}/graph")["edges"]] == ["indicates"]
    assert len(bank.read(f"{at}/graph")["nodes"]) == 1
    assert bank.read(at)["ties"] == []
    said = bank.made(f"{at}/sightings", {"answer": "seen", "times": 4})
    assert [(one["answer"], one["times"], one["is_own"]) for one in said["items"]] == [("seen", 4, True)]
    assert center.read(f"{at}/sightings")["items"] == []
    assert bank.delete(at).status_code == 403


@pytest.mark.parametrize("stranger", ["bank", "neighbor"])
def test_to_a_stranger_an_object_is_as_if_it_were_not_there(cast: Cast, stranger: str) -> None:
    secret = malware(CANARY)
    brought(cast.center, origin_of(cast.center, f"closed {CANARY}", Tlp2.AMBER, opened=[]), secret)
    caller = caller_of(getattr(cast, stranger))

    finds_nothing(caller, [CANARY], object_id=uuid_of(secret))
    does_nothing(caller, object_id=uuid_of(secret))
