"""The last look by API: what was found and where, released by a second person's key, and nothing of it for strangers."""

from typing import Any

import pytest

from tests.cast import Cast, small_cast
from tests.rooms.api_world import Caller
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db(transaction=True)

NAMING = "汐見電力の端末から不審な通信"


def blocked(cast: Cast, secretariat: Caller) -> Any:
    body = {"way": "anonymized_report", "typed": {"summary": NAMING}, "wish": {"tlp": "amber"}}
    source = caller_of(cast.electric).made("/reports", body)
    begun = secretariat.made("/drafts", {"kind": "report", "anonymizes": source["id"]})
    change = {"version": begun["version"], "typed": {"summary": NAMING, "systems": None}, "wish": {"tlp": "amber"}}
    saved = secretariat.patch(f"/drafts/{begun['id']}", change).json()
    return secretariat.done(f"/drafts/{begun['id']}/rework", {"version": saved["version"], "keeps_all": True})


def test_a_find_stops_it_until_a_second_person_releases_exactly_that() -> None:
    cast = small_cast()
    secretariat, second = (caller_of(one) for one in (cast.secretariat, cast.world.viewer("ogata@electricity_ceptoar")))
    draft = blocked(cast, secretariat)
    path = f"/drafts/{draft['id']}"

    stopped = secretariat.post(f"{path}/send", {"version": draft["version"]})
    found = second.read(f"{path}/leaks")
    given = {"digest": found["digest"], "reason": "公表されている"}
    own = secretariat.post(f"{path}/leaks/release", given)
    released = second.done(f"{path}/leaks/release", given)
    sent = secretariat.post(f"{path}/send", {"version": draft["version"]})

    assert (stopped.status_code, stopped.json()["code"]) == (409, "leak_found")
    assert "leak_found" in {one["code"] for one in draft["in_the_way"]}
    assert [(one["place"], one["text"], one["certainty"]) for one in found["leaks"]] == [("summary", "汐見電力", "own")]
    assert (found["is_blocked"], found["may_release"]) == (True, True)
    assert (own.status_code, own.json()["code"]) == (403, "not_the_second_person")
    assert (released["is_blocked"], released["release"]["reason"]) == (False, "公表されている")
    assert sent.status_code == 201


def test_a_stranger_learns_neither_of_the_draft_nor_of_what_was_found() -> None:
    cast = small_cast()
    draft = blocked(cast, caller_of(cast.secretariat))
    given = {"digest": "0" * 64, "reason": "知りたい"}

    for viewer in (cast.electric, cast.ministry, cast.center, cast.bank_secretariat):
        caller = caller_of(viewer)
        assert caller.get(f"/drafts/{draft['id']}/leaks").status_code == 404
        assert caller.post(f"/drafts/{draft['id']}/leaks/release", given).status_code == 404


def test_a_release_without_a_reason_is_refused_with_the_field() -> None:
    cast = small_cast()
    second = caller_of(cast.world.viewer("ogata@electricity_ceptoar"))
    draft = blocked(cast, caller_of(cast.secretariat))
    digest = second.read(f"/drafts/{draft['id']}/leaks")["digest"]

    refused = second.post(f"/drafts/{draft['id']}/leaks/release", {"digest": digest, "reason": " "})

    assert refused.status_code == 422
    assert "reason" in refused.json()["errors"]
