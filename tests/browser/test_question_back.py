"""F1-c in a real browser: the source approves the text in its own words, a question comes back along the chain, and the answer goes up."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_directory_pages import LOOKS, Enter, enter, faults, go, main_button
from tests.browser.test_pages_first import complaints_of
from tests.browser.test_relay_anonymized import (
    BANK,
    CENTER,
    MINISTRY,
    OPERATOR,
    SECRETARIAT,
    choose_color,
    opened,
    relayed,
    sent,
)

__all__ = ["enter"]

pytestmark = pytest.mark.browser

TOLD = "Shiomi Electric Power saw traffic from SHIOMI-OT-44 to 203.0.113.99（端末12台）."
OWN_WORDS = "A member saw traffic to 203.0.113.99 on several terminals."
QUESTION = "When did the traffic begin, and did it stop by itself?"
NAMES = "Shiomi|SHIOMI|汐見"
LISTS = ("/asked/", "/asked/looks/")
ANSWER = "It began at about nine and stopped when the line was cut."


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def wish(page: Page, words: str) -> None:
    go(page, "/asked/")
    if main_button(page, words).count():
        main_button(page, words).click()


def reported(page: Page) -> str:
    go(page, "/reports/new/")
    page.locator("main").get_by_role("button", name=re.compile("CEPTOAR")).first.click()
    opened(page, "summary").fill(TOLD)
    opened(page, "detected_at").fill("2026-11-20 14:05")
    choose_color(page)
    return sent(page)


def at_the_bench(page: Page, item: str) -> None:
    """By keys: everything suggested, one left on purpose, one word marked, one step taken back."""
    go(page, item)
    page.locator("main").get_by_role("button", name=re.compile("Take the name out")).first.click()
    page.wait_for_url(re.compile("/anonymize/"))
    expect(page.locator(".lit mark").first).to_be_visible()
    main_button(page, "Replace all 2 that are suggested").or_(page.locator('button[value="replace_all"]')).first.click()
    expect(page.get_by_text("Everything suggested is replaced and saved.")).to_be_visible()
    before = page.locator('[name="f.summary"]').input_value()
    page.locator('button[value="roughen:numbers:summary"]').click()
    expect(page.get_by_text("It is told less exactly now. Saved.")).to_be_visible()
    page.locator("main h1").click()
    page.keyboard.press("u")
    expect(page.get_by_text(re.compile("The latest step is taken back"))).to_be_visible()
    assert page.locator('[name="f.summary"]').input_value() == before
    page.keyboard.press("n")
    expect(page.locator(".finding.is-here")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.get_by_text(re.compile("It stays, on purpose"))).to_be_visible()
    page.locator('[name="w.tlp"][value="amber"]').check()
    assert faults(page) == []


def approved(secretariat: Page, operator: Page) -> None:
    """Asked from the bench; the source puts one sentence in its own words."""
    main_button(secretariat, "Save and ask the source to approve").click()
    secretariat.wait_for_url(re.compile("/text/"))
    asked = path_of(secretariat)
    go(operator, "/asked/")
    operator.locator(f'#waiting a[href="{asked.removesuffix("text/")}"]').click()
    operator.wait_for_url(re.compile(asked))
    assert faults(operator) == []
    operator.locator('[name="e.summary"]').fill(OWN_WORDS)
    main_button(operator, "Approve it as it stands on the right").click()
    expect(operator.get_by_text("Approved. Your secretariat may send exactly this text.")).to_be_visible()
    secretariat.reload()
    main_button(secretariat, "Take over the source’s words").click()
    secretariat.wait_for_url(re.compile("/anonymize/"))
    assert secretariat.locator('[name="f.summary"]').input_value() == OWN_WORDS


def sent_on(page: Page) -> str:
    main_button(page, "Check and send…").click()
    if page.get_by_role("heading", name="These are still in it").count():
        page.get_by_role("checkbox", name=re.compile("I have looked at each of them")).check()
        main_button(page, "Leave them and go on").click()
    page.wait_for_url(re.compile("/send/"))
    page.locator("input[name=recipient]").check()
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile("/receipt/"))
    return f"/items/{path_of(page).split('/')[2]}/"


def first_waiting(page: Page, words: str) -> str:
    go(page, "/asked/")
    page.locator("#waiting tr", has_text=words).locator("a[data-row]").first.click()
    assert faults(page) == []
    return path_of(page)


def rows_of_this(page: Page, path: str) -> list[str]:
    """What a list says about this report and this question; other rows may well name their operators."""
    go(page, path)
    return (
        page.locator("main tr")
        .filter(has_text=re.compile(f"{re.escape(QUESTION)}|{re.escape(OWN_WORDS)}"))
        .all_inner_texts()
    )


def answered(page: Page, address: str, words: str) -> None:
    go(page, address)
    page.fill("#id_text", words)
    main_button(page, "Send the answer").click()


def test_the_source_approves_and_answers_and_nobody_above_learns_who_it_is(enter: Enter) -> None:
    pages = {login: enter(login, "/", language="en") for login in (OPERATOR, SECRETARIAT, MINISTRY, CENTER, BANK)}
    operator, secretariat, ministry, center, bank = pages.values()
    wish(operator, "Ask me before it is sent")
    try:
        source = reported(operator)
        at_the_bench(secretariat, source)
        approved(secretariat, operator)
        derived = sent_on(secretariat)
    finally:
        wish(operator, "No longer ask me")
    relayed(ministry, derived)

    go(center, f"{derived}ask/")
    center.fill("#id_text", "Which operator reported this?")
    main_button(center, "Send the question").click()
    expect(center.get_by_role("checkbox", name=re.compile("I do not ask who it was"))).to_be_visible()
    center.fill("#id_text", QUESTION)
    main_button(center, "Send the question").click()
    expect(center.get_by_text("Asked. You are told when the answer comes.")).to_be_visible()
    legs = [path_of(center)]
    for page in (ministry, secretariat):
        assert first_waiting(page, QUESTION) == legs[-1] or page is secretariat
        legs = [*legs, path_of(page)] if page is secretariat else legs
        main_button(page, "Pass it on").click()
        expect(page.get_by_text("Passed on. The answer comes back here.")).to_be_visible()
    answered(operator, first_waiting(operator, QUESTION), f"{ANSWER} Host: SHIOMI-OT-44.")
    go(secretariat, legs[-1])
    expect(secretariat.locator("#id_text")).to_have_value(f"{ANSWER} Host: SHIOMI-OT-44.")
    main_button(secretariat, "Send the answer").click()
    expect(secretariat.get_by_text(re.compile("words that say who the source is"))).to_be_visible()
    answered(secretariat, legs[-1], ANSWER)
    answered(ministry, legs[0], ANSWER)

    go(center, legs[0])
    expect(center.locator("#reply")).to_contain_text(ANSWER)
    for page in (center, ministry):
        for path in (legs[0], derived, f"{derived}ask/"):
            go(page, path)
            assert not re.search(NAMES, page.locator("main").inner_text()), path
        assert rows_of_this(page, "/asked/")
        assert not [row for path in LISTS for row in rows_of_this(page, path) if re.search(NAMES, row)]
    go(operator, "/asked/looks/")
    expect(operator.locator("#openings")).to_contain_text("To pass a question on")
    for path in (*legs, derived, f"{derived}ask/", f"{derived}asked/"):
        go(bank, path)
        expect(bank.get_by_role("heading", name="Not found.")).to_be_visible()


def walk(page: Page) -> list[str]:
    """Every page about inquiries that this desk can walk to."""
    go(page, "/asked/")
    rows = [str(row.get_attribute("href")) for row in page.locator("main a[data-row]").all()]
    return ["/asked/", "/asked/looks/", *rows[:4]]


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
@pytest.mark.parametrize("login", [OPERATOR, SECRETARIAT, MINISTRY, CENTER])
def test_every_page_about_inquiries_is_readable_by_everyone(
    enter: Enter, login: str, language: str, theme: str, width: int
) -> None:
    page = enter(login, "/", language=language, theme=theme, width=width)
    complaints = complaints_of(page)

    found = {}
    for path in walk(page):
        go(page, path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        found[path] = faults(page)
        assert page.locator("main .button--primary").count() <= 1, path

    assert {path: each for path, each in found.items() if each} == {}
    assert complaints == []


def test_without_scripts_the_bench_and_a_question_work_all_the_same(enter: Enter) -> None:
    page = enter(SECRETARIAT, "/items/?kind=report", language="en", scripts=False)
    item = next(
        str(row.get_attribute("href"))
        for row in page.locator("main a[data-row]").all()
        if not str(row.get_attribute("href")).startswith("/drafts/")
    )

    go(page, f"{item}asked/")

    assert re.search(r"/ask/$|/asked/$", path_of(page))
    expect(page.locator("main h1")).to_be_visible()
