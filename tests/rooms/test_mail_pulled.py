"""Mail fetched from a mailbox: kept once, moved and never deleted; what is refused is moved apart; a line that breaks loses nothing."""

from email.policy import SMTP

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Desk, Membership
from noroshi.intake.queries import arrivals
from noroshi.vocabulary import ArrivalState, MailCheck, SenderProof
from tests.cast import small_cast
from tests.mail_sink import as_worker, mail_sink
from tests.mail_world import DOMAIN, mail, name_server, publishes, run_jobs, signed
from tests.mailbox_world import Mailbox, mailbox

pytestmark = pytest.mark.django_db(transaction=True)

PULL = """
import django
django.setup()
from django.conf import settings
from noroshi.connectors.mail_in.pulling import pull
from noroshi.connectors.mail_in.resolving import Names
try:
    print(pull(settings.MAIL_IN_IMAP, Names(settings.MAIL_IN_DNS)))
except OSError as problem:
    print(-1)
except Exception as problem:
    print(-1)
"""


@pytest.fixture
def cast():
    return small_cast()


def pulled(box: Mailbox, names) -> int:
    more = {"NOROSHI_MAIL_IN_IMAP": box.url, "NOROSHI_MAIL_IN_DNS": names.place, "NOROSHI_MAIL_IN_DOMAIN": DOMAIN}
    return int(as_worker(PULL, **more).splitlines()[-1])


def test_a_mailbox_is_fetched_once_and_nothing_is_lost_when_the_line_breaks(cast) -> None:
    sender = Membership.objects.get(pk=cast.electric.seat.membership_id).person.email
    desk = f"{Desk.objects.get(pk=cast.electric.desk_id).handle}@{DOMAIN}"
    domain = sender.rpartition("@")[2]
    with mailbox() as box, name_server() as names, mail_sink() as sink:
        publishes(names, domain)
        for number in range(3):
            box.put(signed(mail(sender, desk, f"不審な通信 {number}"), domain))
        box.put(mail(sender, desk, "不在です", Auto_Submitted="auto-replied").as_bytes(policy=SMTP))
        box.put(mail(sender, "nobody@elsewhere.example", "だれか").as_bytes(policy=SMTP))
        box.falls_after = 2

        assert pulled(box, names) == -1
        box.falls_after = 1_000
        taken = pulled(box, names)
        again = pulled(box, names)
        run_jobs(sink)

        assert (taken, again) == (3, 0)
        assert {name: len(mails) for name, mails in box.folders.items()} == {
            "INBOX": 0,
            "Noroshi-taken": 3,
            "Noroshi-refused": 2,
        }
    with acting_as(cast.electric):
        found = arrivals(cast.electric)
    assert [(one.proof, one.spf, one.dkim, one.state) for one in found] == [
        (SenderProof.PROVEN, MailCheck.NONE, MailCheck.PASS, ArrivalState.DRAFTED)
    ] * 3
