"""Up without the name and down again, in a real browser: operator, secretariat, ministry, center; then the advisory and its answer."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_directory_pages import LOOKS, Enter, enter, faults, go, main_button, main_link
from tests.browser.test_pages_first import complaints_of

__all__ = ["enter"]

pytestmark = pytest.mark.browser

OPERATOR, SECRETARIAT = "saeki@shiomi", "miwa@electricity_ceptoar"
MINISTRY, CENTER, BANK = "hirasawa-k@meti", "makino@nisc", "kanbara@aoshio"
SECOND = "saotome@nisc"
TELLING = "Shiomi Electric Power saw traffic from SHIOMI-OT-31 to 203.0.113.77; Saeki asks members to look."


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def reported(page: Page, summary: str) -> str:
    """By the anonymous way, with the starred items and a summary; the item's address."""
    go(page, "/reports/new/")
    page.locator("main").get_by_role("button", name=re.compile("CEPTOAR")).first.click()
    opened(page, "summary").fill(summary)
    opened(page, "detected_at").fill("2026-11-20 14:05")
    choose_color(page)
    return sent(page)


def opened(page: Page, field: str) -> Any:
    """A control of the form; the block that it stands in is opened first."""
    control = page.locator(f'[name="f.{field}"]').first
    block = page.locator("details.block", has=page.locator(f'[name="f.{field}"]')).first
    if block.get_attribute("open") is None:
        block.locator("summary").first.click()
    return control


def choose_color(page: Page) -> None:
    pick = page.locator('[name="w.tlp"][value="amber"]').first
    block = page.locator("details.block", has=page.locator('[name="w.tlp"]')).first
    if block.count() and block.get_attribute("open") is None:
        block.locator("summary").first.click()
    pick.check()


def sent(page: Page) -> str:
    """Through the page that checks once more; the address of what was sealed."""
    page.locator('button[name="deed"][value="send"]').last.click()
    page.wait_for_url(re.compile("/send/"))
    page.locator("input[name=recipient]").check()
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile("/receipt/"))
    return f"/items/{path_of(page).split('/')[2]}/"


def anonymized(page: Page, item: str) -> str:
    go(page, item)
    page.locator("main").get_by_role("button", name=re.compile("Take the name out")).first.click()
    page.wait_for_url(re.compile("/anonymize/"))
    expect(page.locator(".pair-original mark").first).to_be_visible()
    page.locator('button[value="replace_all"]').click()
    expect(page.get_by_text("Everything suggested is replaced and saved.")).to_be_visible()
    page.locator('[name="w.tlp"][value="amber"]').check()
    page.locator('button[value="round_half:detected_at"]').first.click()
    main_button(page, "Check and send…").click()
    expect(page.get_by_role("heading", name="These are still in it")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("I have looked at each of them")).check()
    main_button(page, "Leave them and go on").click()
    page.wait_for_url(re.compile("/send/"))
    page.locator("input[name=recipient]").check()
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile("/receipt/"))
    return f"/items/{path_of(page).split('/')[2]}/"


def relayed(page: Page, item: str) -> str:
    """As it is, to the center; the number that it was given."""
    go(page, f"{item}relay/")
    main_button(page, "Pass on now").click()
    told = page.get_by_text(re.compile("Its reference number is")).first.inner_text()
    return re.search(r"reference number is (\S+)\.", told)[1]  # type: ignore[index]  # awaited just above


def issued(page: Page, second: Page, item: str, summary: str) -> str:
    """Written by one person from a report, issued by another."""
    go(page, f"/advisories/new/?from={item.split('/')[2]}")
    page.locator("main .button--primary").click()
    opened(page, "threat_summary").fill(summary)
    opened(page, "provision_case")
    page.locator('[name="f.provision_case"][value="exposed_systems"]').check(force=True)
    choose_color(page)
    box = page.locator('[name="w.destinations"]').first
    pair = page.locator('[name="w.destinations"][value*="/electricity"]').first
    block = page.locator("details.block", has=page.locator('[name="w.destinations"]')).first
    if block.count() and block.get_attribute("open") is None:
        block.locator("summary").first.click()
    expect(box).to_be_attached()
    pair.check()
    page.locator('button[name="deed"][value="send"]').last.click()
    page.wait_for_url(re.compile("/send/"))
    assert main_button(page, "Issue it").count() == 0
    main_button(page, "Ask for its release").click()
    expect(page.get_by_text("It waits for a second person")).to_be_visible()
    go(second, "/advisories/waiting/")
    second.get_by_role("link", name=summary).first.click()
    second.locator("input[name=recipient]").check()
    main_button(second, "Issue it").click()
    second.wait_for_url(re.compile("/receipt/"))
    return f"/items/{path_of(second).split('/')[2]}/"


def passed_down(page: Page, item: str) -> None:
    go(page, f"{item}relay-advisory/")
    page.locator('main input[name="to"]').first.check()
    main_button(page, "Show who it would reach").click()
    main_button(page, "Pass on now").click()
    expect(page.get_by_text("Passed on. You see here who answers.")).to_be_visible()


