"""Known values in a real browser: narrowed as one types, a delivered line switched off and on by keyboard, wide and narrow."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from noroshi.audiences.viewer import acting_as
from noroshi.intel.actions.known import add_known, put_line_aside
from noroshi.intel.knowing import line_of
from noroshi.observables import Kind
from noroshi.vocabulary import KnownList
from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import small_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RESOLVER = line_of(KnownList.KNOWN_GOOD, Kind.IPV4, "8.8.8.8")


def test_a_delivered_line_is_found_switched_off_and_on_by_keyboard(come: Come) -> None:
    cast = small_cast()
    page = come(cast.bank, reverse("intel_known"), language="en")
    rows = page.locator("#delivered tbody tr")

    page.get_by_label("Value or reason").fill("8.8.8.8")
    page.get_by_label("Value or reason").press("Enter")
    expect(rows).to_have_count(1)
    page.get_by_role("link", name="Switch off").press("Enter")
    page.wait_for_url(re.compile("/off/"))
    page.get_by_label("Why").fill("taken over")
    page.get_by_label("Why").press("Enter")
    page.wait_for_url(re.compile("/intel/known/#delivered"))
    off = page.locator("tbody tr", has_text="taken over")
    expect(off).to_contain_text("8[.]8[.]8[.]8")
    off.get_by_role("button", name="Switch on").press("Enter")
    expect(page.locator("tbody tr", has_text="taken over")).to_have_count(0)
    expect(page.get_by_text("The line is switched on again.")).to_be_visible()


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_the_pages_of_known_values_fit_everybody(come: Come, language: str, theme: str, width: int) -> None:
    cast = small_cast()
    with acting_as(cast.bank):
        own = add_known(cast.bank, KnownList.SHARED, "cdn.example", "配信")
        put_line_aside(cast.bank, RESOLVER, "乗っ取られている")
    ways = [reverse("intel_known"), reverse("intel_known_change", args=[own.public_id])]
    ways += [
        reverse("intel_known_off", args=[line])
        for line in (RESOLVER, line_of(KnownList.SHARED, Kind.DOMAIN, "github.io"))
    ]

    page = come(cast.bank, ways[0], language=language, theme=theme, width=width)

    for way in ways:
        page.goto(page.url.split("/intel/")[0] + way)
        fits_everybody(page)
