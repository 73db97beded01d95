"""How sure somebody is, typed in the words of any scale at every door, and told in all of them to whoever reads the object."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel import queries
from noroshi.intel.models import StixObject
from noroshi.intel.naming import whole_of
from noroshi.stix.kinds import StixKind
from tests.cast import Cast
from tests.rooms.intel_given import origin_of
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
ROW = {"kind": "domain", "value": "evil.kirisame.top"}
FIELDS = {"title": "見張る", "pattern": "evil[.]example", "valid_from": "2026-04-01T00:00:00.000Z"}


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def sure(cast: Cast, of: UUID) -> int | None:
    with acting_as(cast.center):
        found: int | None = whole_of(queries.newest(cast.center, of).raw).get("confidence")
        return found


def indicators(cast: Cast) -> list[UUID]:
    with acting_as(cast.center):
        return list(StixObject.objects.filter(kind=int(StixKind.INDICATOR)).values_list("uuid", flat=True))


@pytest.mark.parametrize(
    ("typed", "number"), [("B2", 70), ("高", 85), ("wep:highly-likely", 90), ("33", 33), ("F6", None)]
)
def test_the_table_of_values_takes_words(cast: Cast, typed: str, number: int | None) -> None:
    sent = {"take": ["0"], "value_0": "evil[.]kirisame[.]top", "kept_0": '{"kind": "domain"}', "confidence": typed}

    assert client_of(cast.center).post(reverse("take_values"), sent).status_code == 302

    (of,) = indicators(cast)
    assert sure(cast, of) == number


@pytest.mark.parametrize(("typed", "number"), [("B2", 70), ("likely", 70), ("0", 0)])
def test_a_form_takes_words_and_the_page_tells_every_scale(cast: Cast, typed: str, number: int) -> None:
    client, sent = client_of(cast.center), {f"f_{name}": value for name, value in FIELDS.items()}
    sent |= {"f_valid_from": "2026-04-01T09:00", "f_confidence": typed}
    assert (
        '<datalist id="id_f_confidence_words">'
        in client.get(reverse("intel_write", args=["indicator"])).content.decode()
    )

    assert client.post(reverse("intel_write", args=["indicator"]), sent).status_code == 302

    (of,) = indicators(cast)
    assert sure(cast, of) == number
    page = client.get(reverse("intel_object", args=[of])).content.decode()
    assert ("2 probably true" in page, "5 improbable" in page) == (number == 70, number == 0)
    assert "probably true" not in client_of(cast.bank).get(reverse("intel_object", args=[of])).content.decode()


def test_what_is_on_no_scale_is_told_beside_the_field_and_nothing_is_kept(cast: Cast) -> None:
    sent = {f"f_{name}": value for name, value in FIELDS.items()} | {"f_confidence": "surely"}

    answer = client_of(cast.center).post(reverse("intel_write", args=["indicator"]), sent)

    assert answer.status_code == 422
    assert "or a word of a scale such as high, B2 or likely." in answer.content.decode()
    assert indicators(cast) == []


def test_machines_give_words_as_well(cast: Cast) -> None:
    caller = caller_of(cast.center)

    caller.made("/intel/values", {"rows": [ROW], "confidence": "admiralty:1"})
    made = caller.made("/intel/objects", {"kind": "indicator", "fields": FIELDS | {"confidence": "likely"}})

    assert sorted(one for of in indicators(cast) if (one := sure(cast, of)) is not None) == [70, 90]
    assert made["fields"]["confidence"] == 70


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/intel/values", {"rows": [ROW], "confidence": "surely"}),
        ("/intel/values", {"rows": [ROW], "confidence": 101}),
        ("/intel/objects", {"kind": "indicator", "fields": FIELDS | {"confidence": "surely"}}),
        ("/intel/objects", {"kind": "indicator", "fields": FIELDS | {"confidence": 101}}),
    ],
)
def test_machines_are_told_what_is_on_no_scale(cast: Cast, path: str, body: dict[str, Any]) -> None:
    answer = caller_of(cast.center).post(path, body)

    assert answer.status_code == 422
    assert indicators(cast) == []


def test_a_list_that_is_followed_says_it_in_words(cast: Cast) -> None:
    caller, source = caller_of(cast.center), origin_of(cast.center).public_id
    body = {"kind": "list", "address": "https://feeds.example/a.csv", "reads": {"confidence": "B3"}}

    answer = caller.post(f"/intel/sources/{source}/subscriptions", body)

    assert (answer.status_code, answer.json()["reads"]["confidence"]) == (201, 50)
