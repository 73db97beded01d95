"""The directory in a real browser: readable by everyone, by keyboard, without scripts; and its journeys from end to end."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PASSWORD = "kaze-no-toorimichi-37"
TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, main input:not([type=hidden]), main select")]
  .filter((each) => {
    const box = (each.closest("label") ?? each).getBoundingClientRect();
    return box.height > 0 && box.left > -999 && getComputedStyle(each).display !== "inline" && box.height < 43.5;
  })
  .map((each) => each.outerHTML.slice(0, 120))"""
STARTS = """() => [...document.querySelectorAll("main a")].map((each) => each.getAttribute("href"))"""

type Enter = Callable[..., Page]


@pytest.fixture
def enter(noroshi_server: Any, visit: Any) -> Enter:
    """Signed in as an account of the demonstration, at an address of the directory."""

    def go(login: str, path: str = "/directory/", password: str = "", **look: Any) -> Page:
        page: Page = visit(f"{noroshi_server.url}/sign-in/?next={path}", **look)
        name = "noroshi_language"
        page.context.add_cookies([{"name": name, "value": look.get("language", "ja"), "url": noroshi_server.url}])
        page.reload()
        page.fill("#id_login", login)
        page.fill("#id_password", password or noroshi_server.account(login)["password"])
        page.press("#id_password", "Enter")
        page.wait_for_url(lambda address: "/sign-in/" not in address)
        return page

    return go


def main_button(page: Page, words: str) -> Any:
    return page.locator("main").get_by_role("button", name=words, exact=True)


def main_link(page: Page, words: str) -> Any:
    return page.locator("main").get_by_role("link", name=words, exact=True)


def go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + path)


def addresses(page: Page) -> list[str]:
    """Every page that an administrator can walk to from the lists of the directory."""
    lists = ["", "people/", "contacts/", "groups/", "rules/", "agreements/", "changes/", "invitations/", "import/"]
    found = [f"/directory/{each}" for each in lists]
    found += ["/directory/?q=zzzz", "/directory/groups/new/", "/directory/rules/new/"]
    found += ["/directory/agreements/new/", "/directory/agreements/new/?find=%E9%9B%BB%E5%8A%9B"]
    go(page, "/directory/")
    own = page.get_by_role("link", name="自組織").get_attribute("href") or ""
    found += [own, *(f"{own}{each}" for each in ("edit/", "change/", "people/", "invite/", "desks/new/"))]
    desk = first(page, own, r"/directory/desks/[\w-]+/$")
    found += [desk, *(f"{desk}{each}" for each in ("edit/", "close/", "invite/", "people/new/"))]
    person = first(page, "/directory/people/", r"/people/[\w-]+/$")
    found += [person, *(f"{person}{each}" for each in ("edit/", "leave/", "seats/new/"))]
    duties = first(page, person, r"/duties/$")
    seat = duties.removesuffix("duties/")
    found += [duties, seat, f"{seat}end/"]
    found += [
        first(page, f"/directory/{each}/", rf"/{each}/[\w]+-[\w-]+/$") for each in ("groups", "rules", "agreements")
    ]
    return found


def first(page: Page, path: str, pattern: str) -> str:
    go(page, path)
    return next(address for address in page.evaluate(STARTS) if address and re.search(pattern, address))


def faults(page: Page) -> list[Any]:
    page.evaluate("document.fonts.ready")
    found: list[Any] = [
        (fault["id"], [node["target"] for node in fault["nodes"]]) for fault in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found += [("sticks out", wide)] if wide > 0 else []
    if page.viewport_size and page.viewport_size["width"] < 640:
        found += [("too small to press", small) for small in page.evaluate(TOO_SMALL)]
    return found


LOOKS = [("ja", "light", 1280), ("ja", "dark", 390), ("en", "light", 390), ("en", "dark", 1280)]
"""Every pair of language, theme and width; the lists are looked at in all eight."""


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_every_page_is_readable_by_everyone(enter: Enter, language: str, theme: str, width: int) -> None:
    paths = addresses(enter("saeki@shiomi"))
    page = enter("saeki@shiomi", language=language, theme=theme, width=width)
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(f"{message.text} {message.location}") if message.type == "error" else None,
    )

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
def test_the_first_pages_are_readable_in_every_look(enter: Enter, language: str, theme: str, width: int) -> None:
    page = enter("tsukuyomi@noroshi-unei", language=language, theme=theme, width=width)

    for path in ("/directory/", "/directory/organizations/new/", "/directory/import/"):
        go(page, path)

        assert faults(page) == [], path


