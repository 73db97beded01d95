"""What an object is tied to is looked for by name: among what its writer may read, and nothing that was typed is lost."""

import json
import re
from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel import by_name as names
from noroshi.intel.actions import take_in_body
from noroshi.intel.by_name import by_name, found_by_words
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import Kept
from noroshi.stix.kinds import StixKind
from noroshi.web.pages.intel.writing_forms import OFFERED
from tests.cast import Cast
from tests.rooms.intel_given import brought, malware, origin_of, stix_id
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
CAMPAIGN = {"type": "campaign", "spec_version": "2.1"}


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def campaign(name: str) -> dict[str, Any]:
    return {key: value for key, value in malware(name).items() if key != "is_family"} | {
        "type": "campaign",
        "id": stix_id("campaign", name),
    }


def title(one: Kept) -> str:
    return title_of(whole_of(one.raw))


def offered(text: str, field: str) -> list[str]:
    """Ids that can be chosen, as they stand in the form."""
    found = re.search(rf'<select name="f_{field}".*?</select>', text, re.DOTALL)
    assert found
    return re.findall(r'<option value="([^"]+)"', found[0])


def test_an_old_object_is_found_by_a_part_of_its_name_and_chosen(cast: Cast) -> None:
    old = campaign("春の便り")
    origin = origin_of(cast.center)
    brought(cast.center, origin, old)
    brought(cast.center, origin, *(campaign(f"後の活動 {number}") for number in range(OFFERED)))
    client, here = client_of(cast.center), reverse("intel_write", args=["threat_actor"])
    assert old["id"] not in offered(client.get(here).content.decode(), "campaigns")

    typed = {"f_name": "夜の配達人", "q_campaigns": "の便"}
    found = client.post(here, typed | {"find": "1"}).content.decode()
    assert offered(found, "campaigns") == [old["id"]]
    assert "夜の配達人" in found
    again = client.post(here, typed | {"q_campaigns": "後の活動 1", "f_campaigns": [old["id"]]}).content.decode()
    assert offered(again, "campaigns")[0] == old["id"]
    assert len(offered(again, "campaigns")) > 2

    saved = client.post(here, {"f_name": "夜の配達人", "f_campaigns": [old["id"]]})
    assert saved.status_code == 302
    assert "春の便り" in client.get(saved["Location"]).content.decode()
    changing = client.post(
        f"{saved['Location']}change/", {"f_name": "新しい名", "q_campaigns": "後の活動 7"}
    ).content.decode()
    assert "新しい名" in changing
    assert len(offered(changing, "campaigns")) == 2
    assert "新しい名" not in client.get(saved["Location"]).content.decode()


def test_it_is_found_by_its_id_however_old_and_nothing_is_found_by_nothing(cast: Cast) -> None:
    one = campaign("春の便り")
    brought(cast.center, origin_of(cast.center), one)

    with acting_as(cast.center):
        kinds = [StixKind.CAMPAIGN]
        assert [kept.uuid for kept in by_name(cast.center, one["id"], kinds)] == [
            kept.uuid for kept in by_name(cast.center, "春の便り", kinds)
        ]
        assert by_name(cast.center, "  ", kinds) == by_name(cast.center, "無い名", kinds) == []
        assert by_name(cast.center, "春の便り", [StixKind.TOOL]) == []


def test_nothing_is_too_old_to_be_found_by_its_name(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    origin, many = origin_of(cast.center), 1_600
    brought(cast.center, origin, campaign("霧の便り"))
    brought(cast.center, origin, *(campaign(f"後の活動 {number}") for number in range(many)))
    monkeypatch.setattr(names, "A_STRETCH", 100)

    with acting_as(cast.center):
        assert [title(one) for one in by_name(cast.center, "霧の", [StixKind.CAMPAIGN])] == ["霧の便り"]
        assert len(by_name(cast.center, "後の活動", [StixKind.CAMPAIGN], limit=150)) == 150
        assert [title(one.kept) for one in found_by_words(cast.center, "霧の便").rows] == ["霧の便り"]
    brought(cast.center, origin_of(cast.center, name="閉", opened=[]), campaign("霞の便り"))
    with acting_as(cast.bank):
        assert by_name(cast.bank, "霞の", [StixKind.CAMPAIGN]) == []
        assert found_by_words(cast.bank, "霞の").rows == ()


def test_a_name_is_found_however_it_was_written(cast: Cast) -> None:
    """JSON may say the same with escapes; case, spaces and blunted addresses make no difference."""
    escaped = json.dumps({"type": "bundle", "id": stix_id("bundle", 1), "objects": [campaign('霧の 便り"A"')]})
    assert "霧" not in escaped
    origin = origin_of(cast.center)
    with acting_as(cast.center):
        take_in_body(cast.center, origin.public_id, escaped.encode())
    brought(cast.center, origin, campaign("Gate at c2.Example"))

    with acting_as(cast.center):
        for words, name in (
            ("霧の", "霧の"),
            ('便り"a"', "霧の"),
            ("gate  AT", "Gate"),
            ("at c2[.]example", "Gate"),
            ("AT C2.EXAMPLE", "Gate"),
        ):
            assert [title(one)[: len(name)] for one in by_name(cast.center, words, [StixKind.CAMPAIGN])] == [name], (
                words
            )


def test_words_that_stand_in_a_text_alone_are_no_name(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), campaign("霧の便り") | {"description": "夜に届く"})

    with acting_as(cast.center):
        assert by_name(cast.center, "夜に", [StixKind.CAMPAIGN]) == []
        assert by_name(cast.center, "spec_version", [StixKind.CAMPAIGN]) == []


def test_a_renamed_object_is_found_by_its_latest_name_alone(cast: Cast) -> None:
    one, origin = campaign("前の名"), origin_of(cast.center)
    brought(cast.center, origin, one)
    brought(cast.center, origin, one | {"name": "今の名", "modified": "2026-05-01T00:00:00.000Z"})

    with acting_as(cast.center):
        assert by_name(cast.center, "前の名", [StixKind.CAMPAIGN]) == []
        assert len(by_name(cast.center, "今の名", [StixKind.CAMPAIGN])) == 1


def test_a_stranger_finds_nothing_and_cannot_choose_it(cast: Cast) -> None:
    closed = campaign("閉じた活動")
    brought(cast.center, origin_of(cast.center, opened=[]), closed)
    here, client = reverse("intel_write", args=["threat_actor"]), client_of(cast.bank)

    for words in ("閉じた", closed["id"]):
        found = client.post(here, {"f_name": "x", "q_campaigns": words, "f_campaigns": [closed["id"]]})
        assert found.status_code == 200
        assert closed["id"] not in offered(found.content.decode(), "campaigns")
        assert "閉じた活動" not in found.content.decode()
    wrong, missing = (
        client.post(here, {"f_name": "x", "f_campaigns": [one]}) for one in (closed["id"], stix_id("campaign", "無い"))
    )
    assert wrong.status_code == missing.status_code == 422
