"""Two journeys of an incident sheet by the screen: with a file to those who may read it, and to everybody without sign-in."""

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import nothing_there, organization, sent_to, shared, taken, wide_cast
from tests.browser.test_directory_pages import faults, go
from tests.browser.test_relay_anonymized import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE, SEEN = "鵺池の通信記録.txt", "203.0.113.91 へ三十分ごとの接続".encode()
TITLE, WORDS = "鵺池の監視端末からの不審な接続", "監視端末が外へつながり続けていた。"
CLOSED, INSIDE = "雷獣沢の制御盤の停止", "雷獣沢の調べは続いている。"
PERSON, TELEPHONE = "檜垣", "03-5550-0147"
NOT_PUBLIC: Final = (CLOSED, INSIDE, PERSON, TELEPHONE, "北稜", "Hokuryo")
"""Another sheet, whom to call, and with whom it was shared."""


def written_with_a_file(page: Page, name: str, content: bytes, **fields: str) -> None:
    """Begun by the screen, filled, and the file taken in."""
    go(page, "/sheets/new/")
    page.locator("main form .button--primary").click()
    for field, words in fields.items():
        opened(page, field).fill(words)
    block = page.locator("details.block", has=page.locator("#f-attachments_pick"))
    if block.get_attribute("open") is None:
        block.locator("summary").first.click()
    page.locator("#f-attachments_pick").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    expect(page.locator("#f-attachments .enclosed")).to_contain_text(name)


def fetched(page: Page, name: str) -> tuple[str, bytes]:
    """By its link on the page that is open: where it is, and what it says."""
    link = page.locator("main").get_by_role("link", name=name)
    address = str(link.get_attribute("href"))
    with page.expect_download() as taking:
        link.click()
    return address, Path(taking.value.path()).read_bytes()


def status(page: Page, path: str) -> int:
    """As the browser of this page would ask for it."""
    house = "/".join(page.url.split("/")[:3])
    return page.request.get(house + path, max_redirects=0).status


def test_a_file_goes_with_its_sheet_to_whoever_reads_it_and_is_not_found_by_others(come: Come) -> None:
    cast = wide_cast()
    writer = come(cast.electric, "/")

    written_with_a_file(writer, FILE, SEEN, title=TITLE, what_happened=WORDS)
    item = sent_to(writer, "amber", [organization(cast, "hokuryo")])

    reader = come(cast.neighbor, "/")
    taken(reader, item, TITLE, WORDS, FILE)
    address, content = fetched(reader, FILE)
    assert content == SEEN
    assert faults(reader) == []
    go(writer, item)
    assert fetched(writer, FILE) == (address, SEEN)
    nothing_there(come, item, cast.bank, cast.isac, cast.ministry)
    for stranger in (cast.bank, cast.isac, cast.ministry):
        assert status(come(stranger, "/"), address) == 404
    assert status(reader, address) == 200


def test_who_has_not_signed_in_is_given_neither_the_sheet_nor_its_file(
    come: Come, visit: Any, live_server: Any
) -> None:
    cast = wide_cast()
    writer = come(cast.electric, "/")
    written_with_a_file(writer, FILE, SEEN, title=TITLE)
    item = sent_to(writer, "clear", [organization(cast, "hokuryo")])
    go(writer, item)
    address, _content = fetched(writer, FILE)

    street = visit(f"{live_server.url}/public/")

    number, file = item.split("/")[2], address.split("/")[2]
    assert TITLE not in street.content()
    assert [status(street, one) for one in (item, address)] == [302, 302]
    assert [status(street, one) for one in (f"/public/{number}/", f"/public/files/{file}/")] == [404, 404]


@pytest.mark.parametrize(("language", "width"), [("ja", 390), ("en", 1280)])
def test_a_clear_sheet_is_published_and_read_by_everybody_and_nothing_of_another_is_there(
    come: Come, visit: Any, live_server: Any, language: str, width: int
) -> None:
    cast = wide_cast()
    writer = come(cast.electric, "/")
    to = [organization(cast, "hokuryo")]
    closed = shared(writer, "green", to, title=CLOSED, what_happened=INSIDE)
    person = {"contact_person": PERSON, "contact_telephone": TELEPHONE}
    written_with_a_file(writer, FILE, SEEN, title=TITLE, what_happened=WORDS, **person)
    item = sent_to(writer, "clear", to)

    go(writer, item)
    expect(writer.locator("main")).to_contain_text(PERSON)
    writer.locator(f'main a[href="{item}publish/"]').click()
    expect(writer.locator("main")).to_contain_text(WORDS)
    expect(writer.locator("main")).not_to_contain_text(PERSON)
    writer.check("#id_is_confirmed")
    writer.locator("main .button--danger").click()
    expect(writer.locator(".head .badges")).to_contain_text("公開")

    street = visit(f"{live_server.url}/public/", language=language, width=width)
    without_what_is_closed(street)
    assert faults(street) == []
    street.locator("main").get_by_role("link", name=TITLE).click()
    expect(street.locator("h1")).to_contain_text(TITLE)
    expect(street.locator("main")).to_contain_text(WORDS)
    expect(street.locator("#seal-title")).to_have_text("The seal stands" if language == "en" else "封印を確かめました")
    without_what_is_closed(street)
    assert faults(street) == []
    assert fetched(street, FILE)[1] == SEEN
    number = closed.split("/")[2]
    assert [status(street, one) for one in (closed, f"/public/{number}/")] == [302, 404]


def without_what_is_closed(page: Page) -> None:
    assert [word for word in NOT_PUBLIC if word in page.content()] == []
