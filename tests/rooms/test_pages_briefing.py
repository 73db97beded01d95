"""The page for executives in the browser's words: composed, printed, decided; a stranger finds nothing."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from noroshi.audiences.viewer import acting_as
from noroshi.briefing.actions import decide
from noroshi.directory.models import Person
from noroshi.ledger.models import Entry
from noroshi.response.queries import orders_readable_by
from noroshi.vocabulary import OrderReach
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.test_briefing import composed, desk_of, field_desk, written
from tests.rooms.test_briefing_overview import advised
from tests.rooms.test_pages_drafts import client_of
from tests.rooms.test_response_orders import ordered
from tests.rooms.test_sheets import named, shared

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_a_page_is_composed_printed_decided_and_ordered(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green", summary="変電所の停止")
    typed = {"title": "遠隔保守を止めるか", "sources": [str(source)], "to": str(desk_of(cast.electric_executive))}
    typed |= {"option_1": "続ける", "option_2": "止める", "service_2": "復旧が遅れる", "hands_on": "on"}

    answer = client_of(cast.electric).post(reverse("briefing_new"), typed)

    assert answer.status_code == 302
    executive, address = client_of(cast.electric_executive), answer["Location"]
    page = executive.get(address).content.decode()
    assert "変電所の停止" in page
    assert "復旧が遅れる" in page
    pdf = executive.get(f"{address}briefing.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    decided = {"option": "1", "words": "今夜中に", "to": [str(desk_of(field_desk(cast)))]}
    assert executive.post(f"{address}decide/", decided).status_code == 302
    assert "今夜中に" in client_of(cast.electric).get(address).content.decode()
    assert "止める" in client_of(field_desk(cast)).get(reverse("orders")).content.decode()


@pytest.mark.parametrize(
    ("colors", "told"), [(["red"], "None of these items"), (["red", "green"], "1 of 2 items"), (["green"], "")]
)
def test_whoever_composes_is_told_what_does_not_reach_those_who_decide(
    cast: Cast, colors: list[str], told: str
) -> None:
    sources = [reported(cast.electric, "direct_report", tlp=tlp, summary=f"停止 {tlp}") for tlp in colors]
    typed = {"title": "止めるか", "sources": list(map(str, sources)), "to": str(desk_of(cast.electric_executive))}
    typed |= {"option_1": "続ける", "option_2": "止める", "hands_on": "on"}
    composer = client_of(cast.electric)

    address = composer.post(reverse("briefing_new"), typed)["Location"]

    shown = composer.get(address).content.decode()
    assert told in shown
    assert ("to the desk that decides" in shown or "with the desk that decides" in shown) == bool(told)
    assert client_of(cast.electric_executive).get(address).status_code == (404 if colors == ["red"] else 200)
    assert client_of(cast.bank).get(address).status_code == 404


def test_what_is_printed_is_in_the_record_as_taken_away_and_says_who_took_it(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green", summary="変電所の停止")
    page = composed(cast, source)

    pdf = client_of(cast.electric_executive).get(reverse("briefing_pdf", args=[page]))

    text = printed(pdf)
    person = Person.objects.get(pk=cast.electric_executive.seat.person_id)
    assert "".join(person.name_ja.split()) in text
    assert re.search(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\d{1,2}[A-Z][a-z]{2}20\d\d,\d{1,2}:\d\d", text), (
        "as people write it"
    )
    with acting_as(cast.electric_executive):
        entry = Entry.objects.get(deed="export_form", person_id=person.pk)
        assert (entry.answer, entry.detail) == ("export", {"as": "briefing"})
        assert entry.object_ids == [page, source]
        assert entry.provider_ids == [cast.electric.organization_id] * 2


def printed(answer: Any) -> str:
    """All that the file says, without the breaks of its lines."""
    pages = PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
    return "".join("".join(one.extract_text() for one in pages).split())


SAID = (
    *("遠隔保守を止めるか", "変電所の停止", "遠隔保守端末", "供給は続いている", "保守端末1台", "聞き取り"),
    *("保守用の口を閉じる。", "監視を強めて続ける", "供給は保たれる", "復旧が半日遅れる", "電気事業法の報告"),
    *("今夜中に", "保守回線を抜く"),
)
HEADINGS = (
    *("What happened", "Damage", "Confirmed", "Not confirmed", "What others do"),
    *("Orders", "Figures", "Options", "Decided"),
)


def test_the_print_says_everything_that_the_page_says(cast: Cast) -> None:
    marks = {"systems": {"certainty": "unconfirmed", "basis": "聞き取り"}}
    typed = {"summary": "変電所の停止", "systems": "遠隔保守端末", "event_kind": "malware"}
    source = written(cast.electric, marks=marks, **typed)
    sheet = shared(cast.neighbor, "green", named(cast, "organization:shiomi"), measures="保守用の口を閉じる。")
    order = ordered(cast.electric, field_desk(cast), "保守回線を抜く")
    page = composed(cast, source, sheet, situation="供給は続いている", orders=[order], figures=True)
    with acting_as(cast.electric_executive):
        decide(cast.electric_executive, page, 1, words="今夜中に")

    client = client_of(cast.electric_executive)
    text = printed(client.get(reverse("briefing_pdf", args=[page])))
    shown = client.get(reverse("briefing", args=[page])).content.decode()

    for words in (*SAID, *HEADINGS):
        assert "".join(words.split()) in text, words
        assert words in shown, words


def test_an_order_that_its_reader_may_not_read_is_neither_on_the_page_nor_in_print(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green")
    order = ordered(cast.electric, field_desk(cast), "保守回線を抜く", reach=OrderReach.DESKS)
    page = composed(cast, source, orders=[order])

    for viewer, is_there in ((cast.electric, True), (cast.electric_executive, False)):
        client = client_of(viewer)
        for text in (
            client.get(reverse("briefing", args=[page])).content.decode(),
            printed(client.get(reverse("briefing_pdf", args=[page]))),
        ):
            assert ("保守回線を抜く" in text) is is_there


def test_sheets_orders_and_figures_are_chosen_in_the_form(cast: Cast) -> None:
    sheet = shared(cast.neighbor, "green", named(cast, "organization:shiomi"), what_happened="保守端末が狙われた")
    order = ordered(cast.electric, field_desk(cast), "保守回線を抜く")
    client = client_of(cast.electric)

    begun = client.get(f"{reverse('briefing_new')}?item={sheet}&order={order}&item=nonsense").content.decode()
    for one in (sheet, order):
        assert re.search(rf'value="{one}"[^>]*checked', begun)
    typed = {"title": "止めるか", "sources": [str(sheet)], "orders": [str(order)], "figures": "on"}
    typed |= {"to": str(desk_of(cast.electric_executive)), "option_1": "続ける", "option_2": "止める"}
    made = client.post(reverse("briefing_new"), typed)

    page = client.get(made["Location"]).content.decode()
    for words in ("保守端末が狙われた", "保守回線を抜く", 'id="figures"'):
        assert words in page


@pytest.mark.parametrize("stranger", ["bank", "electric_colleague"])
def test_whoever_may_not_read_what_the_address_names_is_not_offered_it(cast: Cast, stranger: str) -> None:
    sheet = shared(cast.neighbor, "amber", named(cast, "organization:shiomi"))
    order = ordered(cast.electric, field_desk(cast), "保守回線を抜く", reach=OrderReach.NEED)

    begun = client_of(getattr(cast, stranger)).get(f"{reverse('briefing_new')}?item={sheet}&order={order}")

    assert begun.status_code == 200
    for hidden in (f'value="{sheet}"', f'value="{order}"', "保守回線を抜く"):
        assert hidden not in begun.content.decode()


def test_who_decides_says_by_when(cast: Cast) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green"))
    client, field = client_of(cast.electric_executive), field_desk(cast)
    due = timezone.localtime() + timedelta(days=2)
    decided = {"option": "1", "to": [str(desk_of(field))], "due_at": due.strftime("%Y-%m-%dT%H:%M")}

    assert 'name="due_at"' in client.get(reverse("briefing", args=[page])).content.decode()
    too_late = decided | {"due_at": "2020-01-01T09:00"}
    assert client.post(reverse("briefing_decide", args=[page]), too_late).status_code == 422
    assert client.post(reverse("briefing_decide", args=[page]), decided).status_code == 302

    with acting_as(field):
        (order,) = orders_readable_by(field)
        assert timezone.localtime(order.due_at).replace(tzinfo=None) == due.replace(
            second=0, microsecond=0, tzinfo=None
        )


def test_the_overview_lists_and_counts_what_is_open_in_the_house(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr("noroshi.briefing.overview.A_PAGE", 1)
    for _one in range(2):
        advised(cast)
    ordered(cast.electric, field_desk(cast), "保守回線を抜く")

    page = client_of(cast.electric_executive).get(reverse("briefings")).content.decode()

    assert "保守回線を抜く" in page
    assert f"{reverse('briefings')}?page=2#advisories" in page
    assert client_of(cast.electric_executive).get(f"{reverse('briefings')}?page=x").status_code == 200
    assert "保守回線を抜く" not in client_of(cast.bank).get(reverse("briefings")).content.decode()


def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    page = client_of(cast.electric).post(reverse("briefing_new"), {"title": "止めるか"})

    assert page.status_code == 422
    assert "止めるか" in page.content.decode()


def test_whoever_does_not_decide_is_offered_no_decision(cast: Cast) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green"))

    assert "briefing_decide" not in client_of(cast.electric).get(reverse("briefing", args=[page])).content.decode()
    answer = client_of(cast.electric).post(reverse("briefing_decide", args=[page]), {"option": "0"})
    assert answer.status_code == 403


@pytest.mark.parametrize("stranger", ["bank", "ministry", "center", "neighbor"])
def test_a_stranger_finds_neither_page_nor_print_nor_decision(cast: Cast, stranger: str) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green"))
    client = client_of(getattr(cast, stranger))

    assert "遠隔保守を止めるか" not in client.get(reverse("briefings")).content.decode()
    for name in ("briefing", "briefing_pdf"):
        assert client.get(reverse(name, args=[page])).status_code == 404
    assert client.post(reverse("briefing_decide", args=[page]), {"option": "0"}).status_code == 404


def test_home_leads_whoever_decides_to_a_page_until_it_is_decided(cast: Cast) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green", summary="変電所の停止"))
    here, home = reverse("briefing", args=[page]), reverse("home")
    executive = client_of(cast.electric_executive)

    waiting = executive.get(home).content.decode()
    executive.post(f"{here}decide/", {"option": "0"})
    decided = executive.get(home).content.decode()

    assert (f'href="{here}"' in waiting, "Read and decide" in waiting) == (True, True)
    assert "Read and decide" not in decided
    assert (
        f'href="{reverse("orders")}" data-key="o" aria-current="page"'
        in executive.get(reverse("briefings")).content.decode()
    )


@pytest.mark.parametrize("other", ["electric", "bank", "center", "ministry"])
def test_home_leads_nobody_else_to_it(cast: Cast, other: str) -> None:
    composed(cast, reported(cast.electric, "direct_report", tlp="green", summary="変電所の停止"))

    assert "Read and decide" not in client_of(getattr(cast, other)).get(reverse("home")).content.decode()
