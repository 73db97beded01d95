"""From how many points on a notice of triage leaves by mail and by webhook: below, it stands on the board and goes nowhere."""

import uuid

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.delivery import closing
from noroshi.delivery.models import Dispatch, Notice
from noroshi.triage.actions.profiles import amend_profile, begin_profile
from noroshi.triage.actions.sure import confirm_sure
from noroshi.triage.errors import ThresholdOutside
from noroshi.triage.models import Sure
from noroshi.triage.profiles import ProfileWish, profile_of
from noroshi.vocabulary import Tlp2
from tests.cast import small_cast
from tests.mail_sink import as_worker, mail_sink
from tests.rooms.intel_given import brought, marked, origin_of
from tests.rooms.test_delivery_mail import set_rhythm
from tests.rooms.test_triage import named, profile_of_bank
from tests.rooms.test_triage_told import run

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = "import django; django.setup()\nfrom noroshi.delivery.planning import plan\nprint(plan())"
HOOK = {"webhook_is_on": True, "webhook_url": "https://hooks.example/x"}


def ways(cast):
    """Of each notice of the bank's, in their order."""
    with mail_sink() as sink:
        as_worker(PLAN, NOROSHI_MAIL=sink.url)
    with acting_as(cast.bank):
        found = {one.pk: set() for one in Notice.objects.filter(kind="triaged").order_by("pk")}
        for one in Dispatch.objects.filter(notice__in=list(found)):
            found[one.notice_id].add(one.channel)
    return list(found.values())


def with_hook(viewer):
    set_rhythm(viewer, webhook_secret=closing.close(closing.made()), **HOOK)


def test_each_way_has_its_own_threshold_and_the_board_has_all():
    cast = small_cast()
    with_hook(cast.bank)
    profile_of_bank(cast.bank, mail_threshold=0.45, webhook_threshold=0.6)
    origin = origin_of(cast.center)

    for place, confidence in enumerate((60, 90, 60)):
        brought(cast.center, origin, named(place, confidence=confidence))
        assert run("tell_new") == 1

    assert ways(cast) == [set(), {"mail"}, set()]


def test_without_thresholds_of_their_own_every_way_takes_what_the_notice_takes():
    cast = small_cast()
    with_hook(cast.bank)
    profile_of_bank(cast.bank)

    brought(cast.center, origin_of(cast.center), named(1, confidence=60))

    assert run("tell_new") == 1
    assert ways(cast) == [{"mail", "webhook"}]


def test_what_names_ones_own_is_weighed_as_ones_own_for_each_way():
    cast = small_cast()
    profile_of_bank(cast.bank, domains=["c2-1.example"], mail_threshold=0.6, sectors=[])
    origin = origin_of(cast.center)

    brought(cast.center, origin, named(1))
    assert run("tell_new") == 1

    assert ways(cast) == [{"mail"}]


def test_a_sure_measure_leaves_by_every_way():
    cast = small_cast()
    with_hook(cast.bank)
    profile_of_bank(cast.bank, notice_threshold=1.0, mail_threshold=1.0, webhook_threshold=1.0)
    brought(cast.center, origin_of(cast.center), named(1))
    with acting_as(cast.center):
        confirm_sure(cast.center, uuid.UUID(named(1)["id"][-36:]), "確かめた")

    assert run("send_sure") == 1
    assert ways(cast) == [{"mail", "webhook"}]
    with acting_as(cast.center):
        assert Sure.objects.get().sent_to == 1


def test_whoever_may_not_read_it_is_told_by_no_way():
    cast = small_cast()
    with_hook(cast.bank)
    profile_of_bank(cast.bank, mail_threshold=0.05, webhook_threshold=0.05)

    brought(cast.center, origin_of(cast.center), named(1, **marked(Tlp2.RED)))

    assert run("tell_new") == 0
    assert ways(cast) == []


def test_a_way_never_asks_for_less_than_the_notice_and_only_for_what_can_be():
    cast = small_cast()
    profile = profile_of_bank(cast.bank, notice_threshold=0.5, mail_threshold=0.2, webhook_threshold=0.8)

    assert (profile.wish.mail_threshold, profile.wish.webhook_threshold) == (None, 0.8)
    with acting_as(cast.bank):
        for given in (0.01, 1.5, float("nan")):
            with pytest.raises(ThresholdOutside):
                begin_profile(cast.bank, ProfileWish(name="x", mail_threshold=given))
        amend_profile(cast.bank, profile.public_id, ProfileWish(name="勘定系", webhook_threshold=0.9))
        assert profile_of(cast.bank, profile.public_id).wish.webhook_threshold == 0.9
