"""In which case an advisory was issued is kept at the center's desk, and never in what it says."""

import json
from typing import Any

import pytest

from noroshi.advisories.actions import begin_advisory, begin_next_issue, issue_advisory
from noroshi.advisories.cases import case_of
from noroshi.audiences.viewer import acting_as
from noroshi.editions.queries import edition_readable_by
from noroshi.vocabulary.errors import InvalidFields
from tests.cast import Cast
from tests.drafted import amended, issued, reported
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


def test_its_desk_reads_the_case_and_nobody_else_does(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    meti = cast.world.organizations["meti"].public_id
    edition = issued(cast.center, f"ministry_for_sector:{meti}/electricity", provision_case="exposed_systems")

    with acting_as(cast.center):
        found = case_of(cast.center, edition)
        assert found is not None
        assert "攻撃の発生・予告" in found.ja
    for stranger in (cast.ministry, cast.electric, cast.bank, cast.center_general, cast.platform):
        with acting_as(stranger):
            assert case_of(stranger, edition) is None
    with acting_as(cast.ministry):
        reading = edition_readable_by(cast.ministry, edition)
    assert "exposed_systems" not in json.dumps([reading.content, reading.sealed], ensure_ascii=False, default=str)
    assert "攻撃の発生・予告" in client_of(cast.center, "ja").get(f"/items/{edition}/answers/").content.decode()
    assert "攻撃の発生・予告" not in client_of(cast.ministry, "ja").get(f"/items/{edition}/answers/").content.decode()


def test_without_a_case_it_is_not_issued_and_the_form_says_why(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    meti = cast.world.organizations["meti"].public_id
    wish = {"destinations": [f"ministry_for_sector:{meti}/electricity"]}
    with acting_as(cast.center):
        draft = amended(
            cast.center, begin_advisory(cast.center), wish=wish, threat_summary="機器の弱点", provision_case=""
        )
    with acting_as(cast.center), pytest.raises(InvalidFields) as refused:
        issue_advisory(cast.center, draft.public_id, version=draft.version)
    asked = caller_of(cast.center).ask("post", f"/drafts/{draft.public_id}/send", {"version": draft.version})
    page = client_of(cast.center, "ja").get(f"/drafts/{draft.public_id}/send/", follow=True).content.decode()

    assert "provision_case" in refused.value.fields
    assert asked.status_code == 422
    assert "provision_case" in asked.content.decode()
    assert "情報提供を行う場合" in page


@pytest.mark.parametrize(
    ("causes", "case"),
    [
        (["dos"], "exposed_systems"),
        (["dos", "unknown"], "exposed_systems"),
        (["vulnerability"], "vulnerability_spread"),
        (["dos", "vulnerability"], ""),
        (["equipment_failure"], ""),
        ([], ""),
    ],
)
def test_a_case_is_offered_where_the_causes_make_it_plain(cast: Cast, causes: list[str], case: str) -> None:
    source = reported(cast.ministry, causes=causes)

    with acting_as(cast.center):
        begun = begin_advisory(cast.center, [source])

    assert begun.written.typed.get("provision_case", "") == case


def test_the_next_issue_is_offered_in_the_case_of_the_one_before(cast: Cast) -> None:
    meti = cast.world.organizations["meti"].public_id
    edition = issued(cast.center, f"ministry_for_sector:{meti}/electricity", provision_case="exposed_systems")

    with acting_as(cast.center):
        assert begin_next_issue(cast.center, edition).written.typed["provision_case"] == "exposed_systems"
