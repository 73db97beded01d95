"""Pages and deeds as a browser or a machine meets them: the whole WSGI application, both locks, committed, at busy desks."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from noroshi.advisories.confirming import recipients
from noroshi.audiences.viewer import acting_as
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.sending import filled
from noroshi.editions.actions.orders import Order, end_order, write_order
from noroshi.sharing.parties import desk
from tests.bench import company as made
from tests.bench.company import Company
from tests.bench.measuring import Figure, median, milliseconds, p95
from tests.bench.people import Seat, viewer
from tests.bench.visitors import machine, seen, swapping, visitor

HOME, PAGE, SAVE, SUBMIT = 60.0, 40.0, 50.0, 150.0
VISITS, DEEDS = 40, 30
API = "/api/v1"


def figures(them: Company) -> Iterator[Figure]:
    yield from _homes(them)
    yield from _items(them)
    yield from _lists(them)
    yield from _saving(them)
    yield from _submitting(them)
    yield from _passing_on(them)


def _homes(them: Company) -> Iterator[Figure]:
    for who in ("operator", "secretariat", "liaison", "center"):
        yield from visited(f"home, {who}", getattr(them, who), "/", HOME)
    yield from called("home through the API, operator", key_of(them.operator), f"{API}/home", HOME)


def _items(them: Company) -> Iterator[Figure]:
    report, own, advisory = (f"/items/{one[-1]}/" for one in (them.came, them.own, them.advisories))
    first = f"/items/{them.own[0]}/"
    yield from visited("page of a follow-up report with its changes, liaison", them.liaison, report, PAGE)
    yield from visited("page of an own follow-up with its parcel, operator", them.operator, own, PAGE)
    yield from visited("page of a second issue with its changes, operator", them.operator, advisory, PAGE)
    yield from visited("page of an own advisory, center", them.center, advisory, PAGE)
    yield from visited("page of a report of a neighbor, center", them.center, f"/items/{them.came[0]}/", PAGE)
    yield from visited("page of an own report, relayed and in full, operator", them.operator, first, PAGE)
    for who, path in (("operator", own), ("center", advisory)):
        yield from _asked(
            f"who read it, holds it and may, put into the page, {who}",
            swapping(getattr(them, who)),
            f"{path}reach/",
            PAGE,
        )


def _lists(them: Company) -> Iterator[Figure]:
    """Without a limit of their own; a list is held against that of a home."""
    for who, path in (
        *(("operator", path) for path in ("/items/", "/reports/", "/advisories/", "/drafts/")),
        *((who, "/reports/") for who in ("liaison", "center")),
    ):
        yield from visited(f"list {path}, {who}", getattr(them, who), path, HOME)
    yield from called("reports through the API, liaison", key_of(them.liaison), f"{API}/editions?kind=report", HOME)


def _saving(them: Company) -> Iterator[Figure]:
    draft = made.filled(them, them.operator)
    browser, words = visitor(them.operator), (f"通信を遮断した。{number}" for number in range(10_000))
    version = draft.version
    address = f"/drafts/{draft.public_id}/"

    def press() -> None:
        nonlocal version
        seen(browser.post(address, {"version": version, "deed": "save", "f.supplement": next(words)}), status=302)
        version += 1

    def by_itself() -> None:
        nonlocal version
        form = {"version": version, "f.supplement": next(words)}
        seen(browser.post(address, form, headers={"x-noroshi-autosave": "1"}))
        version += 1

    yield from _taken("saving a draft of 23 fields, pressed", [milliseconds(press) for _ in range(DEEDS + 1)][1:], SAVE)
    yield from _taken(
        "the same, by itself, with what stands beside the fields",
        [milliseconds(by_itself) for _ in range(DEEDS + 1)][1:],
        SAVE,
    )
    client, path = machine(key_of(them.operator)), f"{API}/drafts/{draft.public_id}"

    def patch() -> None:
        nonlocal version
        body = {"version": version, "typed": {"supplement": next(words)}}
        seen(client.patch(path, body, content_type="application/json"))
        version += 1

    yield from _taken("saving a draft through the API", [milliseconds(patch) for _ in range(DEEDS + 1)][1:], SAVE)


def _submitting(them: Company) -> Iterator[Figure]:
    yield from _taken("submitting a report of 23 fields, operator to ministry", _submitted(them), SUBMIT)
    liaison = viewer(them.liaison)
    with acting_as(liaison):
        order = write_order(liaison, Order(frozenset({desk(them.center[1])}), kinds=frozenset({"report"})))
    try:
        yield from _taken("the same, relayed by order and numbered at once", _submitted(them), SUBMIT)
    finally:
        with acting_as(liaison):
            end_order(liaison, order.public_id)


def _submitted(them: Company) -> list[float]:
    browser = visitor(them.operator)
    drafts = [made.filled(them, them.operator) for _ in range(DEEDS + 1)]
    to = _next(them, drafts[0])

    def send(draft: DraftShown) -> None:
        form = {"version": draft.version, "recipient": to}
        seen(browser.post(f"/drafts/{draft.public_id}/send/", form), status=302)

    return [milliseconds(lambda one=one: send(one)) for one in drafts][1:]  # type: ignore[misc]  # bound at once


def _next(them: Company, draft: DraftShown) -> list[str]:
    """Whom a browser is shown, and ticks, before it sends in AMBER."""
    operator = viewer(them.operator)
    with acting_as(operator):
        return sorted(recipients(operator, draft.row, filled(operator, draft.row)))


def _passing_on(them: Company) -> Iterator[Figure]:
    """Other deeds, held against the limit of submitting."""
    reports = [made.report(them, them.neighbor) for _ in range(DEEDS + 1)]
    yield from _taken(
        "relaying a report, liaison to center", _posted(them.liaison, "/items/{}/relay/", reports), SUBMIT
    )
    advisories = [made.advisory(them) for _ in range(DEEDS + 1)]
    for one in advisories:
        made.pass_down(them, one)
    form = {"sighting": "not_seen"}
    yield from _taken(
        "acknowledging an advisory, operator",
        _posted(them.operator, "/items/{}/acknowledge/", advisories, form),
        SUBMIT,
    )


def _posted(seat: Seat, address: str, editions: list[UUID], form: dict[str, str] | None = None) -> list[float]:
    browser = visitor(seat)

    def post(one: UUID) -> None:
        seen(browser.post(address.format(one), form or {}), status=302)

    return [milliseconds(lambda one=one: post(one)) for one in editions][1:]  # type: ignore[misc]  # bound at once


def visited(name: str, seat: Seat, path: str, limit: float) -> Iterator[Figure]:
    yield from _asked(name, visitor(seat), path, limit)


def called(name: str, key: str, path: str, limit: float) -> Iterator[Figure]:
    yield from _asked(name, machine(key), path, limit)


def _asked(name: str, client: Client, path: str, limit: float) -> Iterator[Figure]:
    visit: Callable[[], Any] = lambda: seen(client.get(path))  # noqa: E731 - measured below
    visit()
    visit()
    yield from _taken(name, [milliseconds(visit) for _ in range(VISITS)], limit)


def _taken(name: str, taken: list[float], limit: float) -> Iterator[Figure]:
    yield Figure(f"{name}, median", median(taken), "ms", limit=limit)
    yield Figure(f"{name}, p95", p95(taken), "ms", limit=limit)


def key_of(seat: Seat) -> str:
    owner, until = viewer(seat), timezone.now() + timedelta(days=1)
    with acting_as(owner):
        return make_own_key(
            owner.seat, purpose="bench", scopes=[Scope.EDITIONS_READ, Scope.EDITIONS_WRITE], expires_at=until
        )
