"""Pages over what was imported, in a process of its own: `python -m tests.bench.pages_desk visit`; `open FOLDER` with a browser."""

import json
import sys
import threading
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Final
from urllib.parse import urljoin
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

TIES: Final = 2_000
LISTED: Final = 200
VISITS: Final = 15
PROFILE, LIST, FAMILY = "勘定系の入口", "境界の遮断", "夜霧"


class Threads(ThreadingMixIn, WSGIServer):
    """A browser holds several connections at once."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the library calls it
        """Addresses are no figures."""


def main(deed: str, *given: str) -> None:
    django.setup()
    print(json.dumps({"prepare": _prepare, "visit": _visit, "open": _open, "doors": _doors}[deed](*given)))


def _prepare() -> dict[str, float]:
    """A profile at the bank, a list for devices at the center, and one object with many ties."""
    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415 - rooms exist only once Django is set up
    from noroshi.devices.actions.lines import propose  # noqa: PLC0415
    from noroshi.devices.queries import candidates_of  # noqa: PLC0415
    from noroshi.intel.actions import take_in_body  # noqa: PLC0415
    from noroshi.intel.queries import origins_of  # noqa: PLC0415
    from tests.rooms.devices_given import list_of  # noqa: PLC0415
    from tests.rooms.intel_given import bundle, indicator, malware, relationship  # noqa: PLC0415
    from tests.rooms.test_triage import profile_of_bank  # noqa: PLC0415

    center, bank = _viewer("makino@nisc"), _viewer("kanbara@aoshio")
    profile_of_bank(bank, name=PROFILE, products=["maker01:product001", "maker02:product042"], threshold=0.35)
    middle, around = malware(FAMILY), [indicator(number) for number in range(TIES - 1)]
    ties = [relationship(number, one["id"], middle["id"]) for number, one in enumerate(around)]
    with acting_as(center):
        take_in_body(center, origins_of(center)[0].public_id, bundle(middle, *around, *ties))
    of = list_of(center, LIST)
    began = time.monotonic()
    with acting_as(center):
        found = candidates_of(center, of.public_id)
        asked = time.monotonic() - began
        propose(center, of.public_id, [(one.row.object_id, one.row.number) for one in found[:LISTED]])
    return {"candidates": len(found), "seconds": asked}


def _paths() -> dict[str, tuple[str, str]]:
    """Each page by whom it is opened and its address."""
    from django.urls import reverse  # noqa: PLC0415

    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415
    from noroshi.devices.queries import lists_of  # noqa: PLC0415
    from noroshi.triage.profiles import profiles_of  # noqa: PLC0415
    from tests.rooms.intel_given import stix_id  # noqa: PLC0415

    center, bank = _viewer("makino@nisc"), _viewer("kanbara@aoshio")
    with acting_as(bank):
        profile = next(one.public_id for one in profiles_of(bank) if one.name == PROFILE)
    with acting_as(center):
        of = next(one.public_id for one in lists_of(center) if one.name == LIST)
    family = stix_id("malware", FAMILY)[-36:]
    graph = reverse("intel_graph", args=[family])
    return {
        "/intel/": ("kanbara@aoshio", reverse("intel")),
        "/intel/ of one kind": ("kanbara@aoshio", f"{reverse('intel')}?kind=vulnerability"),
        "/intel/ of a color": ("kanbara@aoshio", f"{reverse('intel')}?color=green"),
        "/intel/ valid now, sure, of a sector": (
            "kanbara@aoshio",
            f"{reverse('intel')}?now=1&confidence=high&sector=finance",
        ),
        "an object's page": ("kanbara@aoshio", reverse("intel_object", args=[family])),
        f"graph of {TIES:,}, folded": ("kanbara@aoshio", graph),
        f"graph of {TIES:,}, unfolded": ("kanbara@aoshio", f"{graph}?open=indicator"),
        "triage": ("kanbara@aoshio", reverse("triage")),
        "triage list": ("kanbara@aoshio", reverse("triage_list", args=[profile])),
        "funnel": ("kanbara@aoshio", reverse("triage_funnel", args=[profile])),
        "funnel with a sample": ("kanbara@aoshio", f"{reverse('triage_funnel', args=[profile])}?why=weak"),
        "lists for devices": ("makino@nisc", reverse("device_lists")),
        f"a list for devices with {LISTED} values": ("makino@nisc", reverse("device_list_review", args=[of])),
        "candidates for it": ("makino@nisc", reverse("device_candidates", args=[of])),
    }


def _visit() -> dict[str, dict[str, float]]:
    """Milliseconds of each page in the whole application, both locks, after one visit that does not count."""
    from tests.bench.measuring import median, milliseconds, p95  # noqa: PLC0415
    from tests.bench.visitors import seen, visitor  # noqa: PLC0415

    found = {}
    for name, (login, path) in _paths().items():
        client = visitor(_seat(login))
        seen(client.get(path))
        taken, until = [], time.monotonic() + 20
        while len(taken) < VISITS and (time.monotonic() < until or not taken):
            taken.append(milliseconds(lambda client=client, path=path: seen(client.get(path))))  # type: ignore[misc]  # bound at once
        found[name] = {"median": median(taken), "p95": p95(taken)}
        print(f"  {name}: {found[name]}", file=sys.stderr, flush=True)
    return found


def _doors() -> dict[str, list[str]]:
    """Each page by its address, and the session of who opens it."""
    sessions: dict[str, str] = {}
    found = {}
    for name, (login, path) in _paths().items():
        if login not in sessions:
            sessions[login] = "=".join(_session(login)[0])
        found[name] = [path, sessions[login]]
    return found


def _open(folder: str) -> dict[str, float]:
    """In a browser, wide and narrow: pictures in a folder, and how long until each page stood."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from noroshi.config.wsgi import application  # noqa: PLC0415
    from tests.browser.conftest import FLAGS, _chromium_path  # noqa: PLC0415

    paths, into = _paths(), Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    sessions = {login: _session(login) for login in {login for login, _path in paths.values()}}
    server = make_server("127.0.0.1", 0, application, server_class=Threads, handler_class=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    house = f"http://127.0.0.1:{server.server_port}/"
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium_path(), args=FLAGS)
        for language, width in (("ja", 1280), ("en", 390)):
            for place, (name, (login, path)) in enumerate(paths.items()):
                context = browser.new_context(viewport={"width": width, "height": 800})
                context.add_cookies([{"name": key, "value": value, "url": house} for key, value in sessions[login]])
                context.add_cookies([{"name": "noroshi_language", "value": language, "url": house}])
                page = context.new_page()
                page.goto(urljoin(house, path))
                page.reload()
                found[f"{name}, {width}"] = page.evaluate(
                    "() => performance.getEntriesByType('navigation')[0].duration"
                )
                page.screenshot(path=into / f"{place:02}-{language}-{width}.png")
                context.close()
        browser.close()
    server.shutdown()
    return found


def _session(login: str) -> list[tuple[str, str]]:
    from django.conf import settings  # noqa: PLC0415

    from tests.bench.visitors import session_of  # noqa: PLC0415

    return [(settings.SESSION_COOKIE_NAME, str(session_of(_seat(login)).session_key))]


def _seat(login: str) -> tuple[int, int]:
    seat = _viewer(login).seat
    return seat.person_id, seat.desk_id


def _viewer(login: str) -> Any:
    from tests.bench.triage_desk import _viewer as viewer_of  # noqa: PLC0415

    return viewer_of(login)


if __name__ == "__main__":
    main(*sys.argv[1:])
