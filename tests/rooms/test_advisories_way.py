"""The way of an advisory: the center issues to ministry and sector pairs, liaisons relay, operators acknowledge."""

import pytest

from noroshi.advisories.actions import acknowledge, begin_advisory, begin_next_issue, issue_advisory, relay_advisory
from noroshi.advisories.errors import NotTheCenter, OwnAdvisory
from noroshi.advisories.models import Acknowledgement
from noroshi.advisories.queries import answers, relay_choices, to_acknowledge, to_relay
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.errors import NobodyInRange
from noroshi.editions.models import Derivation, Edition
from noroshi.editions.queries import edition_readable_by, receipts_readable_by
from noroshi.reports.actions import relay_report
from noroshi.vocabulary import SightingAnswer
from noroshi.vocabulary.errors import InvalidFields, NotFound
from tests.drafted import amended, issued, reported

pytestmark = pytest.mark.django_db


def pair(cast, ministry: str = "meti", sector: str = "electricity") -> str:
    return f"ministry_for_sector:{cast.world.organizations[ministry].public_id}/{sector}"


def reads(viewer: Viewer, edition_id) -> bool:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.filter(public_id=edition_id).exists()


def relay(by: Viewer, edition_id) -> None:
    with acting_as(by):
        relay_advisory(by, edition_id, to=[one.text for one in relay_choices(by, edition_id)][:1])


def test_center_ministry_secretariat_operator(cast):
    edition = issued(cast.center, pair(cast))
    assert reads(cast.ministry, edition)
    assert not reads(cast.gas_liaison, edition)
    assert not reads(cast.secretariat, edition)
    with acting_as(cast.ministry):
        assert [line.public_id for line in to_relay(cast.ministry)] == [edition]

    relay(cast.ministry, edition)
    assert reads(cast.secretariat, edition)
    assert not reads(cast.electric, edition)
    relay(cast.secretariat, edition)

    assert reads(cast.electric, edition)
    assert reads(cast.neighbor, edition)
    for stranger in (cast.bank, cast.electric_colleague, cast.contractor, cast.bank_ministry, cast.vendor):
        assert not reads(stranger, edition)
    with acting_as(cast.ministry):
        assert to_relay(cast.ministry) == []


def test_red_stops_at_the_ministry(cast):
    edition = issued(cast.center, pair(cast), tlp="red")
    assert reads(cast.ministry, edition)
    with acting_as(cast.ministry), pytest.raises(NobodyInRange):
        relay_advisory(
            cast.ministry, edition, to=[f"desk:{cast.world.desks['electricity_ceptoar.secretariat'].public_id}"]
        )
    assert not reads(cast.secretariat, edition)


def test_its_number_stands_on_the_first_issue_and_stays(cast):
    edition = issued(cast.center, pair(cast))
    with acting_as(cast.center):
        number = edition_readable_by(cast.center, edition).reference_number
        begun = begin_next_issue(cast.center, edition)
        draft = amended(cast.center, begun, course_of_action="版 7.2.7 へ更新する")
        second = issue_advisory(cast.center, draft.public_id, version=draft.version)
        reading = edition_readable_by(cast.center, second)
    assert number.startswith("T")
    assert reading.reference_number == number
    assert reading.number == 2


def test_a_second_press_issues_nothing_twice(cast):
    with acting_as(cast.center):
        begun = begin_advisory(cast.center)
        draft = amended(cast.center, begun, threat_summary="弱点", wish={"destinations": [pair(cast)]})
        first = issue_advisory(cast.center, draft.public_id, version=draft.version)
        assert issue_advisory(cast.center, draft.public_id, version=draft.version) == first


def test_an_advisory_is_never_wider_than_the_reports_behind_it(cast):
    report = reported(cast.electric, "direct_report", tlp="amber")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, report)
    edition = issued(cast.center, pair(cast), pair(cast, "fsa", "finance"), tlp="green", sources=(report,))

    assert reads(cast.ministry, edition)
    assert not reads(cast.bank_ministry, edition)
    with acting_as(cast.ministry):
        assert not Derivation.objects.exists()
        assert "source_reports" not in edition_readable_by(cast.ministry, edition).content


def test_without_destinations_nothing_is_issued(cast):
    with acting_as(cast.center):
        begun = begin_advisory(cast.center)
        draft = amended(cast.center, begun, threat_summary="弱点")
        with pytest.raises(InvalidFields) as refused:
            issue_advisory(cast.center, draft.public_id, version=draft.version)
        assert Edition.objects.count() == 0
    assert set(refused.value.fields) == {"destinations"}


def test_nobody_but_the_center_begins_one(cast):
    for other in (cast.ministry, cast.electric, cast.secretariat, cast.bank):
        with acting_as(other), pytest.raises(NotTheCenter):
            begin_advisory(other)


def test_an_answer_is_heard_by_who_brought_it_and_by_the_center_alone(cast):
    edition = issued(cast.center, pair(cast))
    relay(cast.ministry, edition)
    relay(cast.secretariat, edition)
    with acting_as(cast.electric):
        assert [line.public_id for line in to_acknowledge(cast.electric)] == [edition]
        acknowledge(cast.electric, edition, sighting=SightingAnswer.NOT_SEEN)
        assert to_acknowledge(cast.electric) == []

    for hears in (cast.center, cast.secretariat, cast.electric):
        with acting_as(hears):
            assert [one.sighting for one in answers(hears, edition)] == [SightingAnswer.NOT_SEEN]
    for not_ in (cast.neighbor, cast.bank, cast.electric_colleague, cast.contractor):
        with acting_as(Viewer(not_.seat)):
            assert answers(not_, edition) == []
            assert not Acknowledgement.objects.exists()


def test_an_answer_may_be_changed_and_the_same_twice_is_one(cast):
    edition = issued(cast.center, pair(cast))
    with acting_as(cast.ministry):
        first = acknowledge(cast.ministry, edition)
        assert acknowledge(cast.ministry, edition).pk == first.pk
        acknowledge(cast.ministry, edition, sighting=SightingAnswer.UNKNOWN, note="調査中")
        assert [one.sighting for one in answers(cast.ministry, edition)] == [SightingAnswer.UNKNOWN]


def test_one_does_not_acknowledge_ones_own_nor_what_one_may_not_read(cast):
    edition = issued(cast.center, pair(cast))
    with acting_as(cast.center), pytest.raises(OwnAdvisory):
        acknowledge(cast.center, edition)
    for stranger in (cast.bank, cast.electric, cast.electric_colleague):
        with acting_as(stranger), pytest.raises(NotFound):
            acknowledge(stranger, edition)


def test_a_ministry_does_not_learn_to_whom_another_passed_it_on(cast):
    edition = issued(cast.center, pair(cast), pair(cast, "fsa", "finance"), tlp="green")
    relay(cast.ministry, edition)
    with acting_as(cast.bank_ministry):
        relay_advisory(cast.bank_ministry, edition, to=[f"desk:{_desk(cast, 'banking_ceptoar.secretariat')}"])

    def stations(viewer: Viewer) -> set[int]:
        with acting_as(Viewer(viewer.seat)):
            return {one.from_desk.pk for one in receipts_readable_by(viewer, edition)}

    assert cast.bank_ministry.desk_id not in stations(cast.ministry)
    assert stations(cast.ministry) == {cast.center.desk_id, cast.ministry.desk_id}
    assert stations(cast.center) == {cast.center.desk_id, cast.ministry.desk_id, cast.bank_ministry.desk_id}


def _desk(cast, handle: str):
    return cast.world.desks[handle].public_id
