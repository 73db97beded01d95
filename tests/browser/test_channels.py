"""Where a desk's notices go, set by the page alone: how often, when it is quiet, and the key under which mail is sealed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pysequoia import Tsk

from tests.browser.test_directory_pages import Enter, enter, faults, go

__all__ = ["enter"]

pytestmark = pytest.mark.browser

CHANNELS = "/notices/channels/"
LOOKS = (
    ("en", 1280, "kanbara@aoshio", "kanbara@aoshio.example"),
    ("ja", 390, "kusuda@kotonoha-hp", "kusuda@kotonoha-hp.example"),
)
"""Desks of which no other journey of these tests expects mail; the address is the one that the directory names."""


def chosen(page: Page, *, quiet_until: str) -> None:
    page.locator("#id_mail_is_on").check()
    page.select_option("#id_mail_from", "caution")
    page.select_option("#id_mail_digest", "hourly")
    page.fill("#id_quiet_from", "22:00")
    page.fill("#id_quiet_until", quiet_until)
    page.locator("main .form-end .button--primary").click()


def with_key(page: Page, address: str) -> Locator:
    """The public half is handed in as its holder gives it out; the fingerprint that the page shows is that key's."""
    key = Tsk.generate(f"Desk <{address}>").extract_certificate()
    file = {"name": "desk.asc", "mimeType": "application/pgp-keys", "buffer": str(key).encode()}
    page.select_option("#id_address", address)
    page.set_input_files("#id_file", file)  # type: ignore[arg-type]  # a FilePayload as a plain dict
    page.locator('#certificates form[action$="/certificates/"] button').click()
    row = page.locator("#certificates tbody tr").filter(has_text=address)
    expect(row).to_contain_text("OpenPGP")
    assert re.sub(r"\W", "", row.locator(".fingerprint").inner_text()).lower() == key.fingerprint.lower()
    return row


def tried_out(page: Page, address: str) -> Locator:
    """The way to this address of the test that was asked for, as soon as its mail has left."""
    page.locator(f'form[action="{CHANNELS}test/"] button').click()
    test = page.locator("main tbody tr").filter(has_text=re.compile("This is a test|試験の通知です"))
    left = test.locator(".way-out").filter(has=page.locator(".state--done")).filter(has_text=address)
    for _turn in range(60):
        go(page, "/notices/")
        if left.count():
            break
        page.wait_for_timeout(500)
    return left.first


@pytest.mark.parametrize(("language", "width", "login", "address"), LOOKS)
def test_a_desk_chooses_how_it_is_told_and_what_is_sealed(
    enter: Enter, noroshi_server: Any, language: str, width: int, login: str, address: str
) -> None:
    page = enter(login, "/notices/", language=language, width=width)
    page.locator(f'main a[href="{CHANNELS}"]').click()
    assert faults(page) == []

    chosen(page, quiet_until="")
    expect(page.locator("main .errors")).to_be_visible()
    expect(page.locator("#id_quiet_from")).to_have_value("22:00")
    chosen(page, quiet_until="06:30")
    expect(page.locator("main .errors")).to_have_count(0)
    go(page, CHANNELS)
    for control, value in (("mail_digest", "hourly"), ("mail_from", "caution"), ("quiet_until", "06:30")):
        expect(page.locator(f"#id_{control}")).to_have_value(value)

    row = with_key(page, address)
    assert faults(page) == []
    expect(tried_out(page, address)).to_contain_text("OpenPGP")
    assert faults(page) == []
    letters = [each.read_text(errors="replace") for each in (noroshi_server.home.root / "mail").glob("*.eml")]
    assert [each for each in letters if address in each and "BEGIN PGP MESSAGE" in each]

    go(page, CHANNELS)
    row.locator("button").click()
    expect(row).to_have_count(0)


def test_who_has_no_such_part_at_the_desk_changes_nothing_and_another_desk_sees_nothing(enter: Enter) -> None:
    colleague = enter("ramirez@aoshio", CHANNELS, language="en")
    expect(
        colleague.get_by_text("Points of contact, deputies and the administrator of this desk change this.")
    ).to_be_visible()
    expect(colleague.locator("main input, main select, main form")).to_have_count(0)
    assert faults(colleague) == []

    stranger = enter("watarase@hokuryo", CHANNELS, language="en")
    assert "aoshio" not in stranger.locator("main").inner_text()
