"""An advisory as CSAF 2.0: held to the standard's structure, never wider than the reader's page, and nothing for strangers."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.advisories.actions import begin_next_issue, issue_advisory, relay_advisory
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.exporting import Asked, csaf_or_asked, export_csaf
from noroshi.ledger.models import Entry
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.csaf_structure import check
from tests.drafted import amended, issued, reported
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db

SITE = "https://noroshi.example"
VALIDATOR = Path(__file__).resolve().parents[2] / "bin" / "csaf-validator"


def advisory(cast: Cast, tlp: str = "amber", **typed: Any) -> UUID:
    meti = cast.world.organizations["meti"].public_id
    return issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp=tlp, **typed)


def read(viewer: Viewer, edition: UUID) -> Any:
    with acting_as(viewer):
        found = json.loads(export_csaf(viewer, edition, namespace=SITE).content)
    check(found)
    return found


@pytest.mark.parametrize("color", ["red", "amber", "green", "clear"])
def test_a_validator_of_others_finds_nothing_wrong_with_it(cast: Cast, color: str) -> None:
    """The strict schema and all mandatory tests of the standard; where its runtime is not installed this has nothing to say."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("needs node and npm, which not every machine has")
    rows = [{"tier": "ciso", "expected_action": "全社を点検させる"}]
    typed = {"importance": "warning", "course_of_action": "CVE-2026-12345 の更新を適用する", "addressees": rows}
    edition = advisory(cast, color, contact_person="提供 花子", **typed)

    found = read(cast.ministry, edition)
    broken = {**found, "document": {name: said for name, said in found["document"].items() if name != "title"}}

    told, refused = _by_others(found), _by_others(broken)
    assert (told["wrong"], told["ran"] > 40) == ([], True)
    assert not refused["isValid"]


def _by_others(found: Any) -> Any:
    done = subprocess.run([VALIDATOR], input=json.dumps(found), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("color", "label", "outward"),
    [
        ("red", "RED", "TLP:RED"),
        ("amber", "RED", "TLP:AMBER+STRICT"),
        ("green", "GREEN", "TLP:GREEN"),
        ("clear", "WHITE", "TLP:CLEAR"),
    ],
)
def test_the_label_is_the_strictest_that_does_not_widen(cast: Cast, color: str, label: str, outward: str) -> None:
    found = read(cast.ministry, advisory(cast, color))["document"]["distribution"]

    assert found["tlp"]["label"] == label
    assert found["text"].startswith(outward)


def test_it_says_what_the_page_says_and_names_vulnerabilities_once(cast: Cast) -> None:
    rows = [{"tier": "ciso", "expected_action": "全社を点検させる"}]
    edition = advisory(
        cast,
        importance="warning",
        threat_summary="CVE-2026-12345 が悪用されている",
        course_of_action="cve-2026-12345 の更新を適用する",
        addressees=rows,
    )

    found = read(cast.ministry, edition)

    notes = {(one["category"], one["text"]) for one in found["document"]["notes"]}
    assert ("summary", "CVE-2026-12345 が悪用されている") in notes
    assert ("details", "全社を点検させる") in notes
    assert found["vulnerabilities"] == [{"cve": "CVE-2026-12345"}]
    assert found["document"]["aggregate_severity"]["text"].startswith("警報")


def test_the_number_is_the_tracking_id_and_editions_are_its_revisions(cast: Cast) -> None:
    first = advisory(cast)
    with acting_as(cast.center):
        draft = amended(cast.center, begin_next_issue(cast.center, first), others="追記")
        second = issue_advisory(cast.center, draft.public_id, version=draft.version)

    before, after = (read(cast.ministry, one)["document"]["tracking"] for one in (first, second))

    assert before["id"] == after["id"] != str(first)
    assert (before["version"], after["version"]) == ("1", "2")
    assert [one["summary"] for one in after["revision_history"]] == ["第1報", "第2報"]


def test_who_does_not_read_the_contact_block_finds_none(cast: Cast) -> None:
    edition = advisory(cast, "green", contact_person="提供 花子")
    with acting_as(cast.ministry):
        relay_advisory(
            cast.ministry, edition, to=[f"desk:{cast.world.desks['electricity_ceptoar.secretariat'].public_id}"]
        )

    assert "提供 花子" in read(cast.ministry, edition)["document"]["publisher"]["contact_details"]
    assert "contact_details" not in read(cast.secretariat, edition)["document"]["publisher"]


def test_red_asks_first_and_taking_it_away_is_written_down(cast: Cast) -> None:
    edition = advisory(cast, "red")
    with acting_as(cast.ministry):
        assert isinstance(csaf_or_asked(cast.ministry, edition, namespace=SITE), Asked)
        assert not Entry.objects.filter(deed="export_form").exists()

    read(cast.ministry, edition)

    with acting_as(cast.ministry):
        assert Entry.objects.get(deed="export_form").detail == {"as": "csaf"}


def test_a_report_is_no_advisory(cast: Cast) -> None:
    report = reported(cast.electric, "direct_report")

    with acting_as(cast.electric), pytest.raises(NotFound):
        export_csaf(cast.electric, report, namespace=SITE)


@pytest.mark.parametrize(
    "stranger", ["electric", "bank", "gas_liaison", "center_general", "electric_colleague", "platform"]
)
def test_strangers_get_nothing_by_room_page_or_machine(cast: Cast, settings: Any, stranger: str) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    edition, viewer = advisory(cast), getattr(cast, stranger)

    with acting_as(viewer), pytest.raises(NotFound):
        export_csaf(viewer, edition, namespace=SITE)
    assert client_of(viewer).get(reverse("item_csaf", args=[edition])).status_code == 404
    assert caller_of(viewer).get(f"/editions/{edition}/csaf.json").status_code == 404


def test_the_page_offers_it_and_hands_it_over(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    edition, client = advisory(cast), client_of(cast.ministry)

    assert reverse("item_csaf", args=[edition]) in client.get(f"/items/{edition}/").content.decode()
    answer = client.get(reverse("item_csaf", args=[edition]))
    check(json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content))
