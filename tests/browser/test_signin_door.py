"""The door in a real browser: passkeys made and used with Chromium's own authenticator, codes, and no breach of the policy."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from noroshi.directory.signin import factors, invitations
from noroshi.directory.signin.bootstrap import set_credentials
from tests.signin_people import PASSWORD, SECRET, House, house

__all__ = ["house"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def code(secret: str, periods: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


@pytest.fixture
def door(live_server: Any, house: House, visit: Any) -> Iterator[Any]:
    """Opens the sign-in page; whatever the browser complains about is a failure."""
    complaints: list[str] = []

    def open_door(path: str = "/sign-in/", **look: Any) -> Page:
        page = (
            visit("about:blank", **look)
            if not look and path == "about:blank"
            else visit(f"{live_server.url}{path}", **look)
        )
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_door
    assert [words for words in complaints if "404" not in words] == []


def authenticator(page: Page) -> Any:
    """Chromium's virtual authenticator: a device with a finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def enter(page: Page, login: str) -> None:
    page.fill("#id_login", login)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def button(page: Page, words: str) -> Any:
    return page.locator("main").get_by_role("button", name=words, exact=True)


def test_passkey_is_made_and_then_signs_in_alone(door: Any, house: House) -> None:
    set_credentials(house.sato.person, PASSWORD)
    page = door(language="en")
    authenticator(page)

    enter(page, "sato@denryoku")
    expect(page).to_have_url(re.compile("/factors/$"))
    page.goto(page.url + "passkey/")
    page.fill("#passkey_name", "work laptop")
    button(page, "Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator("main code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("work laptop")).to_be_visible()
    page.goto(page.url.replace("factors", "sign-out"))
    button(page, "Sign out").click()
    button(page, "Sign in with a passkey").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/sessions/")

    expect(page.get_by_text("This one")).to_be_visible()
    assert factors.factors_of(house.sato.person).passkeys[0].used_at is not None


def test_passkey_is_the_second_step_after_the_password(door: Any, house: House) -> None:
    set_credentials(house.sato.person, PASSWORD)
    page = door(language="en")
    authenticator(page)
    enter(page, "sato@denryoku")
    expect(page).to_have_url(re.compile("/factors/$"))
    page.goto(page.url + "passkey/")
    button(page, "Make the passkey").click()
    expect(page.locator("main code")).to_have_count(10)
    page.goto(page.url.replace("factors/passkey", "sign-out"))
    button(page, "Sign out").click()

    enter(page, "sato@denryoku")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    button(page, "Use a passkey").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)

    assert page.context.cookies()


def test_passkey_of_another_person_does_not_open_the_second_step(door: Any, house: House) -> None:
    set_credentials(house.sato.person, PASSWORD)
    set_credentials(house.ito.person, PASSWORD, SECRET)
    page = door(language="en")
    authenticator(page)
    enter(page, "sato@denryoku")
    page.goto(page.url.rstrip("/") + "/passkey/")
    button(page, "Make the passkey").click()
    expect(page.locator("main code")).to_have_count(10)
    page.goto(page.url.replace("factors/passkey", "sign-out"))
    button(page, "Sign out").click()

    enter(page, "ito@denryoku")

    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    expect(button(page, "Use a passkey")).to_have_count(0)


def test_app_is_set_up_and_its_next_code_signs_in(door: Any, house: House) -> None:
    set_credentials(house.sato.person, PASSWORD)
    page = door(language="en")
    enter(page, "sato@denryoku")
    page.get_by_role("link", name="Add an authenticator app").click()
    secret = page.locator("main code").inner_text().replace(" ", "")
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 100

    page.fill("#id_code", code(secret))
    page.press("#id_code", "Enter")
    expect(page.locator("main code")).to_have_count(10)
    spare = page.locator("main code").first.inner_text()
    page.goto(page.url.replace("factors/app", "sign-out"))
    button(page, "Sign out").click()
    enter(page, "sato@denryoku")
    page.fill("#id_code", code(secret, 1))
    page.press("#id_code", "Enter")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/sign-out/")
    button(page, "Sign out").click()
    enter(page, "sato@denryoku")
    page.fill("#id_code", spare)
    page.press("#id_code", "Enter")

    page.wait_for_url(lambda address: "/sign-in/" not in address)
    assert factors.factors_of(house.sato.person).codes_left == 9


def test_everything_but_passkeys_works_without_scripts(door: Any, house: House) -> None:
    set_credentials(house.sato.person, PASSWORD, SECRET)
    page = door(language="en", scripts=False)

    enter(page, "sato@denryoku")
    page.fill("#id_code", code(SECRET))
    page.press("#id_code", "Enter")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/sessions/")

    expect(page.get_by_text("This one")).to_be_visible()


def test_invited_person_joins_and_is_led_to_a_factor(door: Any, house: House) -> None:
    _, token = invitations.invite(house.seat("admin"), house.power.public_id, role="csirt", name_ja="加藤")
    page = door(f"/join/{token}/", language="en")

    page.fill("#id_name_ja", "加藤")
    page.fill("#id_login", "kato")
    page.fill("#id_password", PASSWORD)
    button(page, "Join").click()
    enter(page, "kato@denryoku")

    expect(page).to_have_url(re.compile("/factors/$"))


@pytest.mark.parametrize(("language", "theme", "width"), [("ja", "light", 1280), ("en", "dark", 390)])
def test_pages_of_the_door_are_readable_by_everyone(
    door: Any, house: House, language: str, theme: str, width: int, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    set_credentials(house.admin.person, PASSWORD)
    _, token = invitations.invite(house.seat("admin"), house.power.public_id, role="csirt")
    look = {"language": language, "theme": theme, "width": width}
    outside = door(**look)
    site = outside.url.removesuffix("/sign-in/")
    faults = {"/sign-in/": _faults(outside)}
    for path in (f"/join/{token}/", "/join/mistyped/"):
        outside.goto(site + path)
        faults[path] = _faults(outside)
    enter_page = door(**look)
    enter(enter_page, "admin@denryoku")
    enter_page.wait_for_url(lambda address: "/sign-in/" not in address)
    for path in (
        "/factors/",
        "/factors/app/",
        "/factors/passkey/",
        "/factors/password/",
        "/sessions/",
        "/keys/",
        "/keys/new/",
        "/sign-out/",
    ):
        enter_page.goto(site + path)
        faults[path] = _faults(enter_page)

    assert {path: found for path, found in faults.items() if found} == {}


def _faults(page: Page) -> list[Any]:
    page.evaluate("document.fonts.ready")
    found = [
        (fault["id"], [node["target"] for node in fault["nodes"]]) for fault in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, *([("sticks out", wide)] if wide > 0 else [])]
