"""Values in text by machine: found, taken in, and nothing for who may not."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.intel import queries
from noroshi.intel.models import StixObject
from noroshi.observables import Kind
from tests.cast import Cast
from tests.rooms.intel_given import origin_of
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_intel_accepted import suspicious_mail

pytestmark = pytest.mark.django_db
ROW = {"kind": "domain", "value": "evil[.]kirisame[.]top"}


def test_a_text_is_looked_through_and_nothing_of_it_is_kept(cast: Cast) -> None:
    found = (
        caller_of(cast.center)
        .post("/intel/values/find", {"text": "通信先は evil（.）kirisame（.）top と 10.0.0.5"})
        .json()
    )

    assert [(one["kind"], one["value"], one["shown"], one["is_likely_wanted"]) for one in found["candidates"]] == [
        ("domain", "evil.kirisame.top", "evil[.]kirisame[.]top", True),
        ("ipv4", "10.0.0.5", "10[.]0[.]0[.]5", False),
    ]
    assert found["candidates"][1]["flags"] == [{"flag": "private", "reason_ja": "", "reason_en": ""}]
    with acting_as(cast.center):
        assert StixObject.objects.count() == 0


def test_a_mail_is_looked_through_as_a_file(cast: Cast) -> None:
    found = caller_of(cast.center).upload("/intel/values/find-in-file", suspicious_mail("victim.top"), "a.eml")

    assert found["is_mail"]
    assert "disguised" in {flag["flag"] for one in found["candidates"] for flag in one["flags"]}


def test_chosen_values_are_taken_in_and_read_by_their_own_desk_alone(cast: Cast) -> None:
    origin = origin_of(cast.center)
    body = {"rows": [ROW], "origin": str(origin.public_id), "tlp": "red", "confidence": 80, "title": "宅配を装うメール"}

    taken = caller_of(cast.center).post("/intel/values", body)

    assert taken.status_code == 201
    assert sorted(one.partition("--")[0] for one in taken.json()["new"]) == [
        "domain-name",
        "indicator",
        "relationship",
        "report",
    ]
    with acting_as(cast.center):
        assert queries.about(cast.center, Kind.DOMAIN, "evil.kirisame.top") != []
    with acting_as(cast.bank):
        assert queries.about(cast.bank, Kind.DOMAIN, "evil.kirisame.top") == []


@pytest.mark.parametrize("stranger", ["bank", "neighbor", "contractor"])
def test_a_source_of_another_desk_is_not_found(cast: Cast, stranger: str) -> None:
    origin = origin_of(cast.center)

    answer = caller_of(getattr(cast, stranger)).post("/intel/values", {"rows": [ROW], "origin": str(origin.public_id)})

    assert answer.status_code in {403, 404}
    with acting_as(cast.center):
        assert StixObject.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rows": []}, "nothing_chosen"),
        ({"rows": [{"kind": "ipv4", "value": "none"}]}, "value_not_readable"),
        ({"valid_until": "2020-01-01T00:00:00+09:00"}, "ends_before_it_begins"),
    ],
)
def test_what_cannot_be_taken_in_is_told_by_its_code(cast: Cast, change: dict[str, object], code: str) -> None:
    answer = caller_of(cast.center).post("/intel/values", {"rows": [ROW], **change})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
