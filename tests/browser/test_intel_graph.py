"""Ties of shared intelligence in a real browser: unfolded, narrowed, walked with the keyboard, kept as a PNG; two thousand at once."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import Cast, small_cast
from tests.rooms.intel_given import brought, indicator, malware, origin_of, relationship

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOX = "() => document.querySelector('[data-graph] svg').viewBox.baseVal.width"
PAINTED = """() => { const one = performance.getEntriesByType('navigation')[0];
  return {answered: one.responseEnd - one.startTime, ready: one.loadEventEnd - one.startTime}; }"""
MANY = 40


def graph_of(given: dict[str, Any]) -> str:
    return reverse("intel_graph", args=[UUID(given["id"][-36:])])


def tied(cast: Cast, many: int) -> dict[str, Any]:
    """A family, so many indicators that point to it, and another that it goes back to by one in between."""
    middle, near, far = malware("夜霧"), malware("朝霧"), malware("夕霧")
    around = [indicator(number) for number in range(many)]
    ties = [relationship(number, one["id"], middle["id"]) for number, one in enumerate(around)]
    further = [
        relationship(many, middle["id"], near["id"], relationship_type="variant-of"),
        relationship(many + 1, near["id"], far["id"], relationship_type="variant-of"),
    ]
    brought(cast.center, origin_of(cast.center), middle, near, far, *around, *ties, *further)
    return middle


def test_a_folded_kind_is_opened_an_object_unfolded_and_a_kind_singled_out(come: Come) -> None:
    cast = small_cast()
    page = come(cast.center, graph_of(tied(cast, MANY)))
    spots, rows = page.locator(".graph-spot"), page.locator("#ties tbody tr")
    expect(spots).to_have_count(3)
    expect(rows).to_have_count(MANY + 1)
    expect(page.locator(".graph-spot.is-group")).to_have_accessible_name(f"検知指標 × {MANY}")

    page.locator(".graph-spot.is-group").click()
    expect(spots).to_have_count(MANY + 2)
    rows.filter(has_text="朝霧").get_by_role("link", name="さらにたどる").click()
    expect(spots).to_have_count(MANY + 3)
    expect(page.locator("main svg")).to_contain_text("夕霧")

    page.get_by_role("checkbox", name="マルウェア").check()
    page.get_by_role("button", name="描く").click()
    expect(spots).to_have_count(2)
    page.locator(".graph-spot:not(.is-here)").click()
    expect(page.locator("h1")).to_have_text("朝霧")


def test_the_picture_is_walked_and_made_larger_by_keys(come: Come) -> None:
    cast = small_cast()
    page = come(cast.center, graph_of(tied(cast, 3)))
    here = page.locator(".graph-spot.is-here")

    here.focus()
    page.keyboard.press("ArrowUp")
    expect(here).not_to_be_focused()
    expect(page.locator(".graph-spot:focus")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(here).to_be_focused()
    wide = page.evaluate(BOX)
    page.keyboard.press("+")
    assert page.evaluate(BOX) < wide
    page.keyboard.press("-")
    assert page.evaluate(BOX) == pytest.approx(wide)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/graph/" not in url)


def test_the_picture_is_kept_as_a_png_as_it_looks(come: Come, tmp_path: Path) -> None:
    cast = small_cast()
    page = come(cast.center, graph_of(tied(cast, 12)))

    with page.expect_download() as kept:
        page.get_by_role("button", name="画像（PNG）に保存").click()
    kept.value.save_as(tmp_path / "graph.png")

    with Image.open(tmp_path / "graph.png") as picture:
        colors = picture.convert("RGB").getcolors(1 << 24) or []
        assert picture.size == (2000, 2000)
    assert len([many for many, _color in colors if many > 500]) >= 4
    assert kept.value.suggested_filename.endswith(".png")


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_everybody_can_use_the_page(come: Come, tmp_path: Path, language: str, theme: str, width: int) -> None:
    cast = small_cast()
    page = come(cast.center, graph_of(tied(cast, MANY)), language=language, theme=theme, width=width)

    page.screenshot(path=tmp_path / "graph.png", full_page=True)
    fits_everybody(page)


def test_without_scripts_it_is_a_picture_of_links(come: Come) -> None:
    cast = small_cast()
    page = come(cast.center, graph_of(tied(cast, MANY)), scripts=False)

    expect(page.locator("[data-graph-png]")).to_be_hidden()
    page.locator(".graph-spot.is-group").click()
    expect(page.locator(".graph-spot")).to_have_count(MANY + 2)


def test_what_it_is_tied_to_is_found_by_name_chosen_and_drawn(come: Come) -> None:
    cast = small_cast()
    brought(
        cast.center, origin_of(cast.center), malware("夜霧"), *(malware(f"別のもの {number}") for number in range(70))
    )
    page = come(cast.center, reverse("intel_write", args=["threat_actor"]))
    page.fill("#id_f_name", "夜の配達人")
    page.fill("#id_q_ttps", "夜霧")
    page.keyboard.press("Enter")

    found = page.locator("#id_f_ttps option")
    expect(found).to_have_count(1)
    expect(page.locator("#id_f_name")).to_have_value("夜の配達人")
    fits_everybody(page)
    page.locator("#id_f_ttps").select_option(index=0)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text("夜の配達人")
    page.goto(f"{page.url}graph/")
    expect(page.locator(".graph-spot")).to_have_count(2)
    expect(page.locator("main svg")).to_contain_text("夜霧")


def test_who_may_not_read_one_end_sees_neither_it_nor_a_gap(come: Come) -> None:
    cast = small_cast()
    open_one, closed = indicator(1), malware("閉じた名")
    brought(cast.center, origin_of(cast.center), open_one, relationship(1, open_one["id"], closed["id"]))
    brought(cast.center, origin_of(cast.center, "閉じた源", opened=[]), closed)

    page = come(cast.bank, graph_of(open_one))

    expect(page.locator(".graph-spot")).to_have_count(1)
    assert "閉じた名" not in page.content()
    page.goto(page.url.replace(graph_of(open_one), graph_of(closed)))
    assert "閉じた名" not in page.content()
    expect(page.locator(".graph-spot")).to_have_count(0)


def test_two_thousand_are_drawn_at_once(come: Come) -> None:
    cast = small_cast()
    path = graph_of(tied(cast, 1997))
    page = come(cast.center, f"{path}?open=indicator")

    expect(page.locator(".graph-spot")).to_have_count(1999)
    page.reload()
    print("2,000 ties in the browser:", page.evaluate(PAINTED))
    page.locator(".graph-spot.is-here").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".graph-spot.is-here")).not_to_be_focused()
    rows = page.locator("#ties tbody tr")
    expect(rows).to_have_count(200)
    first = rows.first.inner_text()
    page.get_by_role("link", name="次へ").click()
    expect(rows.first).not_to_have_text(first)
    expect(page.locator(".graph-spot")).to_have_count(1999)