@pytest.mark.parametrize(("language", "theme", "width"), [("ja", "light", 1280), ("en", "dark", 390)])
def test_mistakes_and_the_plan_of_an_import_are_readable_by_everyone(
    enter: Enter, language: str, theme: str, width: int
) -> None:
    page = enter("kanbara@aoshio", "/directory/import/", language=language, theme=theme, width=width)
    text = "record,handle,name_ja,telephone\ndesk,aoshio.a,窓口,\ndesk,aoshio.b,,call me\n"

    page.locator("#id_text").fill(text)
    page.locator("main .button--primary").click()
    assert faults(page) == []
    go(page, "/directory/groups/new/")
    page.locator("main .button--primary").click()
    expect(page.locator(".errors")).to_be_focused()
    assert faults(page) == []


def test_the_second_of_two_editors_is_told_first_of_all(enter: Enter) -> None:
    page = enter("kanbara@aoshio", language="en")
    main_link(page, "My organization").click()
    edit = f"{page.url}edit/"
    other = page.context.new_page()
    for each in (page, other):
        each.goto(edit)
    other.locator("#id_note_en").fill("From the other")
    main_button(other, "Save").click()

    page.locator("#id_note_en").fill("From me")
    main_button(page, "Save").click()

    expect(page.locator(".overtaken")).to_be_focused()
    expect(page.locator(".overtaken")).to_contain_text("From the other")
    expect(page.locator("#id_note_en")).to_have_value("From me")
    assert faults(page) == []
    main_button(page, "Save").click()
    expect(page.get_by_text("From me")).to_be_visible()


def test_one_primary_button_on_every_page(enter: Enter) -> None:
    page = enter("saeki@shiomi")

    for path in addresses(page):
        go(page, path)

        assert page.locator("main .button--primary").count() <= 1, path


def test_the_list_follows_what_one_types_and_the_address_keeps_it(enter: Enter) -> None:
    page = enter("makino@nisc", language="en")

    page.locator("#id_q").press_sequentially("shiomi", delay=10)
    expect(page.locator("#found tbody tr")).to_have_count(1)
    page.wait_for_url(re.compile(r"q=shiomi"))
    page.reload()

    expect(page.locator("#id_q")).to_have_value("shiomi")
    expect(page.locator("#found tbody tr")).to_have_count(1)


def test_looking_up_needs_no_scripts_and_no_mouse(enter: Enter) -> None:
    page = enter("makino@nisc", language="en", scripts=False)

    page.locator("#id_q").focus()
    page.keyboard.type("シオミ")
    page.keyboard.press("Enter")
    page.locator("#found a").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(re.compile("Shiomi"))


def test_rows_are_reached_by_keys(enter: Enter) -> None:
    page = enter("saeki@shiomi", "/directory/people/")

    page.locator("body").press("j")
    page.keyboard.press("j")

    expect(page.locator("[data-row]").nth(1)).to_be_focused()


def test_paper_shows_the_contacts_and_nothing_to_press(enter: Enter) -> None:
    page = enter("saeki@shiomi", "/directory/contacts/")

    page.emulate_media(media="print")

    expect(page.locator("main table")).to_be_visible()
    expect(page.locator(".button >> visible=true")).to_have_count(0)


# ---------------------------------------------------------------- journeys


