"""Home, shared items, who may see what, record, rules and what is public, in a real browser: for everyone, by keyboard, without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_directory_pages import LOOKS, Enter, enter, faults, go, main_button, main_link

__all__ = ["enter"]

pytestmark = pytest.mark.browser

LISTS = [
    *("/", "/items/", "/items/?kind=advisory&tlp=amber", "/items/?sector=railway&own=1", "/items/?tlp=purple"),
    *("/who/", "/who/?tlp=clear", "/who/?tlp=green&withheld=amber&sector=electricity&sector=gas"),
    *("/who/?tlp=clear&exclude=kind:ministry", "/notices/new/", "/standing-orders/", "/standing-orders/new/"),
    *("/record/", "/record/?only=refused", "/record/?view=readings", "/record/?view=about"),
    *("/schemes/", "/schemes/plan4/", "/schemes/plan4/sectors/", "/schemes/plan4/sharing/", "/schemes/plan4/forms/"),
    *("/schemes/plan4/words/", "/schemes/plan4/routes/", "/schemes/plan4/contacts/", "/schemes/plan2/sharing/"),
    *("/schemes/plan2/", "/schemes/plan2/forms/", "/public/"),
]


def first_row(page: Page, path: str) -> str:
    go(page, path)
    return str(page.locator("main a[data-row]").first.get_attribute("href"))


def addresses(page: Page) -> list[str]:
    """Every page that a desk of an operator can walk to."""
    own, other = first_row(page, "/items/?own=1"), first_row(page, "/items/?kind=advisory")
    deeds = [own + "pass-on/", own + "pass-on/?to=everyone_in_range", own + "mark/?tlp=green", own + "recall/"]
    return [*LISTS, own, other, *deeds, first_row(page, "/public/")]


def complaints_of(page: Page) -> list[str]:
    """What the browser has against a page: a breach of the policy, a script that fails. That a refusal has a status is none."""
    heard: list[str] = []

    def hear(message: Any) -> None:
        if message.type == "error" and not re.search("status of (404|422)", message.text):
            heard.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_every_first_page_is_readable_by_everyone(enter: Enter, language: str, theme: str, width: int) -> None:
    page = enter("saeki@shiomi", "/", language=language, theme=theme, width=width)
    paths, complaints = addresses(page), complaints_of(page)

    found = {}
    for path in paths:
        go(page, path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        found[path] = faults(page)

    assert {path: each for path, each in found.items() if each} == {}
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_home_items_and_explorer_in_every_look(enter: Enter, language: str, theme: str, width: int) -> None:
    page = enter("hirasawa-k@meti", "/", language=language, theme=theme, width=width)

    for path in ("/", "/items/", first_row(page, "/items/"), "/who/", "/record/", "/standing-orders/"):
        go(page, path)

        assert faults(page) == [], path


def test_the_published_list_needs_no_sign_in(noroshi_server: Any, visit: Any) -> None:
    page = visit(f"{noroshi_server.url}/public/", language="en")
    complaints = complaints_of(page)

    expect(page.locator("main tbody tr")).not_to_have_count(0)
    assert faults(page) == []
    page.locator("main a[data-row]").first.click()
    expect(page.get_by_role("heading", name="The seal stands")).to_be_visible()
    assert faults(page) == []
    assert complaints == []


def test_a_bank_and_the_street_find_nothing_of_an_electric_report(
    enter: Enter, noroshi_server: Any, visit: Any
) -> None:
    owner = enter("saeki@shiomi", "/", language="en")
    path = first_row(owner, "/items/?own=1&tlp=amber")
    title = owner.locator("main a[data-row]").first.inner_text()

    bank = enter("kanbara@aoshio", "/", language="en")
    street = visit(f"{noroshi_server.url}{path}", language="en")
    go(bank, path)

    expect(bank.get_by_role("heading", name="Not found.")).to_be_visible()
    expect(street).to_have_url(re.compile("/sign-in/"))
    for page in (bank, street):
        assert title not in page.content()
    go(bank, "/items/")
    assert title not in bank.content()


def test_one_primary_button_on_every_first_page(enter: Enter) -> None:
    page = enter("saeki@shiomi", "/")

    for path in addresses(page):
        go(page, path)

        assert page.locator("main .button--primary").count() <= 1, path


def test_rows_are_reached_and_opened_by_keyboard(enter: Enter) -> None:
    page = enter("saeki@shiomi", "/items/", language="en")
    second = page.locator("main a[data-row]").nth(1)

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Why I see this")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("w")
    expect(page.get_by_role("heading", name="Who may see what", level=1)).to_be_visible()


def test_the_explorer_follows_what_one_picks_and_its_address_can_be_sent(enter: Enter) -> None:
    page = enter("saeki@shiomi", "/who/", language="en")
    figure = page.locator(".ceiling-figure b")
    amber = int(figure.inner_text())

    page.get_by_role("radio", name=re.compile("TLP:GREEN")).check()
    expect(figure).not_to_have_text(str(amber))
    page.wait_for_url(re.compile("tlp=green"))
    green = figure.inner_text()

    assert int(green) > amber
    other = enter("saeki@shiomi", page.url.split("/", 3)[3].join(["/", ""]), language="en")
    expect(other.locator(".ceiling-figure b")).to_have_text(green)
    page.get_by_role("radio", name=re.compile("TLP:CLEAR")).check()
    expect(figure).to_have_text("Everybody")


def test_filters_follow_and_stay_in_the_address(enter: Enter) -> None:
    page = enter("saeki@shiomi", "/items/", language="en")

    page.select_option("#id_tlp", "clear")
    page.wait_for_url(re.compile("tlp=clear"))
    expect(page.locator("#found .tlp--amber")).to_have_count(0)
    page.reload()

    expect(page.locator("#id_tlp")).to_have_value("clear")
    expect(page.locator("#found .tlp--clear")).not_to_have_count(0)


def test_writing_shows_who_while_one_picks_and_keeps_the_text(enter: Enter) -> None:
    page = enter("watarase@hokuryo", "/notices/new/", language="en")
    page.fill("#id_title", "Beacon on the ridge")
    most = page.locator("#preview .audience-figures b").nth(1)
    before = most.inner_text()

    page.get_by_role("radio", name=re.compile("TLP:GREEN")).check()

    expect(most).not_to_have_text(before)
    expect(page.locator("#id_title")).to_have_value("Beacon on the ridge")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_notice_is_written_passed_on_marked_and_recalled(enter: Enter, scripts: bool) -> None:
    title = f"Beacon {'with' if scripts else 'without'} scripts"
    page = enter("watarase@hokuryo", "/notices/new/", language="en", scripts=scripts)
    page.fill("#id_title", title)
    page.fill("#id_body", "See http://bad.example.com/x and version 7.2.6.")
    main_button(page, "Show who").click()
    expect(page.locator("#id_title")).to_have_value(title)
    main_button(page, "Seal it").click()
    expect(page.get_by_text("held now by 1 desk;")).to_be_visible()
    expect(page.get_by_text("hxxp://bad[.]example[.]com/x")).to_be_visible()
    expect(page.get_by_text("version 7.2.6")).to_be_visible()
    item = page.url

    main_link(page, "Pass on…").click()
    page.get_by_role("checkbox", name=re.compile("Electricity information sharing.* Secretariat")).first.check()
    main_button(page, "Show who it would reach").click()
    expect(page.get_by_role("heading", name="It would open to")).to_be_visible()
    main_button(page, "Pass on now").click()
    expect(page.get_by_text("held now by 2 desks;")).to_be_visible()
    if not scripts:
        page.get_by_role("link", name="Show them by name").click()
    expect(page.locator("#reach .audience--now")).to_contain_text("Electricity information sharing")
    expect(page.locator("#readers")).to_contain_text("Nobody else has read it yet")
    page.goto(item)

    main_link(page, "Mark again…").click()
    page.get_by_role("radio", name=re.compile("TLP:RED")).check()
    main_button(page, "Show what changes").click()
    expect(page.get_by_text("These would lose it")).to_be_visible()
    main_button(page, "Mark it so").click()
    expect(page.get_by_text("held now by 1 desk;")).to_be_visible()

    main_link(page, "Recall…").click()
    page.fill("#id_reason", "a drill of ours")
    main_button(page, "Recall for everybody").click()
    expect(page).to_have_url(f"{item}left/")
    expect(page.locator("h1")).to_have_text("What left the house")
    page.goto(item)
    expect(page.get_by_text("You recalled this")).to_be_visible()


def test_the_desk_is_switched_and_the_home_is_another(enter: Enter, noroshi_server: Any) -> None:
    page = enter("adler@nisc", "/", language="en")
    page.locator("summary.bar-item, details.desk summary").first.click()

    expect(page.locator("details.desk .menu")).to_be_visible()
    assert faults(page) == []


def test_a_printed_item_keeps_its_mark_and_leaves_the_frame_away(enter: Enter) -> None:
    page = enter("saeki@shiomi", "/", language="en")
    go(page, first_row(page, "/items/?own=1&tlp=amber"))
    expect(page.get_by_role("heading", name="Why I see this")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.locator("main .tlp").first).to_be_visible()
    expect(page.locator("nav.tabs")).to_be_hidden()
    expect(page.get_by_role("heading", name="Why I see this")).to_be_visible()
