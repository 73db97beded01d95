"""Plan 4 and plan 2 are there, whole, as far as the documents go."""

from datetime import date

import pytest

from noroshi.schemes import Scheme, all_schemes, arrangement_for, load_scheme
from noroshi.schemes.levels import any_breached
from noroshi.vocabulary import (
    Basis,
    Cause,
    Channel,
    EventKind,
    FieldType,
    FormKind,
    Importance,
    Leg,
    Nature,
    OrganizationKind,
    Phrase,
    Requirement,
    TableVariant,
    Tie,
    Tlp,
    Tlp2,
    Word,
)

PLAN4 = load_scheme("plan4")
PLAN2 = load_scheme("plan2")
REPORT = PLAN4.form(FormKind.REPORT)
ADVISORY = PLAN4.form(FormKind.ADVISORY)


def test_two_schemes_run_side_by_side() -> None:
    assert [scheme.id for scheme in all_schemes()] == ["plan4", "plan2"]


@pytest.mark.parametrize(("scheme", "sectors", "services", "named"), [(PLAN4, 14, 33, 15), (PLAN2, 10, 17, 14)])
def test_sectors_services_and_named_ceptoars_are_complete(
    scheme: Scheme, sectors: int, services: int, named: int
) -> None:
    assert len(scheme.sectors) == sectors
    assert sum(len(sector.services) for sector in scheme.sectors) == services
    assert len(scheme.parties.ceptoars) == named


def test_three_ceptoars_are_counted_but_not_named() -> None:
    assert PLAN4.parties.ceptoar_count - len(PLAN4.parties.ceptoars) == 3


def test_sectors_are_numbered_in_printed_order() -> None:
    assert [sector.number for sector in PLAN4.sectors] == list(range(1, 15))
    assert [sector.ja for sector in PLAN4.sectors][:3] == ["情報通信", "金融", "航空"]


def test_every_sector_has_outages_and_a_level_for_each_service() -> None:
    for scheme in all_schemes():
        for sector in scheme.sectors:
            for service in sector.services:
                assert sector.levels_of(service), service.id
                assert sector.outages_of(service), service.id


def test_a_ministry_that_the_documents_do_not_name_says_so() -> None:
    inferred = {sector.id for sector in PLAN4.sectors if sector.ministries[0].basis is Basis.INFERRED}

    assert inferred == {"airport", "government_services", "medical", "chemical", "credit", "petroleum"}


def test_water_was_with_the_ministry_of_health_under_plan_4() -> None:
    water = PLAN4.sector("water")

    assert water is not None
    assert water.ministry_on(date(2018, 4, 1)) == "mhlw"


def test_ministries_of_each_kind_are_those_of_the_handbook() -> None:
    assert {one.ja for one in PLAN4.ministries_of_kind(OrganizationKind.MINISTRY)} == {
        "金融庁",
        "総務省",
        "厚生労働省",
        "経済産業省",
        "国土交通省",
    }
    assert {one.ja for one in PLAN4.ministries_of_kind(OrganizationKind.CRISIS_MINISTRY)} == {
        "警察庁",
        "消防庁",
        "海上保安庁",
        "防衛省",
    }


def test_the_center_has_a_name_on_every_day() -> None:
    center = PLAN4.center_on(date(2018, 1, 1))

    assert center is not None
    assert center.short_en == "NISC"


@pytest.mark.parametrize(
    ("service", "measured", "breached"),
    [
        ("telecom", {"users": 30_000, "duration_min": 120}, True),
        ("telecom", {"users": 29_999, "duration_min": 120}, False),
        ("telecom", {"users": 30_000}, None),
        ("telecom", {"duration_min": 119}, False),
        ("broadcasting", {"duration_min": 15}, True),
        ("broadcasting", {"duration_min": 14}, False),
        ("cable_tv", {"users": 30_000, "duration_min": 119}, False),
        ("transmission_distribution", {"supply_loss_kw": 100_000, "duration_min": 10}, True),
        ("transmission_distribution", {"supply_loss_kw": 99_999, "duration_min": 600}, False),
        ("general_gas", {"households": 30}, True),
        ("general_gas", {"households": 29}, False),
        ("air_transport", {"duration_min": 1}, True),
        ("air_transport", {"duration_min": 0}, False),
        ("air_transport", {}, None),
    ],
)
def test_levels_are_measured_as_table_2_prints_them(
    service: str, measured: dict[str, float], breached: bool | None
) -> None:
    sector, found = next((sector, one) for sector in PLAN4.sectors for one in sector.services if one.id == service)

    assert any_breached(sector.levels_of(found), measured) is breached


