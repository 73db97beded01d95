"""A webhook that is not taken is tried again, the same and signed anew; one that is never taken ends, and its desk is told so."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.delivery import closing
from noroshi.delivery.models import DeskChannels, Dispatch
from noroshi.delivery.queries import own_channels
from noroshi.delivery.sending import PAUSES
from noroshi.vocabulary import DispatchState, NoticeChannel, Tlp
from noroshi_client.webhooks import is_genuine
from tests.cast import small_cast
from tests.mail_sink import as_worker
from tests.rooms.drafts_pages import client_of
from tests.webhook_receiver import receiver

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "かなりあ二号"
TOLD = {
    "notice", "kind", "urgency", "at", "edition", "edition_number", "reference_number", "tlp", "importance", "url",
}  # fmt: skip
OFTEN = """
import django
django.setup()
from django.utils import timezone
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.delivering import deliver
from noroshi.delivery.models import Dispatch
taken = []
for turn in range({times}):
    with acting_as(SystemViewer("test")):
        Dispatch.objects.filter(state__in=["waiting", "sending"]).update(due_at=timezone.now())
    taken.append(deliver())
print(taken)
"""


@pytest.fixture
def cast(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return small_cast()


def delivered(times: int) -> list[int]:
    """The worker's job, so often, whatever the pause between."""
    found: list[int] = json.loads(
        as_worker(OFTEN.format(times=times), NOROSHI_WEBHOOK_PRIVATE="1", NOROSHI_MAIL="").splitlines()[-1]
    )
    return found


def told_by_webhook(cast, port: int) -> tuple[str, str]:
    """The ministry hears by webhook alone; the operator's report is on its way there. Its secret and the report's id."""
    secret = closing.made()
    with acting_as(cast.ministry):
        DeskChannels.objects.create(
            pk=cast.ministry.desk_id,
            mail_is_on=False,
            webhook_is_on=True,
            webhook_url=f"http://127.0.0.1:{port}/in",
            webhook_secret=closing.close(secret),
        )
    content = {"title": f"変電所 {CANARY}", "body": f"本文 {CANARY}"}
    edition = cast.report(cast.electric, Tlp.AMBER, content=content, importance="warning")
    cast.send(cast.electric, edition, cast.ministry)
    return secret, str(edition.public_id)


def own(viewer) -> Dispatch:
    with acting_as(viewer):
        return Dispatch.objects.get(channel=NoticeChannel.WEBHOOK)


def test_a_receiver_that_is_down_at_first_is_told_once_in_the_end_and_nothing_but_identifiers(cast):
    with receiver(503, 503, 200) as (port, got):
        secret, report = told_by_webhook(cast, port)
        first = delivered(1)
        waiting = own(cast.ministry)
        later = delivered(4)

    assert (first, later) == ([0], [0, 1, 0, 0])
    assert (waiting.state, waiting.fault) == (DispatchState.WAITING, "webhook_503")
    assert (own(cast.ministry).state, own(cast.ministry).fault) == (DispatchState.SENT, "")
    assert len(got) == 3
    assert len({headers["Noroshi-Id"] for headers, _ in got}) == 1
    assert len({body for _, body in got}) == 1
    for headers, body in got:
        assert is_genuine(secret, headers, body)
        assert not is_genuine(secret, headers, body + b" ")
        assert not is_genuine(closing.made(), headers, body)
        told = json.loads(body)
        assert set(told) == TOLD
        assert (told["edition"], told["tlp"], told["importance"]) == (report, "amber", "warning")
        assert CANARY not in json.dumps(told, ensure_ascii=False)
        assert "変電所" not in json.dumps(told, ensure_ascii=False)


def test_between_two_attempts_it_waits_and_longer_each_time(cast):
    with receiver(503) as (port, got):
        told_by_webhook(cast, port)
        as_worker(
            "import django; django.setup()\nfrom noroshi.delivery.delivering import deliver\ndeliver(); deliver()",
            NOROSHI_WEBHOOK_PRIVATE="1",
            NOROSHI_MAIL="",
        )

    assert len(got) == 1
    assert list(PAUSES) == sorted(PAUSES)
    assert PAUSES[0] >= timedelta(minutes=1)


def test_a_receiver_that_is_gone_for_good_ends_and_its_desk_alone_is_told(cast):
    with receiver() as (port, _):
        pass
    _, report = told_by_webhook(cast, port)

    taken = delivered(len(PAUSES) + 3)

    row = own(cast.ministry)
    assert (sum(taken), row.state, row.fault) == (0, DispatchState.FAILED, "webhook_unreachable")
    assert row.attempts == len(PAUSES) + 1
    with acting_as(cast.ministry):
        health = {one.channel: one for one in own_channels(cast.ministry).health}
    assert health[NoticeChannel.WEBHOOK].went_wrong_at
    trouble = (
        client_of(cast.ministry).get(reverse("notice_channels"), headers={"accept-language": "en"}).content.decode()
    )
    listed = client_of(cast.ministry).get(reverse("notices"), headers={"accept-language": "en"}).content.decode()
    assert "The receiver does not answer" in trouble
    assert "The receiver does not answer" in listed
    assert report in listed
    for other in (cast.electric, cast.bank):
        elsewhere = client_of(other).get(reverse("notice_channels"), headers={"accept-language": "en"}).content.decode()
        assert "The receiver does not answer" not in elsewhere
        with acting_as(other):
            assert not Dispatch.objects.filter(address=row.address).exists()
