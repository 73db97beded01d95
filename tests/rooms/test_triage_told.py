"""Telling desks of what concerns them: under the system's login, on committed data; each desk hears only of what it may read."""

import os
import subprocess
import sys
import uuid

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.triage.actions.sure import confirm_sure, receive
from noroshi.triage.digests import digest_of, digests_of
from noroshi.triage.errors import ConfirmedAlready, NotSureEnough
from noroshi.triage.models import Sure
from noroshi.vocabulary import TextLanguage, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import small_cast
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of, relationship
from tests.rooms.test_triage import named, profile_of_bank

pytestmark = pytest.mark.django_db(transaction=True)

RUN = """
import os, django
django.setup()
from noroshi.triage import reaching
print(getattr(reaching, os.environ["DEED"])())
"""


def run(deed):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        "NOROSHI_PROCESS": "jobs",
        "DEED": deed,
    }
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout.split()[-1])


def test_nobody_is_told_of_what_their_profile_does_not_read():
    cast = small_cast()
    profile_of_bank(cast.bank, languages=[TextLanguage.JA])
    english = "The group sends mails with a macro to every bank"
    brought(cast.center, origin_of(cast.center), named(1, name="不審な通信"), named(2, name=english))

    assert run("tell_new") == 1

    with acting_as(cast.bank):
        told = digest_of(cast.bank, digests_of(cast.bank)[0].public_id, timezone.now())
    assert [item.title for group in told.groups for item in group.items] == ["不審な通信"]


def test_items_on_one_attack_are_one_notice():
    cast = small_cast()
    origin = origin_of(cast.center)
    profile = profile_of_bank(cast.bank)
    family = malware("RedTide")
    brought(
        cast.center,
        origin,
        named(1),
        named(2),
        named(3),
        family,
        relationship("a", indicator(1)["id"], family["id"]),
        relationship("b", indicator(2)["id"], family["id"]),
    )

    assert run("tell_new") == 2
    assert run("tell_new") == 0

    with acting_as(cast.bank):
        told = [digest_of(cast.bank, one.public_id, timezone.now()) for one in digests_of(cast.bank)]
    assert sorted(len(group.items) for one in told for group in one.groups) == [1, 2]
    assert "RedTide" in {group.name for one in told for group in one.groups}
    assert profile.is_own_desk
    with acting_as(cast.electric):
        assert digests_of(cast.electric) == []
        with pytest.raises(NotFound):
            digest_of(cast.electric, told[0].public_id, timezone.now())


def test_nobody_is_told_of_what_the_desk_may_not_read():
    cast = small_cast()
    profile_of_bank(cast.bank)
    brought(cast.center, origin_of(cast.center), named(1, **marked(Tlp2.RED)))

    assert run("tell_new") == 0


def test_a_sure_measure_goes_to_whoever_must_act_and_its_receipt_comes_back():
    cast = small_cast()
    profile_of_bank(cast.bank, notice_threshold=1.0)
    profile_of_bank(cast.electric, name="電力", sectors=["electricity"])
    brought(cast.center, origin_of(cast.center), named(1), named(2, confidence=40))

    with acting_as(cast.center):
        with pytest.raises(NotSureEnough):
            confirm_sure(cast.center, uuid.UUID(indicator(2)["id"][-36:]), "確かめた")
        confirm_sure(cast.center, uuid.UUID(indicator(1)["id"][-36:]), "三者で確認した")
        with pytest.raises(ConfirmedAlready):
            confirm_sure(cast.center, uuid.UUID(indicator(1)["id"][-36:]), "もう一度")
    with acting_as(cast.bank), pytest.raises(NotFound):
        confirm_sure(cast.bank, uuid.UUID(indicator(1)["id"][-36:]), "他人のもの")

    assert run("send_sure") == 1
    assert run("send_sure") == 0

    with acting_as(cast.bank):
        digest = digests_of(cast.bank)[0]
        assert digest.is_sure
        receive(cast.bank, digest.public_id)
    with acting_as(cast.electric):
        assert digests_of(cast.electric) == []
        with pytest.raises(NotFound):
            receive(cast.electric, digest.public_id)
    run("send_sure")
    with acting_as(cast.center):
        assert [(row.sent_to, row.received) for row in Sure.objects.all()] == [(1, 1)]
