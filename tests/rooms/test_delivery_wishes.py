"""What a person wishes and what is muted decides what leaves the house; a warning passes all of it, unless the desk said so."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.actions import PersonChosen, hear_again, mute, set_wish
from noroshi.delivery.errors import WarningsNeedReason
from noroshi.delivery.models import Dispatch, Mute, PersonWish
from noroshi.delivery.own_wishes import mutes_of, own_wish, unread
from noroshi.editions.actions import Statement, seal_edition
from noroshi.editions.models import EditionKind
from noroshi.vocabulary import Digest, Importance, Tlp
from noroshi.vocabulary.errors import NotFound, NotYours
from tests.mail_sink import deliver
from tests.rooms.test_delivery_mail import CANARY, address_of, cast, sent_from_electric, sink

__all__ = ["cast", "sink"]

pytestmark = pytest.mark.django_db(transaction=True)


def wished(viewer, **chosen):
    with acting_as(viewer):
        set_wish(viewer, PersonChosen(**chosen))


def muted(viewer, edition, **how):
    with acting_as(viewer):
        return mute(viewer, edition.public_id, **how)


def said_again(cast, edition, importance="caution"):
    """The next edition of the same matter."""
    content = {"title": "続報", "body": "本文"}
    marking = cast.marking(cast.electric, Tlp.GREEN)
    with acting_as(cast.electric):
        said = Statement(EditionKind.REPORT, content, marking, importance=importance, matter=edition.matter)
        following = seal_edition(cast.electric, said)
    cast.send(cast.electric, following, cast.ministry)


def test_who_switched_the_own_mail_off_is_written_to_for_warnings_alone(cast, sink):
    wished(cast.ministry, mail_is_on=False)
    sent_from_electric(cast, Tlp.GREEN, importance="caution")
    deliver(sink)
    assert sink.to(address_of(cast.ministry)) == []

    sent_from_electric(cast, Tlp.GREEN, importance="warning")
    deliver(sink)
    assert len(sink.to(address_of(cast.ministry))) == 1


def test_the_own_threshold_and_digest_stand_instead_of_the_desks(cast, sink):
    wished(cast.ministry, mail_from=Importance.CAUTION, mail_digest=Digest.DAILY)
    sent_from_electric(cast, Tlp.GREEN, importance="reference")
    sent_from_electric(cast, Tlp.GREEN, importance="caution")

    deliver(sink)

    assert sink.to(address_of(cast.ministry)) == []
    with acting_as(cast.ministry):
        rows = Dispatch.objects.filter(address=address_of(cast.ministry))
        assert [row.is_digest for row in rows] == [True]


def test_of_a_muted_matter_nothing_leaves_but_a_warning_and_other_matters_do(cast, sink):
    first = sent_from_electric(cast, Tlp.GREEN, importance="caution")
    deliver(sink)
    muted(cast.ministry, first)
    before = len(sink.to(address_of(cast.ministry)))

    said_again(cast, first)
    deliver(sink)
    assert len(sink.to(address_of(cast.ministry))) == before

    said_again(cast, first, importance="warning")
    sent_from_electric(cast, Tlp.GREEN, importance="caution")
    deliver(sink)
    assert len(sink.to(address_of(cast.ministry))) == before + 2


def test_warnings_are_held_back_only_for_the_whole_desk_and_with_a_reason(cast, sink):
    first = sent_from_electric(cast, Tlp.GREEN, importance="caution")
    for wrong in ({"with_warnings": True, "reason": "訓練"}, {"for_desk": True, "with_warnings": True}):
        with pytest.raises(WarningsNeedReason):
            muted(cast.ministry, first, **wrong)

    muted(cast.ministry, first, for_desk=True, with_warnings=True, reason="別の窓口で対応中")
    said_again(cast, first, importance="warning")

    assert deliver(sink) == 0
    with acting_as(cast.ministry):
        (shown,) = mutes_of(cast.ministry)
        assert (shown.for_desk, shown.with_warnings, shown.reason) == (True, True, "別の窓口で対応中")


def test_what_was_muted_is_heard_again(cast, sink):
    first = sent_from_electric(cast, Tlp.GREEN, importance="caution")
    row = muted(cast.ministry, first)
    with acting_as(cast.ministry):
        hear_again(cast.ministry, row.public_id)
        assert mutes_of(cast.ministry) == []

    deliver(sink)

    assert len(sink.to(address_of(cast.ministry))) == 1


@pytest.mark.parametrize("name", ["bank", "electric"])
def test_nobody_elses_wishes_and_mutes_are_seen_changed_or_guessed(cast, name):
    first = sent_from_electric(cast, Tlp.GREEN, importance="caution")
    row, other = muted(cast.ministry, first, for_desk=True), getattr(cast, name)
    wished(cast.ministry, mail_is_on=False)

    with acting_as(other):
        assert mutes_of(other) == []
        assert not Mute.objects.exists()
        assert not PersonWish.objects.exists()
        with pytest.raises(NotFound):
            hear_again(other, row.public_id)
        assert own_wish(other).mail_is_on


def test_who_may_not_read_it_cannot_mute_it(cast):
    first = sent_from_electric(cast, Tlp.GREEN, importance="caution")

    with pytest.raises(NotFound):
        muted(cast.bank, first)


def test_only_who_sets_the_channels_of_a_desk_mutes_for_the_desk(cast):
    first = cast.report(cast.electric, Tlp.GREEN, content={"title": "題", "body": "本文"})
    colleague = cast.electric_colleague

    with acting_as(colleague), pytest.raises((NotYours, NotFound)):
        mute(colleague, first.public_id, for_desk=True)


def test_the_number_on_the_icon_counts_what_may_be_read_and_is_not_muted(cast, sink):
    wished(cast.ministry, browser_is_on=True, browser_from=Importance.CAUTION)
    first = sent_from_electric(cast, Tlp.GREEN, importance="caution")
    sent_from_electric(cast, Tlp.GREEN, importance="reference")

    with acting_as(cast.ministry):
        shown = unread(cast.ministry)
        assert (shown.number, shown.importance) == (2, Importance.CAUTION)
        assert CANARY not in str(shown)
    muted(cast.ministry, first)
    with acting_as(cast.ministry):
        shown = unread(cast.ministry)
        assert (shown.number, shown.newest) == (1, None)
    with acting_as(cast.bank):
        assert unread(cast.bank).number == 0
