"""A mail that is kept apart is told to its desk: in the portal and by its channels, once an hour at most, and to nobody else."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.models import Notice
from noroshi.delivery.queries import notices_of
from noroshi.vocabulary import NoticeKind
from tests.cast import small_cast
from tests.mail_sink import mail_sink, text_of
from tests.mail_world import mail, name_server, receiver, run_jobs
from tests.rooms.test_delivery_mail import address_of
from tests.rooms.test_mail_in import desk_of

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "かなりあ三号"


@pytest.fixture
def post():
    with name_server() as names, receiver(names) as made:
        yield made


def told(viewer):
    with acting_as(viewer):
        return [(one.kind, one.link) for one in notices_of(viewer)]


def test_the_desk_is_told_once_however_many_come_and_strangers_are_not(post):
    cast = small_cast()
    desk = desk_of(cast.electric)

    with mail_sink() as sink:
        for number in range(3):
            forged = mail(f"x{number}@evil.example", desk, CANARY, subject=CANARY)
            assert post.send(forged, desk, mail_from=f"x{number}@evil.example")[0] == 250
        run_jobs(sink)
        (letter,) = sink.to(address_of(cast.electric))

    assert told(cast.electric) == [(NoticeKind.MAIL_APART, "/arrivals/")]
    assert "/arrivals/" in text_of(letter)
    assert CANARY not in letter.as_string() + text_of(letter)
    for stranger in (cast.bank, cast.ministry, cast.secretariat, cast.neighbor, cast.platform):
        assert told(stranger) == []
        with acting_as(stranger):
            assert not Notice.objects.filter(kind=NoticeKind.MAIL_APART).exists()


def test_what_a_machine_sends_is_told_of_to_nobody(post):
    """Else a notice that comes back to the desk's own address would be told of for ever."""
    cast = small_cast()
    desk = desk_of(cast.electric)

    bounced = mail("robot@evil.example", desk, "x", Auto_Submitted="auto-replied")
    post.send(bounced, desk, mail_from="robot@evil.example")

    assert told(cast.electric) == []
