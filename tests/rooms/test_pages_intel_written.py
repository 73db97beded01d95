"""Writing intelligence without knowing STIX: each of the eleven kinds, later versions, what was seen, taking back."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel import queries
from noroshi.intel.actions import OriginWish, amend_origin
from noroshi.intel.actions.write import (
    FieldNeeded,
    FieldUnknown,
    TiedToNothing,
    Writing,
    WrittenByOthers,
    rewrite,
    write,
)
from noroshi.intel.naming import whole_of
from noroshi.intel.relating import relations_of
from noroshi.intel.seen import sighted
from noroshi.observables import Kind
from noroshi.stix.information import INFORMATION
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import OriginKind, SightingAnswer, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.rooms.intel_given import brought, indicator, malware, origin_of, stix_id
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def latest(viewer: Viewer, of: Any) -> dict[str, Any]:
    with acting_as(viewer):
        return whole_of(queries.newest(viewer, of).raw)


def typed(viewer: Viewer, kind: str) -> dict[str, Any]:
    """Every field of the form filled in."""
    text = client_of(viewer).get(reverse("intel_write", args=[kind])).content.decode()
    said: dict[str, Any] = {}
    for field in INFORMATION[kind].fields:
        name = f"f_{field.id}"
        assert f'name="{name}"' in text, field.id
        match field.form:
            case "moment":
                said[name] = "2026-05-01T09:30" if field.id in {"valid_until", "last_seen"} else "2026-04-01T09:30"
            case "count":
                said[name] = "70"
            case "word" | "words":
                said[name] = [field.words[0]]
            case "refs":
                continue
            case "list" if field.id == "sectors":
                said[name] = ["finance"]
            case _:
                said[name] = {"cve": "CVE-2026-1001", "technique": "T1566", "phases": "delivery"}.get(
                    field.id, f"語 {field.id}"
                )
        if field.id == "pattern":
            said[name] = "evil[.]example\n192.0.2.7"
        if field.id == "links":
            said[name] = "https://www.example/a"
    return said


@pytest.mark.parametrize("kind", INFORMATION)
def test_each_of_the_eleven_kinds_is_written_by_a_form_and_read_on_its_page(cast: Cast, kind: str) -> None:
    client, said = client_of(cast.center), typed(cast.center, kind)

    answer = client.post(reverse("intel_write", args=[kind]), said)
    assert answer.status_code == 302, re.findall(r'class="error">.*?</p>', answer.content.decode())
    text = client.get(answer["Location"]).content.decode()
    for field in INFORMATION[kind].fields:
        if f"f_{field.id}" in said and str(said[f"f_{field.id}"]).startswith("語"):
            assert said[f"f_{field.id}"] in text, field.id
    assert client_of(cast.bank).get(answer["Location"]).status_code == 404

    change = client.get(answer["Location"] + "change/").content.decode()
    assert "2026-04-01T09:30" in change or "f_valid_from" not in change


def test_values_typed_one_a_line_become_a_pattern(cast: Cast) -> None:
    with acting_as(cast.center):
        of = write(
            cast.center,
            Writing(
                "indicator",
                {"pattern": "evil[.]example\nhxxp://a[.]example/x", "valid_from": "2026-04-01T00:00:00.000Z"},
            ),
        )
        assert [one.uuid for one in queries.about(cast.center, Kind.DOMAIN, "evil.example")] == [of]
        assert [one.uuid for one in queries.about(cast.center, Kind.URL, "http://a.example/x")] == [of]


def test_a_mistake_is_told_beside_the_form_and_nothing_is_kept(cast: Cast) -> None:
    answer = client_of(cast.center).post(
        reverse("intel_write", args=["indicator"]), {"f_pattern": "no value at all", "f_valid_from": "2026-04-01T09:30"}
    )

    assert answer.status_code == 422
    assert "no value at all" in answer.content.decode()
    assert client_of(cast.center).get(reverse("intel_write", args=["nonsense"])).status_code == 404
    with acting_as(cast.center):
        for fields, refusal in (({}, FieldNeeded), ({"title": "a", "nonsense": "b"}, FieldUnknown)):
            with pytest.raises(refusal):
                write(cast.center, Writing("vulnerability", fields))


def test_a_later_version_keeps_what_the_form_does_not_know_of(cast: Cast) -> None:
    given = malware("x") | {
        "type": "threat-actor",
        "id": stix_id("threat-actor", 1),
        "name": "つばめ",
        "x_house_number": 7,
        "resource_level": "team",
        "external_references": [
            {"source_name": "house", "external_id": "H-1"},
            {"source_name": "paper", "url": "https://www.example/a", "description": "page 4"},
            {"source_name": "paper", "url": "https://www.example/b"},
        ],
    }
    del given["is_family"]
    given["threat_actor_types"] = ["hacker"]
    brought(cast.center, origin_of(cast.center), given)
    of = stix_uuid(given)

    with acting_as(cast.center):
        fields = {"name": "つばめ", "actor_types": ["spy"], "links": ["https://www.example/a", "https://www.example/c"]}
        rewrite(cast.center, of, Writing("threat_actor", fields, tlp=Tlp2.GREEN))
    now = latest(cast.center, of)
    assert (now["x_house_number"], now["resource_level"], now["threat_actor_types"]) == (7, "team", ["spy"])
    assert now["external_references"] == [
        *given["external_references"][:2],
        {"source_name": "link", "url": "https://www.example/c"},
    ]
    assert now["created"] == given["created"]
    assert now["modified"] > given["modified"]
    assert now["object_marking_refs"] == [ID_OF[Tlp2.GREEN]]
    assert "What changed" in client_of(cast.center).get(reverse("intel_object", args=[of])).content.decode()


def stix_uuid(given: dict[str, Any]) -> UUID:
    return UUID(given["id"][-36:])


def test_ties_are_made_in_a_field_and_taken_out_of_it(cast: Cast) -> None:
    first, second = malware("tsubame"), malware("hibari")
    brought(cast.center, origin_of(cast.center), first, second)
    begun = {"pattern": "evil.example", "valid_from": "2026-04-01T00:00:00.000Z"}

    with acting_as(cast.center):
        of = write(cast.center, Writing("indicator", begun | {"ttps": [first["id"]]}))
        assert [one.other.title for one in relations_of(cast.center, of)] == ["tsubame"]
        rewrite(cast.center, of, Writing("indicator", begun | {"ttps": [second["id"]]}))
        assert [one.other.title for one in relations_of(cast.center, of)] == ["hibari"]


def test_a_tie_that_is_taken_out_is_told_to_nobody_who_never_held_it(cast: Cast) -> None:
    """The source was opened since: what was there keeps its range, and so does its end."""
    origin, tool = origin_of(cast.center, tlp=Tlp2.AMBER, opened=[]), malware("tool")
    brought(cast.center, origin, tool)
    with acting_as(cast.center):
        begun = {"pattern": "evil.example", "valid_from": "2026-04-01T00:00:00.000Z"}
        of = write(cast.center, Writing("indicator", begun | {"ttps": [tool["id"]]}, origin=origin.public_id))
        (tie,) = [one.by for one in relations_of(cast.center, of)]
        assert tie
        wide = OriginWish(origin.name, OriginKind.UPLOAD, Tlp2.GREEN, opened=["everyone_in_range"])
        amend_origin(cast.center, origin.public_id, wide)
        rewrite(cast.center, of, Writing("indicator", begun | {"ttps": []}, tlp=Tlp2.GREEN))
        assert relations_of(cast.center, of) == []
        assert len(queries.versions(cast.center, tie)) == 2

    with acting_as(cast.bank):
        assert len(queries.versions(cast.bank, of)) == 1
        assert queries.versions(cast.bank, tie) == []


def test_what_is_tied_to_something_goes_no_farther_than_that(cast: Cast) -> None:
    """Whatever color the writer chose: a tie tells that there is something, and its number."""
    red = malware("tsubame") | {"object_marking_refs": [ID_OF[Tlp2.RED]]}
    green = malware("hibari") | {"object_marking_refs": [ID_OF[Tlp2.GREEN]]}
    origin = origin_of(cast.center)
    brought(cast.center, origin, red, green)
    begun = {"pattern": "evil.example", "valid_from": "2026-04-01T00:00:00.000Z"}

    with acting_as(cast.center):
        made = {
            name: write(
                cast.center,
                Writing("indicator", begun | {"ttps": ties}, origin=origin.public_id, tlp=Tlp2.CLEAR),
            )
            for name, ties in {"none": [], "green": [green["id"]], "both": [red["id"], green["id"]]}.items()
        }
        wider = made["both"]
        rewrite(cast.center, wider, Writing("indicator", begun | {"ttps": [red["id"]]}, tlp=Tlp2.CLEAR))
        told = {name: labels(cast.center, of) for name, of in made.items()}
        ties = [one.by for one in relations_of(cast.center, wider) if one.by]
        assert told == {"none": {Tlp2.CLEAR}, "green": {Tlp2.GREEN}, "both": {Tlp2.RED}}
        assert {label for tie in ties for label in labels(cast.center, tie)} == {Tlp2.RED}

    with acting_as(cast.bank):
        assert [len(queries.versions(cast.bank, made[name])) for name in ("none", "green", "both")] == [1, 1, 0]
        assert not any(queries.versions(cast.bank, tie) for tie in ties)


def labels(viewer: Viewer, of: UUID) -> set[Tlp2]:
    """What every version says of itself."""
    said = {ref for kept in queries.versions(viewer, of) for ref in whole_of(kept.raw).get("object_marking_refs", ())}
    return {label for label, ref in ID_OF.items() if ref in said}


def test_nobody_ties_to_what_is_closed_or_changes_what_others_wrote(cast: Cast) -> None:
    closed, opened = origin_of(cast.center, "closed", Tlp2.AMBER, opened=[]), origin_of(cast.center)
    secret, shared = malware("secret"), malware("shared")
    brought(cast.center, closed, secret)
    brought(cast.center, opened, shared)

    with acting_as(cast.bank):
        begun = {"pattern": "evil.example", "valid_from": "2026-04-01T00:00:00.000Z"}
        for ref in (secret["id"], malware("nothing")["id"], "malware--x"):
            with pytest.raises(TiedToNothing):
                write(cast.bank, Writing("indicator", begun | {"ttps": [ref]}))
        with pytest.raises(WrittenByOthers):
            rewrite(cast.bank, stix_uuid(shared), Writing("indicator", begun))
        with pytest.raises(NotFound):
            rewrite(cast.bank, stix_uuid(secret), Writing("indicator", begun))
    client = client_of(cast.bank)
    for name in ("intel_change", "intel_withdraw"):
        assert client.get(reverse(name, args=[stix_uuid(secret)])).status_code == 404
        assert client.get(reverse(name, args=[stix_uuid(shared)])).status_code == 403
    assert client.post(reverse("intel_seen", args=[stix_uuid(secret)]), {"answer": "seen"}).status_code == 404


def test_what_is_withdrawn_is_gone_for_everybody_else(cast: Cast) -> None:
    given = malware("tsubame")
    brought(cast.center, origin_of(cast.center), given)
    address = reverse("intel_object", args=[stix_uuid(given)])
    assert client_of(cast.bank).get(address).status_code == 200

    assert client_of(cast.center).post(reverse("intel_withdraw", args=[stix_uuid(given)])).status_code == 302
    assert client_of(cast.bank).get(address).status_code == 404
    assert client_of(cast.center).get(address).status_code == 200


def test_a_desk_says_whether_it_has_seen_it_and_its_last_word_counts(cast: Cast) -> None:
    given = indicator(1)
    brought(cast.center, origin_of(cast.center), given)
    client, of = client_of(cast.bank), stix_uuid(given)

    for answer, count, shown in (("seen", "3", 3), ("not_seen", "", 0), ("unknown", "", None)):
        assert client.post(reverse("intel_seen", args=[of]), {"answer": answer, "count": count}).status_code == 302
        with acting_as(cast.bank):
            (said,) = sighted(cast.bank, of)
        assert (said.answer, said.count, said.is_own) == (SightingAnswer.of(answer), shown, True)
        with acting_as(cast.center):
            assert sighted(cast.center, of) == []
    assert "This desk" in client.get(reverse("intel_object", args=[of])).content.decode()


def test_its_desk_sees_who_reads_and_another_desk_sees_why_it_does(cast: Cast) -> None:
    given = malware("tsubame")
    brought(cast.center, origin_of(cast.center), given)
    address = reverse("intel_object", args=[stix_uuid(given)])

    own, other = (client_of(viewer).get(address).content.decode() for viewer in (cast.center, cast.bank))
    assert "Your desk reads it because:" in other
    assert "Your desk reads it because:" not in own