def test_up_without_the_name_and_down_with_an_answer(enter: Enter) -> None:
    operator = enter(OPERATOR, "/", language="en")
    source = reported(operator, TELLING)

    secretariat = enter(SECRETARIAT, "/", language="en")
    derived = anonymized(secretariat, source)
    ministry = enter(MINISTRY, "/", language="en")
    go(ministry, derived)
    for trace in ("Shiomi", "SHIOMI", "Saeki", source.split("/")[2]):
        assert trace not in ministry.content()
    number = relayed(ministry, derived)
    go(ministry, source)
    expect(ministry.get_by_role("heading", name="Not found.")).to_be_visible()

    center = enter(CENTER, "/", language="en")
    go(center, derived)
    expect(center.locator("main .reference").first).to_have_text(number)
    assert "Shiomi" not in center.locator("main").inner_text()
    go(operator, source)
    for _turn in range(60):
        if number in operator.locator("main").inner_text():
            break
        operator.wait_for_timeout(500)
        operator.reload()
    expect(operator.locator("#parcel")).to_contain_text(number)

    second = enter(SECOND, "/", language="en")
    advisory = issued(center, second, derived, "Traffic to an address of attackers, members were hit")
    passed_down(ministry, advisory)
    passed_down(secretariat, advisory)
    go(operator, advisory)
    operator.locator(
        'main input[name="sighting"][value="not_seen"], .dock input[name="sighting"][value="not_seen"]'
    ).first.check(force=True)
    operator.locator(".dock .button--primary").click()
    expect(operator.get_by_text("You answered: It has not come here.")).to_be_visible()

    go(center, f"{advisory}answers/?state=not_seen")
    expect(center.locator("#rows tbody tr").first).to_contain_text("Shiomi")
    go(ministry, f"{advisory}answers/")
    assert "Shiomi" not in ministry.locator("main").inner_text()
    bank = enter(BANK, "/", language="en")
    for path in (source, derived, advisory, f"{advisory}answers/"):
        go(bank, path)
        expect(bank.get_by_role("heading", name="Not found.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answer_is_given_and_changed_without_scripts_too(enter: Enter, scripts: bool) -> None:
    page = enter(OPERATOR, "/items/?kind=advisory", language="en", scripts=scripts)
    item = str(page.locator("main a[data-row]").first.get_attribute("href"))
    go(page, f"{item}acknowledge/")

    page.get_by_role("radio", name=re.compile("Do not know")).check()
    page.fill("#id_note", f"still looking {scripts}")
    page.locator("main .button--primary").click()

    expect(page.get_by_text(re.compile("(You answered|changed your answer to): Do not know"))).to_be_visible()


def benches(page: Page) -> list[str]:
    """A bench of its own for each look, begun from a report that waits at the secretariat."""
    go(page, "/items/?kind=report")
    for row in [str(each.get_attribute("href")) for each in page.locator("main a[data-row]").all()]:
        go(page, row)
        button = page.locator(f'form[action$="{row}anonymize/"] button')
        if button.count():
            button.first.click()
            return [path_of(page), path_of(page).replace("anonymize", "differences")]
    raise AssertionError("nothing waits at the secretariat")


def at_stations(page: Page, login: str) -> list[str]:
    """Every page of the stations that this desk can walk to."""
    go(page, "/items/?kind=advisory")
    advisory = str(page.locator("main a[data-row]").first.get_attribute("href"))
    if login == OPERATOR:
        return [f"{advisory}acknowledge/", f"{advisory}answers/", f"{advisory}relay-advisory/"]
    found = [f"{advisory}relay-advisory/", f"{advisory}relay-advisory/?to=everyone_in_range"]
    found += [f"{advisory}answers/", f"{advisory}answers/?state=silent"]
    go(page, "/items/?kind=report&tlp=amber")
    report = str(page.locator("main a[data-row]").first.get_attribute("href"))
    if login in {SECRETARIAT, MINISTRY}:
        found.append(f"{report}relay/")
    return [*found, *benches(page)] if login == SECRETARIAT else found


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
@pytest.mark.parametrize("login", [OPERATOR, SECRETARIAT, MINISTRY, CENTER])
def test_every_page_of_the_stations_is_readable_by_everyone(
    enter: Enter, login: str, language: str, theme: str, width: int
) -> None:
    page = enter(login, "/", language=language, theme=theme, width=width)
    paths, complaints = at_stations(page, login), complaints_of(page)

    found = {}
    for path in paths:
        go(page, path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        found[path] = faults(page)
        assert page.locator("main .button--primary").count() <= 1, path

    assert {path: each for path, each in found.items() if each} == {}
    assert complaints == []


def test_the_way_to_the_original_is_opened_by_its_maker_alone(enter: Enter) -> None:
    page = enter(SECRETARIAT, "/items/?kind=report&own=1", language="en")
    item = _made_from_another(page)

    main_link(page, "Open the original…").click()
    expect(page.get_by_text("Who wrote the original sees every opening")).to_be_visible()
    assert faults(page) == []
    page.fill("#id_reason", "A call to check the time of detection")
    main_button(page, "Open the original").click()

    page.wait_for_url(lambda address: urlsplit(address).path not in {item, f"{item}source/"})
    ministry = enter(MINISTRY, "/", language="en")
    go(ministry, f"{item}source/")
    expect(ministry.get_by_role("heading", name="Not found.")).to_be_visible()


def _made_from_another(page: Page) -> str:
    """The newest of its own reports from which a way leads back: a secretariat also writes some of its own accord."""
    addresses = [str(row.get_attribute("href")) for row in page.locator("main a[data-row]").all()]
    for address in addresses:
        go(page, address)
        if main_link(page, "Open the original…").count():
            return address
    pytest.fail("none of them was made from another")
