"""Reading reports and advisories: the sheet, what changed, where one's own are; and nothing of it for strangers."""

import re
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from noroshi.advisories.actions import acknowledge, begin_next_issue, issue_advisory, relay_advisory
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.models import Desk, Organization, Person
from noroshi.drafting.actions import save
from noroshi.drafting.written import Written
from noroshi.editions.actions import publish
from noroshi.editions.models import ReadMark
from noroshi.editions.queries import edition_readable_by
from noroshi.reports.actions import begin_completion, begin_follow_up, begin_report, relay_report
from noroshi.vocabulary import SightingAnswer, Tlp
from tests.cast import Cast
from tests.drafted import amended, issued, reported, sent

pytestmark = pytest.mark.django_db

CANARY = "鵺鳴峠の保守端末"
BAD = "http://evil.example/drop.exe"
PAGES = ("/", "/?all=1", "/reports/", "/reports/?tlp=amber", "/advisories/", "/items/", "/items/?sector=electricity")
MOST_QUESTIONS = {"home": 33, "list": 20, "item": 20, "own_item": 26}
"""With room for a question or two; a page that asks once for each line is found."""


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(viewer: Viewer | None, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if viewer is not None:
        client.force_login(Person.objects.get(pk=viewer.seat.person_id))
        session = client.session
        session["noroshi_began"] = time.time()
        session["desk"] = str(queries.own_desk(viewer.seat).id)
        session.save()
    return client


def text(viewer: Viewer | None, path: str, language: str = "en") -> str:
    return str(client_of(viewer, language).get(path).content.decode())


def item(viewer: Viewer, edition: UUID, asked: str = "", language: str = "en") -> str:
    return text(viewer, reverse("item", args=[edition]) + asked, language)


def of_field(page: str, label: str) -> str:
    """What stands beside a label of the sheet."""
    found = re.search(rf"<dt>(?:<span class=\"mark\">[^<]*</span> )?{re.escape(label)}</dt><dd>(.*?)</dd>", page, re.S)
    assert found, label
    return found[1]


def strangers(cast: Cast) -> dict[str, Viewer | None]:
    return {
        "a bank of another sector": cast.bank,
        "a colleague without need to know": cast.electric_colleague,
        "an outside person whose NDA has ended": cast.contractor,
        "the liaison of another sector": cast.gas_liaison,
        "a neighbor that was not addressed": cast.neighbor,
        "the administrator of the platform": cast.platform,
    }


def marked(cast: Cast) -> UUID:
    """A report with an estimate and a name that was taken out."""
    with acting_as(cast.electric):
        begun = begin_report(cast.electric, "direct_report")
        typed = {
            **begun.written.typed,
            "summary": f"{CANARY}\n{BAD} への通信",
            "occurred_at": "11/20 2:40頃",
            "operator_name": "",
            "event_kind": "intrusion",
        }
        marks = {
            "occurred_at": {"certainty": "estimate", "basis": "サーバログより"},
            "operator_name": {"anonymized": True},
        }
        written = Written(typed, marks, {**begun.written.wish, "tlp": "amber"})
        draft = save(cast.electric, begun.public_id, written, version=begun.version)
    return sent(cast.electric, draft)


def followed_up(cast: Cast, edition: UUID, **typed: Any) -> UUID:
    with acting_as(cast.electric):
        draft = amended(cast.electric, begin_follow_up(cast.electric, edition), **typed)
    return sent(cast.electric, draft)


def to_electricity(cast: Cast) -> str:
    ministry = Organization.objects.get(pk=cast.ministry.organization_id)
    return f"ministry_for_sector:{ministry.public_id}/electricity"


def advised(cast: Cast, **typed: Any) -> UUID:
    return issued(cast.center, to_electricity(cast), **{"threat_summary": CANARY, **typed})


def passed_down(cast: Cast, edition: UUID) -> None:
    """To the CEPTOAR and its members."""
    secretariat = Desk.objects.get(pk=cast.secretariat.desk_id)
    ceptoar = Organization.objects.get(pk=cast.secretariat.organization_id)
    with acting_as(cast.ministry):
        relay_advisory(cast.ministry, edition, to=[f"desk:{secretariat.public_id}"])
    with acting_as(cast.secretariat):
        relay_advisory(cast.secretariat, edition, to=[f"ceptoar_members:{ceptoar.public_id}"])


# ---------------------------------------------------------------- the sheet


def test_the_sheet_stands_in_printed_order_and_printed_words(cast: Cast) -> None:
    page = item(cast.ministry, marked(cast), language="ja")

    places = [page.index(words) for words in ("情報連絡様式", "情報連絡元", "情報共有範囲</dt>", "⑤", "発生日時")]
    assert places == sorted(places)
    assert "内閣官房に届いたときに付きます" in page


def test_estimate_anonymity_and_blank_are_three_things(cast: Cast) -> None:
    page = item(cast.ministry, marked(cast))

    occurred, operator = of_field(page, "Occurred at"), of_field(page, "Operator where the event occurred")
    assert "11/20 2:40頃" in occurred
    assert "tag--unsure" in occurred
    assert "サーバログより" in occurred
    assert "Anonymized" in operator
    blank = " ".join(re.findall(r'<p class="blank">.*?</p>', page))
    assert "outlook" in blank
    assert "operator where the event occurred" not in blank


def test_a_loose_moment_is_told_back_as_it_was_understood(cast: Cast) -> None:
    occurred = of_field(item(cast.ministry, marked(cast)), "Occurred at")

    assert "Read as: about 20 Nov" in occurred


def test_what_is_dangerous_is_never_a_link(cast: Cast) -> None:
    edition = marked(cast)
    for page in (item(cast.ministry, edition), text(cast.ministry, "/reports/"), text(cast.ministry, "/")):
        assert BAD not in page
    assert "hxxp://evil[.]example/drop.exe" in item(cast.ministry, edition)


def test_destinations_are_ministry_and_sector(cast: Cast) -> None:
    page = item(cast.ministry, advised(cast), language="ja")

    name = Organization.objects.get(pk=cast.ministry.organization_id).name_ja
    assert re.search(rf"{name}.{{0,3}}電力", of_field(page, "情報提供先(所管省庁名及び分野名)"))


def test_the_number_stands_there_once_it_was_given(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report", summary=CANARY)
    assert "The center gives it on arrival" in item(cast.electric, edition)

    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)
        number = edition_readable_by(cast.ministry, edition).reference_number

    page = item(cast.electric, edition)
    assert number in page
    assert "The center gives it on arrival" not in page


# ---------------------------------------------------------------- what changed


def test_a_follow_up_says_first_what_changed_since_the_one_that_was_read(cast: Cast) -> None:
    first = reported(cast.electric, "direct_report", summary=CANARY, outlook="continuing")
    item(cast.ministry, first)
    second = followed_up(cast, first, outlook="closed", lessons="経路を見直した")

    page = item(cast.ministry, second)

    assert "What changed since no. 1, which you read" in page
    assert "<ins>経路を見直した</ins>" in page
    assert "<del>" in page.split("⑧")[1]


def test_the_full_text_is_one_link_away_without_scripts(cast: Cast) -> None:
    first = reported(cast.electric, "direct_report", summary=CANARY)
    second = followed_up(cast, first, lessons="経路を見直した")

    full = item(cast.ministry, second, "?view=full")

    assert 'id="sheet"' in full
    assert 'id="sheet"' not in item(cast.ministry, second)
    assert f'href="/items/{second}/?view=changes"' in full


def test_it_is_compared_with_the_latest_that_this_person_read(cast: Cast) -> None:
    first = reported(cast.electric, "direct_report", summary=CANARY)
    item(cast.ministry, first)
    second = followed_up(cast, first, lessons="経路を見直した")
    third = followed_up(cast, second, lessons="経路を止めた")

    page = item(cast.ministry, third)

    assert "since no. 1, which you read" in page
    assert f"against={second}" in page
    assert "What changed since no. 2" in item(cast.ministry, third, f"?against={second}")


def test_what_one_may_not_read_cannot_be_compared_with(cast: Cast) -> None:
    edition, theirs = reported(cast.electric, "direct_report"), cast.report(cast.bank).public_id
    client = client_of(cast.ministry)

    for other in (theirs, uuid4(), "1", "x' or 1=1"):
        answer = client.get(reverse("item", args=[edition]), {"against": str(other)})
        assert answer.status_code == 404, other


def test_a_ministry_sees_what_its_own_edition_says_otherwise(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", summary=CANARY)
    with acting_as(cast.ministry):
        begun = begin_completion(cast.ministry, source)
        draft = amended(cast.ministry, begun, supplement="省が補った")
    own = sent(cast.ministry, draft)

    link = f"/items/{own}/?against={source}"

    assert link in item(cast.ministry, source)
    page = text(cast.ministry, link)
    assert "What differs from" in page
    assert "<ins>省が補った</ins>" in page
    assert str(own) not in item(cast.electric, source)


# ---------------------------------------------------------------- read marks, lists, home


def test_what_nobody_here_opened_is_new_and_what_a_colleague_opened_is_told(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report", summary=CANARY)
    assert "Not read yet" in text(cast.ministry, "/reports/")

    item(cast.ministry, edition)
    item(cast.ministry, edition)

    assert "Not read yet" not in text(cast.ministry, "/reports/")
    with acting_as(cast.ministry):
        assert ReadMark.objects.count() == 1


def test_what_one_desk_has_opened_is_no_other_desks_to_know(cast: Cast) -> None:
    item(cast.ministry, reported(cast.electric, "direct_report"))

    for viewer in (cast.electric, cast.center, cast.bank, cast.secretariat):
        with acting_as(viewer):
            assert not ReadMark.objects.exists()


def test_an_own_item_leaves_no_mark(cast: Cast) -> None:
    item(cast.electric, reported(cast.electric, "direct_report"))

    with acting_as(cast.electric):
        assert not ReadMark.objects.exists()


def test_reports_and_advisories_have_lists_of_their_own(cast: Cast) -> None:
    reported(cast.electric, "direct_report", summary=CANARY)
    advised(cast, threat_summary="遠隔接続機器の弱点")

    reports, advisories = text(cast.ministry, "/reports/"), text(cast.ministry, "/advisories/")

    assert CANARY in reports
    assert "遠隔接続機器の弱点" not in reports
    assert "遠隔接続機器の弱点" in advisories
    assert CANARY not in advisories


def test_home_begins_with_what_is_due_and_one_button_is_primary(cast: Cast) -> None:
    reported(cast.electric, "direct_report", summary=CANARY)

    page = text(cast.ministry, "/")

    assert page.index("need--first") < page.index(CANARY)
    assert "Read and pass on" in page
    assert len(re.findall(r"button--primary", page.split('id="main"')[1].split("<footer")[0])) == 1


def test_home_shows_the_first_few_and_all_when_asked(cast: Cast) -> None:
    for number in range(10):
        reported(cast.electric, "direct_report", summary=f"{CANARY}{number}")

    assert text(cast.ministry, "/").count('class="need ') + text(cast.ministry, "/").count('class="need"') == 8
    assert text(cast.ministry, "/?all=1").count("need-do") > 8


def test_the_sender_follows_it_like_a_parcel(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report", summary=CANARY)
    before = item(cast.electric, edition)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)
    after = item(cast.electric, edition)

    assert "Arrived, not passed on yet" in before
    assert "Not there yet" in before
    assert "Received, number" in after
    assert "How far it has come" not in item(cast.ministry, edition)


# ---------------------------------------------------------------- deeds and the answer


@pytest.mark.parametrize("who", ["electric", "ministry", "center", "secretariat"])
def test_an_item_has_at_most_one_primary_button(cast: Cast, who: str) -> None:
    edition, viewer = advised(cast), getattr(cast, who)
    passed_down(cast, edition)

    page = item(viewer, edition)

    body = page.split('id="main"')[1].split("<footer")[0]
    assert len(re.findall(r"button--primary", body)) <= 1
    assert CANARY in page


def test_whoever_received_an_advisory_answers_at_its_foot(cast: Cast) -> None:
    edition = advised(cast)
    passed_down(cast, edition)

    page = item(cast.electric, edition)

    for words in ("It has come here", "It has not come here", "Do not know", "Only acknowledge"):
        assert words in page
    assert f'action="/items/{edition}/acknowledge/"' in page
    assert 'class="dock"' not in item(cast.center, edition)


def test_the_own_answer_is_shown_and_may_be_changed(cast: Cast) -> None:
    edition = advised(cast)
    passed_down(cast, edition)
    with acting_as(cast.electric):
        acknowledge(cast.electric, edition, sighting=SightingAnswer.NOT_SEEN)

    page = item(cast.electric, edition)

    assert re.search(r'value="not_seen" checked', page)
    assert "Change the answer" in page
    assert "Acknowledged" in text(cast.electric, "/advisories/")


def test_the_next_issue_of_an_advisory_says_what_changed(cast: Cast) -> None:
    first = advised(cast, course_of_action="更新する")
    with acting_as(cast.center):
        begun = begin_next_issue(cast.center, first)
        draft = amended(cast.center, begun, wish={"destinations": [to_electricity(cast)]}, course_of_action="止める")
        second = issue_advisory(cast.center, draft.public_id, version=draft.version)

    page = item(cast.ministry, second)

    assert "<ins>止める</ins>" in page
    assert "<del>更新する</del>" in page


def test_what_is_asked_of_the_own_tier_stands_first(cast: Cast) -> None:
    rows = [
        {"tier": "executive", "expected_action": "予算を決める"},
        {"tier": "csirt", "expected_action": f"{BAD} への通信を調べる"},
    ]
    edition = advised(cast, addressees=rows)
    passed_down(cast, edition)

    asked = item(cast.electric, edition).split("What is asked of whom")[1].split("</section>")[0]

    assert asked.index("CSIRT") < asked.index("Executives")
    assert "hxxp://evil[.]example" in asked
    assert BAD not in asked


# ---------------------------------------------------------------- strangers


@pytest.mark.parametrize("language", ["ja", "en"])
def test_strangers_find_no_title_no_count_no_number_on_any_page(cast: Cast, language: str) -> None:
    report = reported(cast.electric, "direct_report", summary=CANARY)
    second = followed_up(cast, report, lessons="経路を見直した")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, report)
        number = edition_readable_by(cast.ministry, report).reference_number

    for who, viewer in strangers(cast).items():
        for path in PAGES:
            answer = text(viewer, path, language)
            for secret in (CANARY, number, str(report), str(second)):
                assert secret not in answer, (who, path)
        assert "data-row" not in text(viewer, "/reports/", language), who


def test_strangers_get_the_answer_for_what_is_not_there(cast: Cast) -> None:
    report = reported(cast.electric, "direct_report", summary=CANARY)

    for who, viewer in strangers(cast).items():
        client = client_of(viewer)
        for asked in ("", "?view=full", "?view=changes", f"?against={report}"):
            forbidden = client.get(reverse("item", args=[report]) + asked)
            missing = client.get(reverse("item", args=[uuid4()]) + asked)
            assert forbidden.status_code == missing.status_code == 404, (who, asked)
            assert CANARY not in forbidden.content.decode()


def test_an_excluded_ministry_finds_nothing(cast: Cast) -> None:
    ministry = Organization.objects.get(pk=cast.ministry.organization_id)
    wish = {"exclusions": [f"organization:{ministry.public_id}"]}
    report = reported(cast.electric, "report_past_ministry", wish=wish, summary=CANARY)

    assert CANARY in item(cast.center, report)
    for path in PAGES:
        assert CANARY not in text(cast.ministry, path)
    assert client_of(cast.ministry).get(reverse("item", args=[report])).status_code == 404


def test_nobody_reads_without_signing_in(cast: Cast) -> None:
    report = reported(cast.electric, "direct_report", summary=CANARY)
    client = client_of(None)

    for path in (*PAGES, reverse("item", args=[report])):
        answer = client.get(path)
        assert answer.status_code in {302, 401}, path
        assert CANARY not in answer.content.decode()


def test_the_public_reads_a_published_advisory_by_its_sheet_without_the_contact_block(cast: Cast) -> None:
    edition = advised(cast, tlp="clear")
    with acting_as(cast.center):
        person = edition_readable_by(cast.center, edition).content["contact_person"]
        publish(cast.center, edition, is_confirmed=True)

    page = text(None, reverse("published_item", args=[edition]), "ja")

    assert "情報提供様式" in page
    assert CANARY in page
    assert person not in page
    assert "問合せ先" not in page
    assert "未記入" not in page


def test_what_is_published_is_read_page_by_page(cast: Cast) -> None:
    with acting_as(cast.electric):
        for number in range(31):
            edition = cast.report(cast.electric, Tlp.CLEAR, content={"title": f"公開{number}", "body": "本文"})
            publish(cast.electric, edition.public_id, is_confirmed=True)
    client = client_of(None)

    first = client.get("/public/").content.decode()
    older = re.search(r'href="(/public/\?cursor=[^"]+)"', first)
    assert older
    second = client.get(older[1]).content.decode()

    assert first.count("data-row") == 30
    assert second.count("data-row") >= 1
    assert "公開0" in second
    assert client.get("/public/?cursor=1").status_code == 400


def test_the_tour_tells_of_parts_and_of_nobody(cast: Cast) -> None:
    reported(cast.electric, "direct_report", summary=CANARY)

    page = text(None, "/tour/")

    assert "CEPTOAR secretariat" in page
    assert CANARY not in page


# ---------------------------------------------------------------- how often a page asks


def questions(viewer: Viewer, path: str) -> int:
    client = client_of(viewer)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_no_page_asks_once_for_each_line(cast: Cast) -> None:
    few = reported(cast.electric, "direct_report", summary=CANARY)
    before = {path: questions(cast.ministry, path) for path in ("/", "/reports/")}
    for number in range(6):
        reported(cast.electric, "direct_report", summary=f"{CANARY}{number}")

    after = {path: questions(cast.ministry, path) for path in ("/", "/reports/")}

    assert after == before
    assert after["/"] <= MOST_QUESTIONS["home"]
    assert after["/reports/"] <= MOST_QUESTIONS["list"]
    assert questions(cast.ministry, f"/items/{few}/") <= MOST_QUESTIONS["item"]
    assert questions(cast.electric, f"/items/{few}/") <= MOST_QUESTIONS["own_item"]


def test_where_own_reports_are_is_asked_for_all_of_them_at_once(cast: Cast) -> None:
    reported(cast.electric, "direct_report", summary=CANARY)
    before = questions(cast.electric, "/")
    for number in range(3):
        reported(cast.electric, "direct_report", summary=f"{CANARY}{number}")

    assert questions(cast.electric, "/") == before


def test_what_changed_is_read_together_with_the_edition_itself(cast: Cast) -> None:
    first = reported(cast.electric, "direct_report", summary=CANARY)
    second = followed_up(cast, first, summary=f"{CANARY}2")

    assert questions(cast.ministry, f"/items/{second}/") == questions(cast.ministry, f"/items/{first}/")
