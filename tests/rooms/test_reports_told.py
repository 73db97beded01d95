"""How far an anonymized report has come: told to its writer by the system alone, time and place, never text, never twice."""

import os
import subprocess
import sys

import pytest
from django.db import ProgrammingError

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import Notice
from noroshi.editions.models import Edition
from noroshi.reports.actions import begin_anonymized, relay_report
from noroshi.reports.models import Station
from noroshi.reports.queries import parcel
from tests.cast import small_cast
from tests.drafted import amended, reported, sent

pytestmark = pytest.mark.django_db(transaction=True)

TELL = """
import os, uuid, django
django.setup()
from noroshi.reports.telling import tell_sources
print(tell_sources(uuid.UUID(os.environ["EDITION"])))
"""


def run_the_job(edition) -> str:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        "NOROSHI_PROCESS": "jobs",
        "EDITION": str(edition),
    }
    done = subprocess.run([sys.executable, "-c", TELL], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def relayed():
    """Reported through the secretariat, anonymized, relayed by the ministry, numbered at the center."""
    cast = small_cast()
    source = reported(cast.electric, "anonymized_report")
    with acting_as(cast.secretariat):
        draft = amended(cast.secretariat, begin_anonymized(cast.secretariat, source), summary="会員で通信", systems="")
    derived = sent(cast.secretariat, draft)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, derived)
    return cast, source, derived


def test_the_writer_follows_it_behind_the_secretariat(relayed):
    cast, source, derived = relayed

    assert run_the_job(derived) == "3"

    with acting_as(cast.electric):
        way = parcel(cast.electric, source)
    assert [one.deed for one in way.passed] == ["submit", "relay_anonymized", "relay", "number"]
    assert way.has_arrived
    assert way.reference_number
    with acting_as(cast.center):
        assert not Station.objects.exists()


def test_told_again_nothing_is_told_twice(relayed):
    cast, _source, derived = relayed
    run_the_job(derived)

    assert run_the_job(derived) == "0"

    with acting_as(cast.electric):
        assert Station.objects.count() == 3


def test_nobody_but_the_writers_desk_hears_it(relayed):
    cast, _source, derived = relayed
    run_the_job(derived)

    others = (
        cast.secretariat,
        cast.ministry,
        cast.center,
        cast.bank,
        cast.neighbor,
        cast.electric_colleague,
        cast.platform,
    )
    for other in others:
        with acting_as(Viewer(other.seat)):
            assert not Station.objects.exists()


def test_the_portal_itself_cannot_write_a_station(relayed):
    cast, source, _derived = relayed
    with acting_as(cast.electric):
        edition = Edition.objects.get(public_id=source)
    forged = Station(
        audience_id=edition.audience_id,
        about=edition,
        key=source,
        deed="relay",
        desk_id=cast.ministry.desk_id,
        at=edition.sealed_at,
    )
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(cast.electric):
        forged.save()


def test_its_writer_is_told_that_it_was_numbered_and_nobody_else_hears_whose_it_was(relayed):
    cast, source, derived = relayed
    run_the_job(derived)

    def told(viewer) -> list[tuple[str, int | None]]:
        with acting_as(viewer):
            return list(Notice.objects.filter(edition__public_id=source).values_list("kind", "from_desk_id"))

    assert ("numbered", None) in told(cast.electric)
    assert told(cast.ministry) == told(cast.center) == told(cast.bank) == []
