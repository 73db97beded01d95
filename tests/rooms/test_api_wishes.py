"""What one wishes to be told and what is muted, by machine: one's own alone, and of an item that one does not read there is nothing."""

from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast
from tests.drafted import reported, second_person
from tests.rooms.api_strangers import does_nothing, finds_nothing
from tests.rooms.api_world import Caller
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db

TITLE = "無線の窓口が止まった"


def muted(caller: Caller, edition: UUID, **how: object) -> Any:
    return caller.made("/mutes", {"edition": str(edition), **how})


def test_one_s_own_wishes_are_set_whole_and_are_nobody_else_s(cast: Cast) -> None:
    own, colleague = caller_of(cast.electric), caller_of(second_person(cast.electric))
    usual = colleague.read("/own-wishes")
    wished = {
        "mail_is_on": False,
        "mail_from": "caution",
        "mail_digest": "daily",
        "browser_is_on": True,
        "browser_from": "warning",
    }

    assert own.done("/own-wishes", wished) == wished
    assert own.read("/own-wishes") == wished
    assert own.done("/own-wishes", {}) == usual
    assert colleague.read("/own-wishes") == usual


def test_a_matter_is_muted_for_oneself_and_heard_of_again(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="green", summary=TITLE)
    own, colleague = caller_of(cast.electric), caller_of(second_person(cast.electric))

    made = muted(own, edition)
    assert [one["id"] for one in own.items("/mutes")] == [made["id"]]
    assert (made["edition"]["id"], made["for_desk"]) == (str(edition), False)
    assert colleague.items("/mutes") == []
    assert colleague.ask("DELETE", f"/mutes/{made['id']}").status_code == 404

    assert own.ask("DELETE", f"/mutes/{made['id']}").status_code == 204
    assert own.items("/mutes") == []


def test_a_mute_of_the_desk_stands_for_everybody_there_and_of_warnings_has_a_reason(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="green", summary=TITLE)
    own, colleague = caller_of(cast.electric), caller_of(second_person(cast.electric))
    body = {"edition": str(edition), "for_desk": True, "with_warnings": True}

    assert own.post("/mutes", body).json()["code"] == "warnings_need_reason"
    made = own.made("/mutes", {**body, "reason": "訓練である"})

    assert [one["reason"] for one in colleague.items("/mutes")] == ["訓練である"]
    assert made["with_warnings"]


def test_a_time_that_is_over_ends_no_mute(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="green", summary=TITLE)
    own = caller_of(cast.electric)
    body = {"edition": str(edition)}

    assert own.post("/mutes", {**body, "until": "2020-01-01T00:00:00+09:00"}).json()["code"] == "mute_over"
    assert own.made("/mutes", {**body, "until": "2099-01-01T00:00:00+09:00"})["until"]


@pytest.mark.parametrize("who", ["bank", "neighbor", "contractor", "platform"])
def test_a_stranger_finds_no_mute_and_mutes_nothing(cast: Cast, who: str) -> None:
    edition = reported(cast.electric, tlp="amber", summary=TITLE)
    made = muted(caller_of(cast.electric), edition, for_desk=True, reason="夜番が見回って静まった")
    stranger = caller_of(getattr(cast, who))

    finds_nothing(stranger, [TITLE, "夜番が見回って静まった", made["id"]])
    does_nothing(stranger, mute_id=made["id"])
    there, nowhere = (
        stranger.post("/mutes", {"edition": one}) for one in (str(edition), "00000000-0000-4000-8000-000000000000")
    )
    assert there.status_code == nowhere.status_code >= 400
