"""The demonstration's profiles show something to whom they belong, and have been decided on."""

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.demo.triaged import tell_triage
from noroshi.triage.funnel import funnel
from noroshi.triage.lists import listed
from noroshi.triage.profiles import profiles_of
from noroshi.vocabulary import FunnelStep

pytestmark = pytest.mark.django_db


def test_a_bank_and_a_power_company_have_lists_of_their_own(cast):
    tell_triage(cast.world, timezone.now())

    for viewer in (cast.bank, cast.electric):
        with acting_as(viewer):
            (profile,) = profiles_of(viewer)
            shown = listed(viewer, profile, timezone.now())
            found = funnel(viewer, profile, timezone.now())
        assert 20 < len(shown.entries) < found.steps[FunnelStep.CAME] / 2
        assert (len(shown.held), len(shown.dismissed)) == (1, 1)

    with acting_as(cast.center):
        assert profiles_of(cast.center) == []
