"""What is replaced all at once is the source's, never the contact block of the secretariat that writes."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.reports.actions import Rework, begin_anonymized, rework
from noroshi.reports.anonymizing import Finding, workbench
from tests.cast import Cast
from tests.drafted import reported

pytestmark = pytest.mark.django_db


def test_an_address_that_resembles_the_sources_stays_the_secretariats_own(cast: Cast) -> None:
    source = reported(cast.electric, "anonymized_report", source_email="keeper@electricity-ceptoar.example")

    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        own = begun.written.typed["source_email"]
        asked = Rework(replaces_all=True, keeps_all=True)
        done = rework(cast.secretariat, begun.public_id, begun.written, version=begun.version, asked=asked)

    assert own.endswith("@electricity-ceptoar.example")
    assert done.written.typed["source_email"] == own


def test_it_is_shown_and_a_person_may_replace_it(cast: Cast) -> None:
    source = reported(cast.electric, "anonymized_report", source_email="keeper@electricity-ceptoar.example")

    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        found = [one for one in workbench(cast.secretariat, begun.public_id).findings if _in_own_block(one)]
        asked = Rework(replaced=frozenset(one.key for one in found), words={one.key: "office" for one in found})
        done = rework(cast.secretariat, begun.public_id, begun.written, version=begun.version, asked=asked)

    assert found
    assert done.written.typed["source_email"] != begun.written.typed["source_email"]


def _in_own_block(one: Finding) -> bool:
    return any(spot.place == "source_email" for spot in one.outgoing)
