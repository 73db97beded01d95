"""From a profile to a notice in a real browser: begun from the sector's template, tried out, saved, explained, decided, funnelled, told."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import Cast, small_cast
from tests.rooms.intel_given import brought, malware, origin_of, relationship
from tests.rooms.test_triage import fresh, named, profile_of_bank
from tests.rooms.test_triage_told import run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def came(cast: Cast) -> None:
    """Four that name the sector, two of them about one attack, one of them ended, one revoked; and one that names nobody."""
    family = malware("夜霧")
    about = [named(1), named(2)]
    ties = [relationship(number, one["id"], family["id"]) for number, one in enumerate(about)]
    ended = named(3, valid_from="2025-01-01T00:00:00.000Z", valid_until="2025-02-01T00:00:00.000Z")
    brought(cast.center, origin_of(cast.center), *about, family, *ties, ended, named(4, revoked=True), fresh(5))


def test_a_profile_is_tried_out_saved_explained_decided_and_told_of(come: Come) -> None:
    cast = small_cast()
    came(cast)
    page = come(cast.bank, reverse("triage_new"))
    expect(page.get_by_role("checkbox", name="金融")).to_be_checked()
    expect(page.locator("#id_keywords")).to_have_value("不正送金\nフィッシング\nATM\nSWIFT\nインターネットバンキング")

    page.fill("#id_name", "勘定系の入口")
    page.get_by_role("button", name="試してみる").click()
    comes = page.locator("#comes tbody tr")
    expect(comes.filter(has_text="c2-1[.]example")).to_have_count(1)
    expect(page.locator("#id_name")).to_have_value("勘定系の入口")
    page.get_by_role("button", name="保存").click()

    expect(page.locator("h1")).to_have_text("勘定系の入口")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    first = rows.filter(has_text="c2-1[.]example")
    first.locator("summary").click()
    expect(first.locator("dl")).to_contain_text("0.90")
    here = page.url
    first.get_by_role("button", name="対象外にする").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="元に戻す").click()
    expect(rows).to_have_count(2)
    rows.filter(has_text="c2-2[.]example").locator("a[data-row]").focus()
    page.keyboard.press("h")
    expect(page.locator("h1 + .meta")).to_contain_text("保留中 1")

    page.goto(f"{here}edit/")
    page.fill("#id_threshold", "90")
    page.get_by_role("button", name="試してみる").click()
    expect(page.locator("#goes tbody tr")).to_have_count(1)
    page.goto(here)
    expect(rows).to_have_count(1)


def test_each_step_of_the_funnel_leads_to_what_was_dropped_there(come: Come) -> None:
    cast = small_cast()
    came(cast)
    profile = profile_of_bank(cast.bank)
    page = come(cast.bank, reverse("triage_funnel", args=[profile.public_id]))
    reasons, dropped = page.locator(".funnel-drops"), page.locator("#sample tbody tr")

    for why, value in (("有効期限切れ", "c2-3"), ("取り消された", "c2-4"), ("点数がしきい値に届かない", "c2-5")):
        reasons.get_by_role("link", name=why).click()
        expect(page.locator("#sample h2")).to_contain_text(why)
        expect(dropped.filter(has_text=f"{value}[.]example")).to_have_count(1)
        expect(reasons.locator("[aria-current]")).to_have_text(why)
    page.get_by_role("link", name="別のものを選ぶ").click()
    expect(dropped.filter(has_text="c2-5[.]example")).to_have_count(1)
    dropped.first.locator("a[data-row]").click()
    page.wait_for_url("**/intel/**")
    page.go_back()
    page.get_by_role("link", name="配信").click()
    page.wait_for_url(f"**{reverse('triage_list', args=[profile.public_id])}")


def test_what_is_new_on_one_attack_comes_as_one_notice_and_is_taken_in_hand(come: Come) -> None:
    cast = small_cast()
    profile_of_bank(cast.bank)
    came(cast)
    run("tell_new")
    page = come(cast.bank, reverse("triage"))

    told = page.locator("#told li a")
    expect(told).to_have_count(1)
    told.click()
    expect(page.locator("main section")).to_contain_text("夜霧")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="受け取りました").click()
    expect(page.locator("h1 + .meta")).to_contain_text("受け取った人")

    stranger = come(cast.electric, reverse("triage"))
    expect(stranger.locator("#told li a")).to_have_count(0)
    answer = stranger.goto(page.url)
    assert answer
    assert answer.status == 404


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_everybody_can_use_every_page(
    come: Come,
    tmp_path: Path,
    language: str,
    theme: str,
    width: int,
) -> None:
    cast = small_cast()
    look: dict[str, Any] = {"language": language, "theme": theme, "width": width}
    page = come(cast.bank, reverse("triage"), **look)
    seen(page, tmp_path, "nothing")
    came(cast)
    profile = profile_of_bank(cast.bank)
    of = [profile.public_id]
    paths = {
        "triage": reverse("triage"),
        "new": reverse("triage_new"),
        "list": reverse("triage_list", args=of),
        "held": f"{reverse('triage_list', args=of)}?part=held",
        "funnel": f"{reverse('triage_funnel', args=of)}?why=weak",
        "edit": reverse("triage_edit", args=of),
        "known": reverse("triage_known"),
        "sure": reverse("triage_sure"),
        "techniques": reverse("triage_techniques", args=of),
        "intel": reverse("intel"),
    }
    house = page.url.removesuffix(reverse("triage"))
    for name, path in paths.items():
        page.goto(f"{house}{path}")
        seen(page, tmp_path, name)


def seen(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    fits_everybody(page)
