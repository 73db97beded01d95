"""Before writing: the guide by plan 2's cases, and the laws of the own sector."""

from typing import Any

import pytest
from django.urls import reverse

from noroshi.reports.guide import Advice, case_groups, guided, laws_of
from noroshi.schemes import load_scheme
from tests.cast import Cast
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_the_guide_holds_the_four_kinds_and_eleven_cases() -> None:
    assert [len(group.cases) for group in case_groups()] == [4, 2, 3, 2]


@pytest.mark.parametrize(
    ("answers", "advice"),
    [
        ([], Advice.UNANSWERED),
        (["statutory"], Advice.STATUTORY),
        (["case_1a", "statutory"], Advice.STATUTORY),
        (["case_2b", "serious"], Advice.DUE),
        (["case_3c"], Advice.WELCOME),
        (["serious"], Advice.CONSULT),
        (["no such case"], Advice.CONSULT),
    ],
)
def test_a_case_and_a_gate_make_a_report_due(cast: Cast, answers: list[str], advice: Advice) -> None:
    assert guided(cast.electric, answers).advice is advice


def test_a_legal_duty_is_never_led_to_the_anonymous_way(cast: Cast) -> None:
    due = guided(cast.electric, ["case_1a", "statutory"]).ways
    free = guided(cast.electric, ["case_1a"]).ways

    assert due
    assert all(way.is_statutory and not way.is_anonymized for way in due)
    assert any(way.is_anonymized for way in free)
    assert not any(way.is_statutory for way in free)


def test_a_sector_shows_its_own_laws_and_no_other() -> None:
    plan4 = load_scheme("plan4")
    telecom = laws_of(plan4, ["information_communications"])

    assert "電気通信事業法第28条(業務停止等の報告)" in telecom[0].laws
    assert not {law for one in laws_of(plan4, ["electric_power"]) for law in one.laws} & set(telecom[0].laws)
    assert laws_of(plan4, ["no_such_sector"]) == ()


def test_the_guide_answers_in_the_reader_s_language_and_leads_into_the_form(cast: Cast) -> None:
    client, address = client_of(cast.electric, "ja"), reverse("report_guide")
    page = client.get(address, {"a": ["case_1a", "statutory"]}).content.decode()

    assert "電気関係報告規則第3条(事故報告)" in page
    assert 'value="statutory_report"' in page
    assert client.get(reverse("begin_report")).content.decode().count(address) == 1


def test_nobody_signed_out_reads_the_guide(client: Any) -> None:
    assert client.get(reverse("report_guide")).status_code == 302
