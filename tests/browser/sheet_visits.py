"""Walking with incident sheets and requests for help in a real browser, for the flows F6–F10 step by step."""

import re
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from playwright.sync_api import Page, expect

from noroshi.audiences.viewer import Viewer
from noroshi.demo.founding import found
from noroshi.demo.written import cast as whole_cast
from noroshi.directory.models import Agreement, Desk
from noroshi.sheets.models import SetUp
from tests.browser.intel_visits import Come
from tests.browser.test_directory_pages import go
from tests.browser.test_relay_anonymized import opened, path_of
from tests.cast import PLAYERS, Cast

NOT_FOUND: Final = "見つかりません"
OPEN_ALL: Final = "document.querySelectorAll('main details').forEach(each => { each.open = true })"


@contextmanager
def step(number: str) -> Any:
    """A numbered step of the guide: what fails inside is told by its number."""
    try:
        yield
    except BaseException as failure:
        failure.add_note(f"step {number}")
        raise


def wide_cast(*also: str) -> Cast:
    """The small cast and those of the flows: a second ISAC, a provider."""
    return Cast(found(whole_cast().only(PLAYERS | frozenset(also))))


def agreed(cast: Cast, first: str, second: str) -> None:
    """Two houses of different sectors know of each other by what they agreed."""
    houses = cast.world.organizations
    Agreement.objects.create(
        kind=Agreement.Kind.HANDLING,
        first=houses[first],
        second=houses[second],
        signed_date=date(2026, 4, 1),
    )


def organization(cast: Cast, handle: str) -> str:
    return f"organization:{cast.world.organizations[handle].public_id}"


def group(cast: Cast, handle: str) -> str:
    return f"group:{cast.world.groups[handle].public_id}"


def desk(viewer: Viewer) -> str:
    return f"desk:{Desk.objects.get(pk=viewer.desk_id).public_id}"


def pattern_chosen(page: Page, pattern: str, partners: Iterable[str] = (), *, new: str = "") -> str:
    """From home by the screen alone: chosen, looked at, set up. What to tick in the range of a sheet for the community."""
    go(page, "/")
    page.get_by_role("navigation", name="主な画面").first.get_by_role("link", name="事案シート").click()
    page.get_by_role("link", name="共有パターン").click()
    page.locator("main").get_by_role("link", name=pattern).click()
    for partner in partners:
        page.get_by_label(partner).check()
    page.get_by_role("button", name="用意する内容を見る").click()
    for desk_name in (*partners, *filter(None, [new])):
        expect(page.locator(".members", has_text=desk_name)).to_be_visible()
    page.get_by_role("button", name="用意する", exact=True).click()
    expect(page.locator("#in-force, [aria-labelledby=in-force-title]").first).to_contain_text(pattern)
    return f"group:{SetUp.objects.latest('at').group.public_id}"


def shared(page: Page, tlp: str, to: Iterable[str], source: str = "", **fields: str) -> str:
    """Begun, filled, sent; the address of the item."""
    go(page, f"/sheets/new/{'?from=' + source.split('/')[2] if source else ''}")
    page.locator("main form .button--primary").click()
    page.wait_for_url(re.compile("/drafts/"))
    for name, words in fields.items():
        opened(page, name).fill(words)
    return sent_to(page, tlp, to)


def sent_to(page: Page, tlp: str, to: Iterable[str]) -> str:
    """From the page of its draft."""
    page.evaluate(OPEN_ALL)
    for one in to:
        page.locator(f'[name="w.destinations"][value="{one}"]').first.check()
    page.locator(f'[name="w.tlp"][value="{tlp}"]').first.check()
    page.locator('button[name="deed"][value="send"]').last.click()
    page.wait_for_url(re.compile("/send/"))
    for box in page.locator("input[name=recipient]").all():
        box.check()
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile("/receipt/"))
    return f"/items/{path_of(page).split('/')[2]}/"


def followed_up(page: Page, item: str, tlp: str, **fields: str) -> str:
    go(page, item)
    page.locator("main").get_by_role("button", name="続報を書く").first.click()
    page.wait_for_url(re.compile("/drafts/"))
    for name, words in fields.items():
        opened(page, name).fill(words)
    return sent_to(page, tlp, ())


def taken(page: Page, item: str, *words: str) -> None:
    """Listed among the sheets of this desk, and read."""
    go(page, "/sheets/")
    page.locator(f'main a[href="{item}"]').first.click()
    for each in words:
        expect(page.locator("main")).to_contain_text(each)


def weighed(page: Page, item: str, number: str, importance: str) -> None:
    """Own identifier and importance: kept at this desk."""
    go(page, f"{item}ticket/")
    page.fill("#id_number", number)
    page.select_option("#id_importance", importance)
    page.locator("main form .button--primary").click()
    expect(page.locator("main")).to_contain_text(number)


def linked(page: Page, item: str, other_title: str) -> None:
    """With what is stored already."""
    go(page, f"{item}link/")
    page.locator("main tbody tr", has_text=other_title).get_by_role("radio").check()
    page.locator('main form[method="post"] .button--primary').click()
    page.wait_for_url(re.compile("/events/"))
    expect(page.locator("main")).to_contain_text(other_title)


def nothing_there(come: Come, item: str, *strangers: Viewer) -> None:
    """No list names it and its address is as good as none."""
    for stranger in strangers:
        page = come(stranger, "/sheets/")
        assert item not in page.content()
        go(page, item)
        expect(page.locator("h1")).to_contain_text(NOT_FOUND)
        page.context.close()


def asked_help(page: Page, whom: Viewer, title: str, text: str) -> str:
    """Of a desk of an ISAC or the hub; the address of the request."""
    go(page, "/help/new/")
    page.select_option("#id_to", desk(whom).partition(":")[2])
    page.fill("#id_title", title)
    page.fill("#id_text", text)
    page.locator("main form .button--primary").click()
    page.wait_for_url(re.compile("/help/[0-9a-f-]+/"))
    return path_of(page)


def help_taken(page: Page, request: str, title: str) -> None:
    go(page, "/help/")
    page.locator(f'main a[href="{request}"]').click()
    expect(page.locator("h1")).to_have_text(title)
    page.locator('button[name="deed"][value="take"]').click()
    expect(page.locator("#steps-title, #steps").first).to_be_visible()


def help_answered(page: Page, request: str, text: str, identifiers: str = "") -> None:
    go(page, request)
    page.locator("#answer textarea[name=text]").fill(text)
    page.locator("#answer textarea[name=identifiers]").fill(identifiers)
    page.locator('#answer button[value="answer"]').click()
    expect(page.locator("main")).to_contain_text(text)


def ordered(page: Page, item: str, title: str, whom: Viewer) -> str:
    """From the item, in one's own words; the address of the order."""
    go(page, f"/orders/new/?about=edition:{item.split('/')[2]}")
    page.fill("#id_title", title)
    page.fill("#id_what", title)
    page.evaluate(OPEN_ALL)
    page.locator(f'[name="to"][value="{desk(whom).partition(":")[2]}"]').check()
    page.locator("main .form-end .button--primary").click()
    expect(page.locator("h1")).to_have_text(title)
    return path_of(page)


def order_taken(page: Page, order: str, title: str) -> None:
    go(page, "/orders/")
    page.locator(f'main a[href="{order}"]').first.click()
    expect(page.locator("h1")).to_have_text(title)


def order_done(page: Page, order: str) -> None:
    go(page, order)
    page.locator(".answers label", has_text="完了").click()
    page.locator("form.answer .button--primary").click()
    expect(page.locator(".head .badges")).to_contain_text("完了")
