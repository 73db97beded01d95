"""An advisory that names its destinations and no sectors is about the sectors of its destinations."""

import pytest

from noroshi.advisories.actions import begin_advisory, issue_advisory, relay_advisory
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.viewer import acting_as
from noroshi.editions.models import Edition
from tests.cast import Cast
from tests.drafted import amended
from tests.rooms.test_advisories_way import pair, reads

pytestmark = pytest.mark.django_db


def test_from_nothing_it_goes_down_to_the_members_of_the_ceptoar(cast: Cast) -> None:
    with acting_as(cast.center):
        begun = begin_advisory(cast.center)
        draft = amended(cast.center, begun, wish={"destinations": [pair(cast)]}, threat_summary="遠隔接続の弱点")
        edition = issue_advisory(cast.center, draft.public_id, version=draft.version)
    for carrier in (cast.ministry, cast.secretariat):
        with acting_as(carrier):
            relay_advisory(carrier, edition, to=[one.text for one in relay_choices(carrier, edition)][:1])

    assert reads(cast.electric, edition)
    assert not reads(cast.bank, edition)
    assert not reads(cast.gas_liaison, edition)
    with acting_as(cast.center):
        assert Edition.objects.get(public_id=edition).sectors == ["electricity"]
