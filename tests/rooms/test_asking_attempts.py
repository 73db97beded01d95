"""Who may want to know who a source is: seen at the door, told by the system to whom it concerns, and to nobody else (C-084)."""

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.asking import later
from noroshi.asking.actions import ask
from noroshi.asking.looks import looks_at
from noroshi.asking.models import Attempt, Inquiry
from noroshi.asking.queries import inquiry
from noroshi.audiences.viewer import acting_as
from noroshi.jobs.queueing import queue_attempt
from noroshi.reports.actions import begin_anonymized, relay_report
from noroshi.vocabulary import InquiryState, UnmaskingSign
from tests.cast import Cast, small_cast
from tests.drafted import amended, reported, sent
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db(transaction=True)

TELL = """
import os, uuid, django
django.setup()
from noroshi.asking.attempts import tell_attempt
from noroshi.asking.later import Noticed
from noroshi.vocabulary import UnmaskingSign
given = os.environ["NOTICED"].split()
noticed = Noticed(uuid.UUID(given[0]), int(given[1]), UnmaskingSign.of(given[2]), uuid.UUID(given[3]))
print(tell_attempt(noticed), tell_attempt(noticed))
"""
EXPIRE = """
import django
django.setup()
from noroshi.asking.expiring import expire_inquiries
print(expire_inquiries(), expire_inquiries())
"""


def run_the_job(code: str, **given: str) -> str:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "noroshi.config.settings", "NOROSHI_PROCESS": "jobs", **given}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def way() -> tuple[Cast, UUID, UUID]:
    cast = small_cast()
    source = reported(cast.electric, "anonymized_report")
    with acting_as(cast.secretariat):
        draft = amended(cast.secretariat, begin_anonymized(cast.secretariat, source), summary="会員で通信", systems="")
    derived = sent(cast.secretariat, draft)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, derived)
    return cast, source, derived


@pytest.fixture
def noticed() -> Any:
    """What was left behind for the system, instead of the queue."""
    seen: list[later.Noticed] = []
    later.run_later_by(seen.append)
    yield seen
    later.run_later_by(queue_attempt)


def told(noticed: later.Noticed) -> str:
    words = f"{noticed.edition} {noticed.desk} {noticed.sign.value} {noticed.key}"
    return run_the_job(TELL, NOTICED=words)


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_refused_opening_is_told_to_the_secretariat_with_the_desk_and_to_the_source_without(
    way: tuple[Cast, UUID, UUID], noticed: list[later.Noticed], door: str
) -> None:
    cast, source, derived = way
    if door == "page":
        answer = client_of(cast.ministry).post(reverse("open_source", args=[derived]), {"reason": "x"})
    else:
        answer = caller_of(cast.ministry).post(f"/editions/{derived}/sources", {"reason": "x"})
    (one,) = noticed

    assert answer.status_code == 404
    assert (one.edition, one.desk, one.sign) == (derived, cast.ministry.desk_id, UnmaskingSign.LINK_REFUSED)
    assert told(one) == "2 0"
    with acting_as(cast.secretariat):
        (seen,) = looks_at(cast.secretariat).attempts
        assert (seen.about, seen.desk.pk if seen.desk else 0) == (derived, cast.ministry.desk_id)
    with acting_as(cast.electric):
        (seen,) = looks_at(cast.electric, [source]).attempts
        assert (seen.about, seen.desk) == (source, None)
    for viewer in (cast.ministry, cast.center, cast.bank, cast.neighbor):
        with acting_as(viewer):
            assert not Attempt.objects.exists()


def test_who_holds_nothing_of_it_leaves_no_sign(way: tuple[Cast, UUID, UUID], noticed: list[later.Noticed]) -> None:
    """Else ids could be tried, and a stranger could make a source afraid."""
    cast, source, derived = way

    for viewer in (cast.bank, cast.neighbor, cast.electric):
        assert client_of(viewer).post(reverse("open_source", args=[derived])).status_code == 404
        assert caller_of(viewer).post(f"/editions/{source}/sources").status_code == 404

    assert noticed == []


def test_a_confirmed_question_that_asks_who_is_told_as_well(
    way: tuple[Cast, UUID, UUID], noticed: list[later.Noticed]
) -> None:
    cast, _source, derived = way
    with acting_as(cast.center):
        ask(cast.center, derived, "いつ始まりましたか。")
        assert noticed == []
        ask(cast.center, derived, "社名を教えてください。", is_confirmed=True)

    assert [one.sign for one in noticed] == [UnmaskingSign.ASKS_WHO]
    assert told(noticed[0]) == "2 0"


def test_the_job_itself_is_queued_in_the_transaction_of_the_refusal(
    way: tuple[Cast, UUID, UUID], addresses: Any
) -> None:
    cast, _source, derived = way

    client_of(cast.ministry).post(reverse("open_source", args=[derived]))

    with psycopg.connect(addresses.owner) as owner:
        rows = owner.execute("select args from procrastinate_jobs where task_name = 'tell_attempt'").fetchall()
    assert [row[0]["edition"] for row in rows] == [str(derived)]


def test_nobody_answered_in_time_is_written_down_once_and_is_a_refusal(
    way: tuple[Cast, UUID, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, _source, derived = way
    long_ago = timezone.now() - timedelta(days=20)
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: long_ago)
        with acting_as(cast.center):
            leg = ask(cast.center, derived, "いつ始まりましたか。").public_id

    assert run_the_job(EXPIRE) == "1 0"

    with acting_as(cast.center):
        found = inquiry(cast.center, leg)
        assert found.state is InquiryState.EXPIRED
        assert found.reply is not None
        assert found.reply.desk is None
    with acting_as(cast.bank):
        assert not Inquiry.objects.exists()
