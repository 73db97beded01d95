"""A POST with an Idempotency-Key is done once, also when it comes twice at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from noroshi.threshold.models import KeptAnswer
from tests.cast import small_cast
from tests.rooms.api_world import Caller, platform
from tests.rooms.test_attacks_canary import caller_of

FOUNDING = {"handle": "minamo", "name_ja": "みなも電力", "kinds": ["operator"]}


def found(caller: Caller, key: str, **more: Any) -> Any:
    return caller.post("/organizations", {**FOUNDING, **more}, idempotency_key=key)


@pytest.mark.django_db
def test_asking_again_gives_the_same_answer_and_does_nothing() -> None:
    root = platform()

    first, second = found(root, "a-1"), found(root, "a-1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first["Location"] == second["Location"]
    assert len(root.items("/organizations?search=minamo")) == 1


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused_in_words() -> None:
    root = platform()
    found(root, "a-1")

    answer = found(root, "a-1", name_ja="ほかの名")

    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency_key_reused"


@pytest.mark.django_db
def test_what_was_refused_may_be_asked_again() -> None:
    root = platform()

    refused = found(root, "a-1", kinds=["nonsense"])
    again = found(root, "a-1")

    assert (refused.status_code, again.status_code) == (422, 201)
    assert KeptAnswer.objects.count() == 1


@pytest.mark.django_db
def test_another_holder_of_the_same_idempotency_key_gets_nothing_of_it() -> None:
    root = platform()
    made = found(root, "a-1").json()
    desk = root.made(f"/organizations/{made['id']}/desks", {"handle": "csirt", "name_ja": "窓口"})
    person = root.made(f"/desks/{desk['id']}/people", {"login": "sato", "name_ja": "佐藤", "role": "csirt"})
    later = (timezone.now() + timedelta(days=1)).isoformat()
    key = {"membership": person["memberships"][0]["id"], "purpose": "x", "expires_at": later}
    other = Caller(root.made("/keys", {**key, "scopes": ["platform:write"]})["value"])

    answer = found(other, "a-1")

    assert answer.status_code == 403


@pytest.mark.django_db
def test_kept_answers_cannot_be_read_in_the_database() -> None:
    root = platform()
    made = found(root, "a-1").json()

    with connection.cursor() as cursor:
        cursor.execute(
            "select encode(mark, 'escape') || encode(asked, 'escape') || encode(answer, 'escape') from threshold_keptanswer"
        )
        (kept,) = cursor.fetchone()

    for secret in (made["id"], "minamo", "a-1", root.key):
        assert secret not in kept


@pytest.mark.django_db
def test_after_a_day_an_answer_is_forgotten() -> None:
    root = platform()
    found(root, "a-1")
    KeptAnswer.objects.update(kept_at=timezone.now() - timedelta(hours=25))

    answer = found(root, "a-1")

    assert answer.json()["errors"] == {"handle": ["This is already in use."]}
    assert KeptAnswer.objects.count() == 1


@pytest.mark.django_db
def test_a_key_that_is_no_key_is_refused() -> None:
    root = platform()

    for key in ("", "with space", "é", "x" * 201):
        assert found(root, key).status_code == 400


@pytest.mark.django_db
def test_a_post_that_only_reads_is_answered_anew() -> None:
    root = platform()
    body = {"form": "json", "text": '{"format": "noroshi-directory-1"}'}

    root.ask("POST", "/directory/import/dry-run", body, idempotency_key="a-1")

    assert KeptAnswer.objects.count() == 0


@pytest.mark.django_db
def test_a_repeated_answer_leaves_one_entry_of_its_own() -> None:
    root = platform()
    found(root, "a-1")
    found(root, "a-1")

    deeds = [one["deed"] for one in root.items("/ledger/deeds")]

    assert deeds.count("found_organization") == 1
    assert deeds.count("answer_repeated") == 1


@pytest.mark.django_db(transaction=True)
def test_at_the_same_instant_it_is_done_once() -> None:
    root = platform()

    def one(_: int) -> Any:
        try:
            return found(root, "a-1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(one, range(6)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(root.items("/organizations?search=minamo")) == 1


@pytest.mark.django_db(transaction=True)
def test_a_report_posted_six_times_at_the_same_instant_is_filed_once() -> None:
    cast = small_cast()
    electric, ministry = caller_of(cast.electric), caller_of(cast.ministry)
    body = {"way": "direct_report", "typed": {"summary": "不審な通信"}, "wish": {"tlp": "amber"}}

    def one(_: int) -> Any:
        try:
            return electric.post("/reports", body, idempotency_key="siem-1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(one, range(6)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(electric.items("/reports")) == 1
    assert len(ministry.items("/reports/waiting")) == 1


@pytest.mark.django_db
def test_what_reached_no_route_leaves_no_reservation() -> None:
    root = platform()

    for _ in range(2):
        assert root.post("/nowhere", {}, idempotency_key="a-1").status_code == 404
        assert root.post("/me", {}, idempotency_key="a-2").status_code == 405
    assert KeptAnswer.objects.count() == 0
