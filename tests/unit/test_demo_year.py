"""The demonstration's year: its shape is that of the published figures, nobody in it is real, nothing in it can be clicked."""

import re
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from noroshi.demo import stories
from noroshi.demo.written import cast
from noroshi.demo.year import shape
from noroshi.demo.year.choosing import occurrences
from noroshi.demo.year.choosing import stories as told_cases
from noroshi.demo.year.deeds import Deed, What
from noroshi.demo.year.planning import plan
from noroshi.demo.year.scenes import scenes
from noroshi.vocabulary import EventKind, OrganizationKind
from tests.unit.test_demo_cast import REAL_NAMES

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
MADE = {What.FILE, What.FOLLOW_UP, What.ANONYMIZE, What.COMPLETE, What.ISSUE, What.ISSUE_NEXT, What.POST}
ADDRESS = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}(?:\[\.\]|\.)\d{1,3}")
DOCUMENTATION = re.compile(r"(?:192\.0\.2|198\.51\.100|203\.0\.113)\[\.\]\d{1,3}")
HOST = re.compile(r"[a-z0-9-]+(?:\[?\.\]?[a-z0-9-]+)*\[?\.\]?(?:com|net|org|jp|info|co|io)(?![a-z0-9.-])")
HALF_WIDTH = re.compile(r"[ぁ-んァ-ヶ一-龠][,.!?;:](?=[ぁ-んァ-ヶ一-龠]|$)|[｡-ﾟ]")


@pytest.fixture(scope="module")
def deeds() -> list[Deed]:
    return sorted([*stories.deeds(cast(), NOW), *plan(cast(), scenes(), NOW)], key=lambda deed: deed.at)


@pytest.fixture(scope="module")
def filed(deeds: list[Deed]) -> list[Deed]:
    """First reports of operators that were sent."""
    homes = {row.handle for row in cast().organization if OrganizationKind.OPERATOR in row.kinds}
    return [one for one in deeds if one.what is What.FILE and one.is_sent and one.who.desk.partition(".")[0] in homes]


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    return [text for one in value for text in texts(one)] if isinstance(value, list | tuple) else []


def words(deeds: list[Deed]) -> list[tuple[str, str]]:
    return [(one.key, text) for one in deeds for text in texts([one.says.typed, one.note, one.handling_note])]


def is_about(count: int, wanted: int) -> bool:
    return abs(count - wanted) <= max(1, round(wanted / 10))


@pytest.mark.parametrize("kind", shape.KINDS)
def test_kinds_of_events_are_those_of_the_published_year(filed: list[Deed], kind: EventKind) -> None:
    found = Counter(EventKind.of(one.says.typed["event_kind"]) for one in filed)

    assert is_about(found[kind], shape.KINDS[kind]), found


def test_a_year_of_reports_with_those_of_agencies_beside_them(deeds: list[Deed], filed: list[Deed]) -> None:
    everybody = [one for one in deeds if one.what is What.FILE and one.is_sent]

    assert is_about(len(filed), sum(shape.KINDS.values()))
    assert len(everybody) - len(filed) == shape.FROM_AGENCIES
    assert all(timedelta() < NOW - one.at <= timedelta(days=shape.DAYS + 2) for one in everybody)


