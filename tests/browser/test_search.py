"""The one box: by key, as one types, narrowed and kept, in both languages and on a phone; a stranger sees an empty page."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import small_cast
from tests.drafted import draft_report, reported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "山彦式の監視装置が止まり、hxxps://yamabiko[.]example への通信を遮断した。"


def test_the_box_is_reached_by_key_and_finds_as_one_types(come: Any) -> None:
    cast = small_cast()
    reported(cast.electric, summary=TEXT)
    page = come(cast.electric, "/items/")

    page.keyboard.press("/")
    page.keyboard.type("ヤマビコ式")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("見つかりません")
    page.fill("#id_q", "山彦式")

    expect(page.locator("#found mark").first).to_have_text("山彦式")
    expect(page).to_have_url(re.compile("q="))
    page.fill("#id_q", "yamabiko.example")
    expect(page.locator("#found mark")).to_have_text("yamabiko[.]example")
    page.locator("#found a[data-row]").first.click()
    expect(page.locator("h1")).to_contain_text("山彦式")


@pytest.mark.parametrize(("language", "nothing"), [("ja", "見つかりません"), ("en", "Nothing found")])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_stands_on_a_phone_in_both_languages_and_shows_a_stranger_nothing(
    come: Any, language: str, nothing: str, width: int
) -> None:
    cast = small_cast()
    reported(cast.electric, tlp="red", summary=TEXT)

    own = come(cast.electric, "/search/?q=山彦式", language=language, width=width)
    other = come(cast.bank, "/search/?q=山彦式", language=language, width=width)

    expect(own.locator("#found mark").first).to_have_text("山彦式")
    expect(other.locator("#found")).to_contain_text(nothing)
    assert "hxxps" not in other.content()
    for page in (own, other):
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("language", "width"), [("ja", 390), ("en", 1280)])
def test_a_kind_of_event_is_chosen_and_stands_in_the_address(come: Any, language: str, width: int) -> None:
    cast = small_cast()
    reported(cast.electric, summary=f"{TEXT}一件目", event_kind="malware")
    reported(cast.electric, summary=f"{TEXT}二件目", event_kind="leak")
    page = come(cast.electric, "/search/?q=山彦式", language=language, width=width)
    expect(page.locator("#found ol a[data-row]")).to_have_count(2)

    page.locator("details.found-narrow summary").click()
    page.select_option("#id_event_kind", "malware")

    expect(page.locator("#found ol a[data-row]")).to_have_count(1)
    expect(page.locator("#found ol")).to_contain_text("一件目")
    expect(page).to_have_url(re.compile("event_kind=malware"))
    page.reload()
    expect(page.locator("#id_event_kind")).to_have_value("malware")
    expect(page.locator("#found ol")).not_to_contain_text("二件目")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    other = come(cast.bank, "/search/?event_kind=malware", language=language, width=width)
    expect(other.locator("#found ol a[data-row]")).to_have_count(0)


def test_a_search_is_kept_for_the_desk_and_opened_as_it_was(come: Any) -> None:
    cast = small_cast()
    reported(cast.electric, summary=TEXT)
    page = come(cast.electric, "/search/?q=山彦式&tlp=amber", language="en")

    page.get_by_role("link", name="Keep this search").click()
    page.fill("#id_name", "山彦")
    page.check("#id_is_of_desk")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("link", name="山彦").click()

    expect(page.locator("#found mark").first).to_have_text("山彦式")
    expect(page.locator("#id_tlp")).to_have_value("amber")


@pytest.mark.parametrize("width", [1280, 390])
def test_similar_items_come_beside_a_draft_as_one_writes_and_are_folded_on_a_phone(come: Any, width: int) -> None:
    cast = small_cast()
    told = "遠隔保守の入口にある装置の弱点が悪用され、203.0.113.91 からの接続が続いている。装置を止めて設定を見直した。"
    reported(cast.electric, summary=told)
    own, other = (draft_report(one, summary="点検") for one in (cast.electric, cast.bank))
    pages = [
        come(one, f"/drafts/{draft.public_id}/", width=width)
        for one, draft in ((cast.electric, own), (cast.bank, other))
    ]

    for page in pages:
        page.locator("details:has(#f-summary)").evaluate("block => { block.open = true; }")
        page.locator("#f-summary").fill(told)
    mine, stranger_s = (page.locator("details[data-part=alike]") for page in pages)

    expect(mine.locator("summary")).to_contain_text("1", timeout=15_000)
    expect(mine).to_have_js_property("open", width > 800)
    if width < 800:
        mine.locator("summary").click()
    expect(mine.locator("li a")).to_be_visible()
    expect(stranger_s.locator("summary + div")).to_be_attached(timeout=15_000)
    expect(stranger_s.locator("li")).to_have_count(0)
    expect(stranger_s).to_have_js_property("open", False)
    for page in pages:
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