def test_the_report_form_has_its_34_fields_in_printed_order() -> None:
    assert REPORT is not None
    assert len(REPORT.sheet) == 34
    assert [field.ja for field in REPORT.sheet][:4] == ["重要度", "第 報", "識別番号", "情報連絡日時"]
    assert "".join(dict.fromkeys(field.mark for field in REPORT.sheet)) == "①②③④⑤⑥⑦⑧⑨"


def test_the_advisory_form_has_its_17_fields_and_5_wanted_ones() -> None:
    assert ADVISORY is not None
    assert len(ADVISORY.sheet) == 17
    assert [field.id for field in ADVISORY.extensions] == [
        "addressees",
        "advisory_style",
        "basis",
        "provision_case",
        "source_reports",
    ]
    assert "".join(dict.fromkeys(field.mark for field in ADVISORY.sheet)) == "①②③④"


def test_only_asterisked_fields_block_sending() -> None:
    assert REPORT is not None
    assert {field.id for field in REPORT.fields if field.required} == {
        "edition_number",
        "reference_number",
        "reported_at",
        "source_ministry",
        "source_person",
        "source_bureau",
        "source_telephone",
        "source_fax",
        "source_email",
        "sharing_scope",
        "attachment_presence",
    }
    assert ADVISORY is not None
    assert {field.id for field in ADVISORY.fields if field.required} == {
        "edition_number",
        "reference_number",
        "provided_at",
        "destinations",
        "sharing_scope",
        "attachment_presence",
    }


def test_the_first_report_has_no_reference_number_and_the_first_advisory_has() -> None:
    assert REPORT is not None
    assert ADVISORY is not None
    first = REPORT.field("reference_number")
    advisory = ADVISORY.field("reference_number")

    assert first is not None
    assert advisory is not None
    assert [condition.holds(1) for condition in first.conditions] == [True]
    assert [condition.holds(2) for condition in first.conditions] == [False]
    assert advisory.conditions == ()


def test_no_field_that_may_name_the_victim_counts_as_technical() -> None:
    assert REPORT is not None
    technical = {field.id for field in REPORT.fields if field.nature is Nature.TECHNICAL}

    assert technical == {"event_kind", "causes", "detected_at", "occurred_at"}


def test_a_field_may_depend_only_on_what_another_holds() -> None:
    assert REPORT is not None
    title = REPORT.field("press_title")

    assert title is not None
    assert [condition.holds("planned") for condition in title.conditions] == [True]
    assert [condition.holds("none") for condition in title.conditions] == [False]


def test_every_choice_of_a_form_leads_to_its_options() -> None:
    for form in PLAN4.forms:
        for field in form.fields:
            if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
                assert field.options
                assert PLAN4.option_set(field.options) is not None


@pytest.mark.parametrize(
    ("set_id", "words"),
    [("event_kind", EventKind), ("cause", Cause), ("importance", Importance), ("sharing_scope", Tlp)],
)
def test_the_scheme_lists_every_word_once(set_id: str, words: type[Word]) -> None:
    options = PLAN4.option_set(set_id)

    assert options is not None
    assert [option.id for option in options.options] == [word.value for word in words]


@pytest.mark.parametrize(
    ("set_id", "wording", "option"),
    [
        ("cause", "ユーザID等の誤り", "false_user_id"),
        ("cause", "適切なシステム運用等の未実施", "improper_operation"),
        ("cause", "災害や疾病", "disaster_disease"),
        ("cause", "DoS 攻撃等の大量アクセス", "dos"),
        ("event_kind", "情報の破壊", "destruction"),
        ("outlook", "事象継続中 （続報あり）", "continuing"),
        ("sharing_scope", "White", "clear"),
        ("sharing_scope", "ＷＨＩＴＥ", "clear"),
    ],
)
def test_every_printed_variant_is_read_as_its_id(set_id: str, wording: str, option: str) -> None:
    options = PLAN4.option_set(set_id)

    assert options is not None
    found = options.read(wording)
    assert found is not None
    assert found.id == option


def test_an_unknown_wording_is_read_as_nothing() -> None:
    options = PLAN4.option_set("cause")

    assert options is not None
    assert options.read("宇宙線") is None


def phrases(variant: TableVariant, tlp: Tlp, leg: Leg = Leg.OTHER) -> set[Phrase]:
    return {row.phrase for row in PLAN4.sharing.rows(variant, tlp, leg)}


def test_each_list_has_all_four_colors() -> None:
    assert len(PLAN4.sharing.tables) == len(TableVariant) * len(Tlp)


def test_red_from_an_operator_stays_between_the_two_desks() -> None:
    assert phrases(TableVariant.REPORT_FORM, Tlp.RED, Leg.OPERATOR_TO_MINISTRY) == {
        Phrase.SENDER_DESK,
        Phrase.RECEIVER_DESK,
    }


