"""A value on its way to a device in a real browser: proposed, reviewed by somebody else, published, fetched by a key, taken back."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import small_cast
from tests.drafted import second_person
from tests.rooms.devices_given import list_of, published
from tests.rooms.intel_given import brought, indicator, origin_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVIL, SHOWN = "evil.kirisame.top", "evil[.]kirisame[.]top"


def fetched(url: str) -> str:
    with urlopen(url) as answer:  # noqa: S310 - an address of the test's own server
        return str(answer.read().decode())


def test_a_value_is_proposed_reviewed_published_fetched_and_taken_back(come: Come) -> None:
    cast = small_cast()
    other = second_person(cast.center)
    brought(
        cast.center,
        origin_of(cast.center),
        indicator(1, EVIL, confidence=80),
        indicator(2, "gigafile.nu", confidence=80),
    )
    page = come(cast.center, reverse("device_list_new"))
    page.fill("#id_name", "入口の遮断")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text("入口の遮断")
    here = page.url
    page.get_by_role("link", name="値を提案する").click()
    row = page.locator("tbody tr").filter(has_text=SHOWN)
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(page.locator("tbody tr").filter(has_text="gigafile[.]nu").get_by_role("checkbox")).not_to_be_checked()
    page.get_by_role("button", name="選んだ値を提案する").click()
    expect(page.locator("#proposed tbody tr").filter(has_text=SHOWN).get_by_role("checkbox")).not_to_be_checked()

    second = come(other, urlsplit(here).path)
    waiting = second.locator("#proposed tbody tr").filter(has_text=SHOWN)
    expect(waiting.get_by_role("checkbox")).to_be_checked()
    second.get_by_role("button", name="確かめたので載せる").click()
    expect(second.locator("#added tbody tr").filter(has_text=SHOWN)).to_have_count(1)
    second.get_by_role("button", name="機器に配信する").click()
    second.locator("#confirm-dialog [data-confirm-yes]").click()
    expect(second.locator("#out tbody tr").filter(has_text=SHOWN)).to_have_count(1)

    address = a_key(page, here)
    assert EVIL in fetched(address)
    page.goto(here)
    out = page.locator("#out tbody tr").filter(has_text=SHOWN)
    out.get_by_role("checkbox").check()
    page.get_by_role("button", name="選んだ値を取り下げる").click()
    expect(page.locator("#back tbody tr").filter(has_text=SHOWN)).to_have_count(1)
    assert EVIL not in fetched(address)
    assert EVIL in fetched(f"{address}/back")


def a_key(page: Page, here: str) -> str:
    """The address of a list of names, shown once."""
    page.goto(f"{here}keys/")
    page.fill("#id_name", "境界のファイアウォール")
    page.get_by_role("button", name="鍵を作る").click()
    address = page.locator("code", has_text="/domain_list").inner_text()
    page.goto(f"{here}keys/")
    expect(page.locator("code", has_text="/domain_list")).to_have_count(0)
    return address


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_everybody_can_use_every_page(come: Come, tmp_path: Path, language: str, theme: str, width: int) -> None:
    cast = small_cast()
    look: dict[str, Any] = {"language": language, "theme": theme, "width": width}
    of, _origin, _secret = published(cast)
    list_of(cast.center, "試し")
    page = come(cast.center, reverse("device_lists"), **look)
    one = [of.public_id]
    names = {
        "review": "device_list_review",
        "keys": "device_keys",
        "candidates": "device_candidates",
        "change": "device_list_change",
    }
    paths = {name: reverse(view, args=one) for name, view in names.items()}
    for name, path in ({"lists": reverse("device_lists")} | paths).items():
        page.goto(page.url.split("/devices/")[0] + path)
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        fits_everybody(page)