def test_the_quarters_have_their_rhythm(filed: list[Deed]) -> None:
    length = shape.DAYS / len(shape.QUARTERS)
    found = Counter(3 - min(3, int((NOW - one.at).days // length)) for one in filed)

    for place, wanted in enumerate(shape.QUARTERS):
        assert is_about(found[place], wanted), found


def test_every_sector_has_its_share(filed: list[Deed]) -> None:
    homes = {row.handle: row.sectors[0] for row in cast().organization if row.sectors}
    found = Counter((one.sectors or (homes[one.who.desk.partition(".")[0]],))[0] for one in filed)

    for sector, wanted in shape.SECTORS.items():
        assert is_about(found[sector], wanted) or abs(found[sector] - wanted) <= 2, (sector, found[sector])


def test_about_a_hundred_advisories_and_a_third_of_the_cases_go_on(deeds: list[Deed], filed: list[Deed]) -> None:
    issued = [one for one in deeds if one.what in (What.ISSUE, What.ISSUE_NEXT)]
    going_on = {one.of[0].split("-")[0] for one in deeds if one.what is What.FOLLOW_UP}

    assert 85 <= len(issued) <= 115
    assert 0.2 <= len(going_on) / len(filed) <= 0.4


def test_every_way_of_reporting_is_taken(filed: list[Deed], deeds: list[Deed]) -> None:
    ways = Counter(one.way for one in filed)

    assert min(ways[way] for way in ("statutory_report", "direct_report", "anonymized_report")) >= 30
    assert ways["report_past_ministry"] >= 3
    assert sum(one.what is What.COMPLETE for one in deeds) >= 15
    assert {one.answer for one in deeds if one.what is What.ANSWER} == {"seen", "not_seen", "unknown", ""}


def test_every_desk_has_something_that_waits_or_is_new(deeds: list[Deed]) -> None:
    """Within the last days something was brought to it, or lies on it as a draft; the operator of the platform reads nothing."""
    platform = {row.handle for row in cast().organization if OrganizationKind.PLATFORM in row.kinds}
    recent = [one for one in deeds if NOW - one.at < timedelta(days=12)]
    reached = {desk for one in recent for party in one.to for desk in desks_of(party)}
    reached |= {one.who.desk for one in recent if not one.is_sent}
    for handle, _, home in cast().desks():
        assert handle in reached or home.handle in platform, handle


def desks_of(party: str) -> list[str]:
    naming, _, which = party.partition(":")
    if naming == "ministry_for_sector":
        ministry, _, sector = which.partition("/")
        return [handle for handle, desk, home in cast().desks() if home.handle == ministry and sector in desk.sectors]
    if naming == "ceptoar_members":
        return [handle for handle, _, home in cast().desks() if which in home.ceptoars]
    if naming == "organization":
        return [handle for handle, _, home in cast().desks() if home.handle == which]
    return [which] if naming == "desk" else []


def test_reports_wait_at_secretariats_and_at_ministries(deeds: list[Deed]) -> None:
    taken = {key for one in deeds if one.what in (What.ANONYMIZE, What.COMPLETE, What.RELAY) for key in one.of}
    waiting = [one for one in deeds if one.what is What.FILE and one.is_sent and one.key not in taken]

    assert sum(one.way == "anonymized_report" for one in waiting) >= 4
    assert sum(one.way in {"direct_report", "statutory_report"} for one in waiting) >= 3


def test_no_two_reports_read_alike(filed: list[Deed]) -> None:
    said = Counter(str(one.says.typed["summary"]) for one in filed)
    heads = Counter(text.split("\n")[0] for text in said)

    assert [text for text, times in said.items() if times > 1] == []
    assert max(heads.values()) <= 2


def test_no_two_advisories_read_alike(deeds: list[Deed]) -> None:
    said = Counter(one.says.typed["threat_summary"] for one in deeds if one.what is What.ISSUE)

    assert [text for text, times in said.items() if times > 1] == []


def test_nothing_comes_before_its_cause(deeds: list[Deed]) -> None:
    made: dict[str, Deed] = {}
    for one in deeds:
        assert set(one.of) <= made.keys(), (one.what, one.key, one.of)
        if one.what in MADE:
            assert one.key not in made
            made[one.key] = one


def test_no_real_company_is_named(deeds: list[Deed]) -> None:
    for key, text in words(deeds):
        assert not REAL_NAMES.search(text), (key, text)


def test_addresses_are_from_documentation_and_cannot_be_clicked(deeds: list[Deed]) -> None:
    for key, text in words(deeds):
        assert "http://" not in text, key
        assert "https://" not in text, key
        for address in ADDRESS.findall(text):
            assert DOCUMENTATION.fullmatch(address), (key, address)
        for host in HOST.findall(text):
            assert re.search(r"(^|\.)example\[\.\](com|net|org)$", host), (key, host)


def test_japanese_is_set_as_japanese(deeds: list[Deed]) -> None:
    for key, text in words(deeds):
        assert "  " not in text, (key, text)
        assert "\ufffd" not in text, key
        assert not re.search(r"[{}|]|。。|、。|。、", text), (key, text)
        assert not HALF_WIDTH.search(text), (key, text)


def test_each_start_makes_the_same_year() -> None:
    first, second = plan(cast(), scenes(), NOW), plan(cast(), scenes(), NOW)

    assert first == second


def test_most_work_is_done_by_day_and_urgent_work_at_night_too(deeds: list[Deed]) -> None:
    anonymized = [one for one in deeds if one.what is What.ANONYMIZE and one.key.startswith("y")]
    by_day = [one for one in anonymized if 9 <= one.at.hour < 18 and one.at.weekday() < 5]

    assert 0.85 < len(by_day) / len(anonymized) < 1


def test_the_cases_are_as_many_as_the_year_has_room_for() -> None:
    found = occurrences(cast(), scenes(), NOW, Random(1))  # noqa: S311 - a story, not a secret

    assert len(found) == sum(shape.KINDS.values()) - len(told_cases(cast())) - len(scenes().waiting)


def test_the_year_can_be_told_on_any_day() -> None:
    """Which reports have reached the center by then is not the same on every day."""
    cast_, scenes_ = cast(), scenes()
    for days in range(0, 366, 31):
        for hours in (0, 9):
            assert plan(cast_, scenes_, NOW + timedelta(days=days, hours=hours))