def test_red_to_the_center_reaches_its_desk_and_analysis_partners_only() -> None:
    assert phrases(TableVariant.REPORT_FORM, Tlp.RED, Leg.MINISTRY_TO_CENTER) == {
        Phrase.CENTER_CIP_DESK,
        Phrase.ANALYSIS_PARTNER,
    }


def test_the_advisory_forms_green_is_narrower_than_table_4() -> None:
    assert phrases(TableVariant.ADVISORY_FORM, Tlp.GREEN) == {
        Phrase.ANY_MINISTRY,
        Phrase.ANY_CEPTOAR,
        Phrase.MEMBER_OPERATOR_OF_ANY_CEPTOAR,
    }
    assert Phrase.ANY_CYBERSPACE_BUSINESS in phrases(TableVariant.TABLE4, Tlp.GREEN)


def test_a_red_advisory_stops_at_the_addressed_ministry() -> None:
    assert phrases(TableVariant.ADVISORY_FORM, Tlp.RED) == {Phrase.ADDRESSED_MINISTRY}


def test_public_asks_nothing_and_everything_else_asks_for_persons_in_range() -> None:
    for table in PLAN4.sharing.tables:
        for row in table.rows:
            assert (Requirement.PERSONS in row.requires) is (table.tlp is not Tlp.CLEAR)


def test_amber_asks_operators_for_need_to_know_and_green_does_not() -> None:
    amber = PLAN4.sharing.table(TableVariant.REPORT_FORM, Tlp.AMBER)
    green = PLAN4.sharing.table(TableVariant.REPORT_FORM, Tlp.GREEN)

    assert amber is not None
    assert green is not None
    asked = [row for row in amber.rows if row.phrase is Phrase.OPERATOR_OF_A_CONCERNED_SECTOR]
    assert [Requirement.NEED_TO_KNOW in row.requires for row in asked] == [True]
    assert not any(Requirement.NEED_TO_KNOW in row.requires for row in green.rows)


def test_colors_go_out_as_the_strictest_label_that_does_not_widen() -> None:
    assert {one.tlp: one.tlp2 for one in PLAN4.sharing.marking_map} == {
        Tlp.RED: Tlp2.RED,
        Tlp.AMBER: Tlp2.AMBER_STRICT,
        Tlp.GREEN: Tlp2.GREEN,
        Tlp.CLEAR: Tlp2.CLEAR,
    }


def test_outside_persons_are_asked_for_an_nda() -> None:
    assert {person.tie for person in PLAN4.sharing.persons if person.needs_nda} == set(Tie) - {Tie.STAFF}


@pytest.mark.parametrize("scheme", [PLAN4, PLAN2], ids=["plan4", "plan2"])
def test_an_unknown_marking_is_red(scheme: Scheme) -> None:
    assert scheme.sharing.read_marking("取扱注意") is Tlp.RED
    assert scheme.sharing.read_marking("") is Tlp.RED


def test_known_markings_are_read_in_each_printing() -> None:
    assert PLAN4.sharing.read_marking(" white ") is Tlp.CLEAR
    assert PLAN4.sharing.read_marking("TLP:AMBER+STRICT") is Tlp.AMBER
    assert PLAN2.sharing.read_marking("Green") is Tlp.RED


def test_plan_2_prints_no_form_and_no_color_table() -> None:
    assert PLAN2.forms == ()
    assert PLAN2.sharing.tables == ()
    assert PLAN2.header.free_text_only


def test_plan_2_counts_four_kinds_of_threat_and_eleven_report_cases() -> None:
    threats = PLAN2.option_set("threat")

    assert threats is not None
    assert len(threats.options) == 4
    assert len([case for case in PLAN2.routes.cases if case.form is FormKind.REPORT and not case.gate]) == 11
    assert len([case for case in PLAN2.routes.cases if case.gate]) == 2


def test_reports_travel_by_mail_fax_and_telephone() -> None:
    assert [means.channel for means in PLAN4.routes.means] == [Channel.EMAIL, Channel.FAX, Channel.TELEPHONE]


def test_contact_arrangements_come_from_the_plan_that_prints_them() -> None:
    found = arrangement_for(PLAN4, "electricity")

    assert found is not None
    arrangement, scheme = found
    assert scheme is PLAN2
    assert arrangement.important_systems == ("制御システム", "運転監視システム")


def test_a_sector_without_an_arrangement_has_none() -> None:
    assert arrangement_for(PLAN4, "airport") is None


def test_every_sector_of_plan_2_has_its_contact_arrangement() -> None:
    assert {one.sector for one in PLAN2.contacts.arrangements} == {sector.id for sector in PLAN2.sectors}
    assert all(one.target_operators and one.important_systems for one in PLAN2.contacts.arrangements)
