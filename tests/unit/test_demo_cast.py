"""The cast of the demonstration: everybody is there, everything named exists, nobody is real."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from noroshi.demo.written import Cast, cast
from noroshi.schemes import load_scheme
from noroshi.vocabulary import DeskKind, Importance, OrganizationKind, Tlp

REAL_NAMES = re.compile(
    r"東京電力|関西電力|中部電力|東北電力|九州電力|東京ガス|大阪ガス|三菱|三井|住友|みずほ|りそな|ゆうちょ|野村證券|大和証券|日本生命|"
    r"全日空|日本航空|東急|小田急|近鉄|ヤマト運輸|佐川急便|日本郵船|ソフトバンク|楽天|日立|東芝|富士通|出光|コスモ石油|トヨタ|"
    r"金融ISAC|電力ISAC|交通ISAC|"
    r"(?<![A-Za-z])(JR|NTT|KDDI|NEC|ENEOS|JCB|NICT|IPA|JPCERT|JC3|ICT-ISAC|Fortinet|Cisco|Microsoft|Google)(?![A-Za-z])",
    re.IGNORECASE,
)
TELEPHONE = re.compile(r"00-0000-\d{4}")


@pytest.fixture(scope="module")
def everybody() -> Cast:
    return cast()


def test_about_eighty_organizations_and_two_hundred_people(everybody: Cast) -> None:
    assert 75 <= len(everybody.organization) <= 90
    assert 190 <= len(list(everybody.people())) <= 220


def test_handles_and_logins_are_unique(everybody: Cast) -> None:
    for names in (
        [organization.handle for organization in everybody.organization],
        [handle for handle, _, _ in everybody.desks()],
        [login for login, _, _ in everybody.people()],
        [group.handle for group in everybody.group],
        [desk.telephone for _, desk, _ in everybody.desks()],
    ):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_sector_has_two_operators_and_their_ministry(everybody: Cast) -> None:
    ministries = {found.handle: found for found in everybody.organization if OrganizationKind.MINISTRY in found.kinds}
    for sector in load_scheme("plan4").sectors:
        operators = [
            found
            for found in everybody.organization
            if sector.id in found.sectors and OrganizationKind.OPERATOR in found.kinds
        ]

        assert len(operators) >= 2, sector.id
        assert any(sector.id in ministries[operator.ministry or ""].sectors for operator in operators), sector.id


def test_every_operator_belongs_to_a_ceptoar_of_its_sector(everybody: Cast) -> None:
    sectors = {found.handle: set(found.sectors) for found in everybody.organization}
    for operator in everybody.organization:
        if OrganizationKind.OPERATOR in operator.kinds:
            covered = set().union(*(sectors[ceptoar] for ceptoar in operator.ceptoars))
            assert covered == set(operator.sectors), operator.handle


def test_ceptoars_carry_the_names_of_the_scheme_or_say_that_they_are_invented(everybody: Cast) -> None:
    named = {ceptoar.id: ceptoar.ja for ceptoar in load_scheme("plan4").parties.ceptoars}
    ceptoars = {found.handle: found for found in everybody.organization if OrganizationKind.CEPTOAR in found.kinds}

    assert len(ceptoars) == load_scheme("plan4").parties.ceptoar_count
    assert {handle: found.name_ja for handle, found in ceptoars.items() if not found.is_invented} == named
    for invented in ceptoars.keys() - named.keys():
        assert "架空" in ceptoars[invented].note_ja
        assert "invented" in ceptoars[invented].note_en


def test_ministries_carry_the_names_of_the_scheme(everybody: Cast) -> None:
    named = {ministry.id: ministry.ja for ministry in load_scheme("plan4").parties.ministries}
    ministerial = {OrganizationKind.MINISTRY, OrganizationKind.CRISIS_MINISTRY, OrganizationKind.DISASTER_MINISTRY}
    found = {row.handle: row.name_ja for row in everybody.organization if ministerial & set(row.kinds)}

    assert found == {handle: named[handle] for handle in found}
    assert len([row for row in everybody.organization if OrganizationKind.MINISTRY in row.kinds]) == 5


def test_every_ceptoar_has_a_secretariat_with_a_point_of_contact(everybody: Cast) -> None:
    for ceptoar in everybody.organization:
        if OrganizationKind.CEPTOAR in ceptoar.kinds:
            secretariats = [desk for desk in ceptoar.desk if desk.kind is DeskKind.SECRETARIAT]
            assert any(person.is_poc for desk in secretariats for person in desk.people), ceptoar.handle


def test_every_ministry_has_a_liaison_desk_for_each_of_its_sectors(everybody: Cast) -> None:
    for ministry in everybody.organization:
        if OrganizationKind.MINISTRY in ministry.kinds:
            desks = [desk for desk in ministry.desk if desk.kind is DeskKind.LIAISON]
            covered = Counter(sector for desk in desks for sector in desk.sectors)
            assert covered == Counter(ministry.sectors), ministry.handle


def test_every_desk_has_people_and_an_organization_somebody_who_governs_it(everybody: Cast) -> None:
    for handle, desk, _ in everybody.desks():
        assert desk.people, handle
    for organization in everybody.organization:
        assert any(person.is_administrator for desk in organization.desk for person in desk.people), organization.handle


def test_everything_named_exists(everybody: Cast) -> None:
    organizations = {found.handle for found in everybody.organization}
    desks = {handle for handle, _, _ in everybody.desks()}
    people = {login for login, _, _ in everybody.people()}
    seats = {(login, desk) for login, desk, _ in everybody.seats()}
    sectors = {sector.id for sector in load_scheme("plan4").sectors}

    for found in everybody.organization:
        assert {*found.ceptoars, *([found.ministry] if found.ministry else [])} <= organizations, found.handle
        assert set(found.sectors) <= sectors, found.handle
    for group in everybody.group:
        assert {group.owner, *group.desks} <= desks, group.handle
    for agreement in everybody.agreement:
        assert {agreement.first, agreement.second} <= organizations
    assert {rule.organization for rule in everybody.rule} <= organizations
    assert {relay.desk for relay in everybody.relay} <= desks
    assert {overdue.person for overdue in everybody.overdue} <= people
    assert {(account.person, account.desk) for account in everybody.account} <= seats
    for _, _, seat in everybody.seats():
        assert set(seat.duties) <= sectors


def test_the_cast_has_the_parts_that_the_rules_need(everybody: Cast) -> None:
    seats = list(everybody.seats())
    at_desks = Counter(login for login, _, _ in seats)

    assert max(at_desks.values()) >= 2, "a person at two desks"
    assert any(seat.tie.is_outside and (seat.nda_days or 0) < 0 for _, _, seat in seats), "an NDA that has ended"
    assert any(seat.tie.is_outside and seat.nda_days is None for _, _, seat in seats), "a contractor without an NDA"
    assert any(person.language == "en" for _, person, _ in everybody.people())
    assert any(group.roster_is_confidential for group in everybody.group)
    assert any(
        agreement.kind == "nda" and agreement.ends_days is not None and agreement.ends_days < 0
        for agreement in everybody.agreement
    )
    assert everybody.overdue
    assert sum(account.has_totp for account in everybody.account) == 1


def test_one_account_founds_organizations(everybody: Cast) -> None:
    platform = {row.handle for row in everybody.organization if OrganizationKind.PLATFORM in row.kinds}
    seats = {(login, desk): seat for login, desk, seat in everybody.seats()}
    founders = [
        account
        for account in everybody.account
        if account.desk.partition(".")[0] in platform and seats[account.person, account.desk].is_administrator
    ]

    assert len(founders) == 1


def test_contractors_say_who_they_are_and_staff_needs_no_nda(everybody: Cast) -> None:
    for login, _, seat in everybody.seats():
        assert seat.tie.is_outside or seat.nda_days is None, login


def test_no_company_of_the_cast_is_real(everybody: Cast) -> None:
    for found in everybody.organization:
        assert found.is_invented is not found.note_ja.startswith("名称は行動計画")
        if found.is_invented:
            assert not REAL_NAMES.search(f"{found.name_ja} {found.name_en}"), found.handle
            assert "架空" in found.note_ja, found.handle


def test_nobody_of_the_cast_can_be_reached(everybody: Cast) -> None:
    for handle, desk, _ in everybody.desks():
        assert TELEPHONE.fullmatch(desk.telephone), handle
        assert TELEPHONE.fullmatch(desk.fax), handle
        assert desk.email.endswith(".example"), handle


def parties_named(everybody: Cast) -> Iterator[str]:
    for relay in everybody.relay:
        yield from relay.to
    for edition in everybody.edition:
        yield from (*edition.destinations, *edition.additions, *edition.exclusions)
        for part in edition.withheld:
            yield from (*(part.readers or ()), *part.kept_from)
        for hop in edition.hop:
            yield from hop.to


PREFILLED = ("operator_name", "source_ministry", "source_person")
"""The form has them from desk and person."""


def test_every_party_named_exists(everybody: Cast) -> None:
    organizations = {found.handle for found in everybody.organization}
    liaisons = {f"{home.handle}/{sector}" for _, desk, home in everybody.desks() for sector in desk.sectors}
    known = {
        "desk": {handle for handle, _, _ in everybody.desks()},
        "organization": organizations,
        "ceptoar_members": organizations,
        "group": {group.handle for group in everybody.group},
        "ministry_for_sector": liaisons,
        "kind": {kind.value for kind in OrganizationKind},
        "sector": {sector.id for sector in load_scheme("plan4").sectors},
        "everyone_in_range": {""},
    }
    for party in parties_named(everybody):
        naming, _, which = party.partition(":")
        assert which in known[naming], party


def test_the_story_has_every_color_and_about_sixty_editions(everybody: Cast) -> None:
    assert 55 <= len(everybody.edition) <= 90
    assert {edition.tlp for edition in everybody.edition} == set(Tlp)
    assert {edition.importance for edition in everybody.edition} == set(Importance)
    for sector in load_scheme("plan4").sectors:
        assert any(sector.id in edition.sectors for edition in everybody.edition), sector.id


def test_the_story_has_each_turn_that_an_edition_can_take(everybody: Cast) -> None:
    for turn in (
        "continues",
        "derived_from",
        "withheld",
        "exclusions",
        "additions",
        "handling_note",
        "receivers",
        "published",
    ):
        assert any(getattr(edition, turn) for edition in everybody.edition), turn
    for hours in ("recall_hours_ago", "remark_hours_ago", "publish_hours_ago"):
        assert any(getattr(edition, hours) is not None for edition in everybody.edition), hours


def test_nothing_in_the_story_comes_before_its_cause(everybody: Cast) -> None:
    told = {edition.key: edition for edition in everybody.edition}
    assert len(told) == len(everybody.edition)
    for edition in everybody.edition:
        for key in (*edition.derived_from, *([edition.continues] if edition.continues else [])):
            assert told[key].hours_ago > edition.hours_ago, edition.key
        later = [hop.hours_ago for hop in edition.hop]
        later += [hours for hours in (edition.recall_hours_ago, edition.publish_hours_ago) if hours is not None]
        assert all(0 < hours < edition.hours_ago for hours in later), edition.key


def test_who_writes_in_the_story_sits_somewhere_and_withholds_only_what_was_written(everybody: Cast) -> None:
    people = {login for login, _, _ in everybody.people()}
    for edition in everybody.edition:
        assert {edition.by, *(hop.by for hop in edition.hop)} <= people, edition.key
        assert {name for part in edition.withheld for name in part.fields} <= {*edition.fields, *PREFILLED}, edition.key


def test_the_story_names_no_real_company_and_no_live_address(everybody: Cast) -> None:
    for edition in everybody.edition:
        fields = [text for value in edition.fields.values() for text in ([value] if isinstance(value, str) else value)]
        words = " ".join((edition.title, edition.body, *map(str, fields), *edition.steps))
        assert not REAL_NAMES.search(words), edition.key
        assert not re.search(r"https?://|\d+\.\d+\.\d+\.\d+", words), edition.key
