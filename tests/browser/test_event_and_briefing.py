"""From two reports to a decision in a real browser: an event of two bodies, split again; a page composed, decided, ordered."""

import os
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from noroshi.audiences.viewer import acting_as
from noroshi.briefing.actions import decide
from noroshi.response.about import EDITION, About
from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import small_cast
from tests.drafted import reported
from tests.rooms.test_briefing import composed, desk_of, field_desk
from tests.rooms.test_matters import linked
from tests.rooms.test_matters_across_forms import own_report, two_sheets
from tests.rooms.test_matters_beside import an_object, event_of_two
from tests.rooms.test_matters_merged import pair
from tests.rooms.test_response_orders import ordered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def kept(page: Page, name: str) -> None:
    """Pictures for people to look at, where they ask for them."""
    if folder := os.environ.get("NOROSHI_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_an_event_of_two_bodies_is_linked_shows_what_they_say_otherwise_and_is_split(come: Come) -> None:
    cast = small_cast()
    power, bank = pair(cast, summary="窓口の端末が停電で止まった。", occurred_at="2026-11-19T09:00")
    page = come(cast.center, f"{reverse('link_item', args=[power])}?find=窓口")
    page.locator(f'input[value="{bank}"]').check()
    page.locator("main form[method=post] button").first.click()

    expect(page.locator("#otherwise")).to_have_text("食い違い")
    expect(page.locator(".told > li")).to_have_count(2)
    for language, theme, width in LOOKS:
        seen = come(cast.center, urlsplit(page.url).path, language=language, theme=theme, width=width)
        fits_everybody(seen)
        kept(seen, f"event-{language}-{width}")
    page.locator("details.fold").filter(has=page.locator(f'[action*="{bank}"]')).or_(
        page.locator(f'form[action*="{bank}"] details')
    ).first.locator("summary").click()
    page.locator(f'form[action*="{bank}"] button').first.click()
    page.goto(page.url.split("/items/")[0] + reverse("item_event", args=[power]))
    expect(page).to_have_url(re.compile("/link/"))


def test_a_sheet_in_an_event_is_read_whole_struck_where_replaced_and_leads_to_why_one_reads_it(come: Come) -> None:
    cast = small_cast()
    first, _second = two_sheets(cast)
    event = linked(cast.electric, own_report(cast), first)
    path = reverse("event", args=[event])
    for language, theme, width in LOOKS:
        seen = come(cast.electric, path, language=language, theme=theme, width=width)
        expect(seen.locator(".told del")).not_to_have_count(0)
        fits_everybody(seen)
        kept(seen, f"event-sheet-{language}-{width}")

    page = come(cast.electric, path)
    page.locator(f'.told a[href$="{reverse("item", args=[first])}#why"]').click()

    expect(page.locator("#why")).to_be_in_viewport()
    stranger = come(cast.bank, path)
    expect(stranger.locator(".told")).to_have_count(0)


def test_what_belongs_to_an_event_is_put_into_its_timeline_and_looks_right_everywhere(come: Come) -> None:
    cast = small_cast()
    event, power, _phone = event_of_two(cast)
    thing = an_object(cast)
    ordered(cast.electric, cast.electric, about=About(EDITION, power))
    page = come(cast.electric, f"{reverse('beside', args=[power])}?find=c2-9.example")
    page.locator(f'input[value="object:{thing}"]').check()
    page.fill("#id_reason", "通信先が同じ")
    page.locator("main form[method=post] button").first.click()

    expect(page).to_have_url(re.compile(str(event)))
    expect(page.locator(".told > li")).to_have_count(4)
    expect(page.locator(".told > li.is-beside")).to_have_count(2)
    for language, theme, width in LOOKS:
        for name, path in (("event", reverse("event", args=[event])), ("choose", reverse("beside", args=[power]))):
            seen = come(cast.electric, path, language=language, theme=theme, width=width)
            fits_everybody(seen)
            kept(seen, f"beside-{name}-{language}-{width}")
        item = come(cast.electric, reverse("item", args=[power]), language=language, theme=theme, width=width)
        expect(item.locator(f'a[href$="{reverse("intel_object", args=[thing])}"]').first).to_be_visible()
        fits_everybody(item)
        kept(item, f"beside-item-{language}-{width}")


def test_executives_decide_on_one_page_and_the_department_has_its_order(come: Come) -> None:
    cast = small_cast()
    source = reported(cast.electric, "direct_report", tlp="green", summary="変電所の遠隔保守の停止")
    order = ordered(cast.electric, field_desk(cast), "保守回線を抜く", about=About(EDITION, source))
    page = come(cast.electric, f"{reverse('briefing_new')}?item={source}&order={order}")
    fits_everybody(page)
    expect(page.locator(f'input[value="{order}"]')).to_be_checked()
    page.fill("#id_title", "遠隔保守を今夜止めるか")
    page.select_option("#id_to", str(desk_of(cast.electric_executive)))
    page.fill("#id_option_1", "監視を強めて続ける")
    page.fill("#id_option_2", "今夜止める")
    page.fill("#id_service_2", "復旧が半日遅れる")
    page.locator("main form button").first.click()
    expect(page.locator("h1")).to_have_text("遠隔保守を今夜止めるか")

    for language, theme, width in LOOKS:
        seen = come(cast.electric_executive, urlsplit(page.url).path, language=language, theme=theme, width=width)
        fits_everybody(seen)
        kept(seen, f"briefing-{language}-{width}")
        expect(seen.locator(f'a[href$="{reverse("order", args=[order])}"]').first).to_be_visible()
        expect(seen.locator("#figures")).to_be_visible()
        listed = come(cast.electric_executive, reverse("briefings"), language=language, theme=theme, width=width)
        fits_everybody(listed)
        kept(listed, f"briefings-{language}-{width}")
    deciding = come(cast.electric_executive, urlsplit(page.url).path)
    deciding.locator('input[name="option"][value="1"]').check()
    deciding.fill("#id_words", "当直から伝える")
    deciding.locator(f'input[name="to"][value="{desk_of(field_desk(cast))}"]').check()
    due = timezone.localtime() + timedelta(days=1)
    deciding.fill("#id_due_at", f"{due:%Y-%m-%dT%H:%M}")
    deciding.locator('form[action$="/decide/"] button').first.click()
    expect(deciding.locator("#decided")).to_be_visible()
    with deciding.expect_download() as kept_file:
        deciding.locator('a[href$="briefing.pdf"]').click()
    assert kept_file.value.suggested_filename == "briefing.pdf"


def test_an_executive_takes_a_decision_back_and_reads_why_afterwards(come: Come) -> None:
    cast = small_cast()
    source = reported(cast.electric, "direct_report", tlp="green", summary="変電所の遠隔保守の停止")
    made = composed(cast, source)
    with acting_as(cast.electric_executive):
        decide(cast.electric_executive, made, 1, to=[desk_of(field_desk(cast))])
    path = reverse("briefing", args=[made])
    for language, theme, width in LOOKS:
        seen = come(cast.electric_executive, path, language=language, theme=theme, width=width)
        seen.locator("#decided ~ details summary").click()
        fits_everybody(seen)
        kept(seen, f"briefing-take-back-{language}-{width}")

    page = come(cast.electric_executive, path)
    summary = page.locator("#decided ~ details summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator('form[action$="/take-back/"] button').click()
    expect(page.locator('form[action$="/take-back/"]')).to_be_visible()
    page.fill("#id_reason", "委託先の装置は対象外と分かった")
    page.locator('form[action$="/take-back/"] button').click()

    expect(page.locator("#decided ~ p s")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("委託先の装置は対象外と分かった")
    expect(page.locator('form[action$="/take-back/"]')).to_have_count(0)
    for language, theme, width in LOOKS:
        after = come(cast.electric, path, language=language, theme=theme, width=width)
        fits_everybody(after)
        kept(after, f"briefing-taken-back-{language}-{width}")