def invited(page: Page, name: str) -> str:
    """The link as it is shown, this once."""
    page.get_by_label("Role").select_option("csirt")
    page.locator("#id_name_ja").fill(name)
    page.get_by_label("Administrator of the organization").check()
    main_button(page, "Make the link").click()
    return page.locator("main .secret code").inner_text()


def founded(page: Page, handle: str, name: str) -> str:
    """A new organization with a first desk and the link for its first administrator."""
    main_link(page, "Found an organization…").click()
    page.locator("#id_name_ja").fill(name)
    page.locator("#id_handle").fill(handle)
    page.get_by_label("Operator", exact=True).check()
    page.get_by_label("Water supply", exact=True).check()
    main_button(page, "Found the organization").click()
    main_link(page, "Add a desk…").click()
    page.locator("#id_name_ja").fill("当直席")
    page.locator("#id_handle").fill("duty")
    main_button(page, "Open the desk").click()
    main_link(page, "Invite a person…").click()
    return invited(page, "試し 一")


def joined(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.locator("#id_name_ja").fill("試し 一")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    main_button(page, "Join").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_organization_comes_in_imports_its_desks_and_changes_its_sector(
    enter: Enter, visit: Any, scripts: bool, tmp_path: Path
) -> None:
    handle = f"tameshi-{'with' if scripts else 'without'}"
    look = {"language": "en", "scripts": scripts}
    platform = enter("tsukuyomi@noroshi-unei", **look)
    link = founded(platform, handle, "試しの水道")
    guest = visit(link, **look)
    guest.context.add_cookies([{"name": "noroshi_language", "value": "en", "url": link}])
    joined(guest, link, "hajime")
    own = enter(f"hajime@{handle}", password=PASSWORD, **look)

    imported(own, handle, tmp_path)
    changed(own, platform, accept=scripts)

    go(platform, "/directory/people/")
    guest.goto(link)
    expect(guest.locator("h1")).not_to_have_text("You are invited")


def imported(page: Page, handle: str, folder: Path) -> None:
    """First a file with a mistake, which cannot be applied; then the right one."""
    go(page, "/directory/import/")
    page.locator("#id_text").fill(f"record,handle,name_ja,telephone\ndesk,{handle}.night,夜間席,call me\n")
    main_button(page, "Show what would change").click()
    expect(page.get_by_text("Telephone: This is not a telephone number.")).to_be_visible()
    expect(main_button(page, "Apply exactly this")).to_have_count(0)
    main_link(page, "Another file").click()
    file = folder / "desks.csv"
    file.write_bytes(f"record,handle,name_ja,telephone\r\ndesk,{handle}.night,夜間席,00-0000-9999\r\n".encode("cp932"))
    page.locator("#id_file").set_input_files(file)
    main_button(page, "Show what would change").click()
    expect(page.get_by_text(f"{handle}.night")).to_be_visible()
    main_button(page, "Apply exactly this").click()
    main_link(page, "Look up").click()
    main_link(page, "My organization").click()
    expect(main_link(page, "夜間席")).to_be_visible()


def changed(page: Page, second: Page, *, accept: bool) -> None:
    """The first person sees what would open and asks; only the second can agree."""
    main_link(page, "Ask to change these…").click()
    page.get_by_label("Gas", exact=True).check()
    main_button(page, "See what would happen").click()
    expect(page.get_by_text("Items that open to somebody")).to_be_visible()
    page.get_by_label("Reason").fill("ガスも供給するため")
    main_button(page, "Ask for the change").click()
    expect(main_button(page, "Agree")).to_be_disabled()
    expect(page.get_by_text("a second person has to agree")).to_be_visible()
    second.goto(page.url)
    main_button(second, "Agree").click()
    if accept:
        second.locator("#confirm-dialog [data-confirm-yes]").click()
    expect(second.locator(".state--done")).to_have_text("Agreed")
    page.reload()
    expect(page.locator(".state--done")).to_have_text("Agreed")
