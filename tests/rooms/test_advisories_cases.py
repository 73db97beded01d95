"""In which case an advisory was issued is kept at the center's desk, and never in what it says."""

import json
from typing import Any

import pytest

from noroshi.advisories.cases import case_of
from noroshi.audiences.viewer import acting_as
from noroshi.editions.queries import edition_readable_by
from tests.cast import Cast
from tests.drafted import issued
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
