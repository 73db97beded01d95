"""A mail for each tier: who holds a tier that an advisory asks something of is written to, that first, and only what they may read."""

from uuid import UUID

import pytest

from noroshi.advisories.actions import relay_advisory
from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import Address
from noroshi.directory.models import Membership
from noroshi.editions.actions import recall
from tests.cast import Cast, small_cast
from tests.drafted import issued
from tests.mail_sink import as_worker, deliver, mail_sink, text_of

pytestmark = pytest.mark.django_db(transaction=True)

PLAN_ANEW = (
    "import django; django.setup()\n"
    """
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.models import Notice
with acting_as(SystemViewer("test")):
    assert Notice.objects.update(planned_at=None)
"""
)
BOARD, FIRST_AID, LAST = "止める判断と予算を決める", "記録を保存して確かめる", "更新を適用する"
ASKED = [
    {"tier": "operations", "expected_action": LAST},
    {"tier": "csirt", "expected_action": FIRST_AID},
    {"tier": "executive", "expected_action": BOARD},
]


@pytest.fixture
def cast():
    return small_cast()


@pytest.fixture
def sink():
    with mail_sink() as made:
        yield made


def sits_as(viewer: Viewer, role: str) -> str:
    """The address of somebody who now holds this tier at the desk."""
    row = Membership.objects.get(pk=viewer.seat.membership_id)
    Membership.objects.filter(pk=row.pk).update(role=role)
    forget()
    return row.person.email


def sent_down(cast: Cast, *, tlp: str = "green", asked: list[dict[str, str]] = ASKED) -> UUID:
    """From the center to the liaison, and from there to the electric company."""
    meti = cast.world.organizations["meti"].public_id
    edition = issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp=tlp, addressees=asked)
    with acting_as(cast.ministry):
        relay_advisory(cast.ministry, edition, to=[f"organization:{cast.world.organizations['shiomi'].public_id}"])
    return edition


def test_each_tier_reads_first_what_is_asked_of_it(cast, sink):
    executive, contact = sits_as(cast.electric_colleague, "executive"), sits_as(cast.electric, "csirt")
    sent_down(cast)

    deliver(sink)

    for address, own, others in ((executive, BOARD, (FIRST_AID, LAST)), (contact, FIRST_AID, (BOARD, LAST))):
        (mail,) = sink.to(address)
        text = text_of(mail)
        assert "あなたの層に求められること" in text
        assert all(text.index(own) < text.index(other) for other in others)


def test_a_tier_of_which_nothing_is_asked_is_not_written_to(cast, sink):
    planner = sits_as(cast.electric_colleague, "planning")
    sent_down(cast)

    deliver(sink)

    assert sink.to(planner) == []
    assert sink.mails


def test_an_advisory_that_names_no_tier_goes_to_the_contacts_alone(cast, sink):
    executive = sits_as(cast.electric_colleague, "executive")
    sent_down(cast, asked=[])

    deliver(sink)

    assert sink.to(executive) == []


def test_who_does_not_need_to_know_hears_nothing_of_amber_whatever_the_tier(cast, sink):
    executive = sits_as(cast.electric_colleague, "executive")
    contact = sits_as(cast.electric, "csirt")
    sent_down(cast, tlp="amber")

    deliver(sink)

    assert sink.to(executive) == []
    (mail,) = sink.to(contact)
    assert not any(words in text_of(mail) for words in (BOARD, FIRST_AID, LAST))


def test_a_contractor_whose_agreement_ended_is_written_to_by_no_tier(cast, sink):
    former = sits_as(cast.contractor, "operations")
    sent_down(cast)

    deliver(sink)

    assert sink.to(former) == []


def test_a_desk_that_chose_its_addresses_is_written_to_there_alone(cast, sink):
    executive, contact = sits_as(cast.electric_colleague, "executive"), sits_as(cast.electric, "csirt")
    with acting_as(cast.electric):
        Address.objects.create(desk_id=cast.electric.desk_id, membership_id=cast.electric.seat.membership_id)
    sent_down(cast)

    deliver(sink)

    assert sink.to(executive) == []
    assert len(sink.to(contact)) == 1


def test_who_was_told_that_it_came_is_told_that_it_went_and_nobody_else(cast, sink):
    executive, operator = sits_as(cast.electric_colleague, "executive"), sits_as(cast.consultant, "operations")
    edition = sent_down(cast, asked=[ASKED[2]])
    deliver(sink)
    assert BOARD in text_of(sink.to(executive)[0])
    with acting_as(cast.center):
        recall(cast.center, edition, read_number=1, reason="誤り")

    deliver(sink)

    assert len(sink.to(executive)) == 2
    assert sink.to(operator) == []
    assert BOARD not in text_of(sink.to(executive)[1])


def test_planned_again_nobody_is_written_to_twice(cast, sink):
    executive = sits_as(cast.electric_colleague, "executive")
    sent_down(cast)
    deliver(sink)
    as_worker(PLAN_ANEW)

    deliver(sink)

    assert len(sink.to(executive)) == 1
