"""Programs listen at the live door with their key: as their seat, as long as the key stands, and as nobody's colleague."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import ApiKey
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.handover.queries import here
from noroshi.live.pages import now_ms
from tests.cast import Cast, small_cast
from tests.drafted import reported
from tests.live_world import Listening, done, key_of, run
from tests.rooms.test_live_signals import noted
from tests.rooms.test_response_orders import ordered

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "ウミネコ鳴子坂"


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.SECOND_FACTOR_REQUIRED = False
    return small_cast()


def key_for(viewer: Viewer, scopes: Collection[Scope] = (Scope.EDITIONS_READ,), days: int = 1) -> str:
    until = timezone.now() + timedelta(days=days)
    return make_own_key(viewer.seat, purpose="listening", scopes=scopes, expires_at=until)


def by_key(value: str, *, session: str = "", query: str = "", peer: str = "127.0.0.1") -> Listening:
    return Listening(session, query=query, headers=((b"authorization", f"Bearer {value}".encode()),), peer=peer)


def refused(listening: Listening) -> int:
    async def story() -> None:
        async with listening as own:
            assert own.said == b""

    run(story())
    return listening.status


def test_a_program_is_told_as_its_seat_and_one_of_a_stranger_is_told_nothing(cast: Cast) -> None:
    ministry, bank = key_for(cast.ministry), key_for(cast.bank)
    electric, elsewhere = cast.electric, cast.bank

    async def story() -> None:
        async with by_key(ministry) as own, by_key(bank) as stranger:
            await done(reported, electric, tlp="amber", summary=CANARY)
            await own.told("item")
            before = stranger.said
            await done(reported, elsewhere, tlp="amber", summary="自分の報")
            await stranger.told("item")
        assert b"event: changed" not in before
        assert CANARY.encode() not in own.said + stranger.said

    run(story())


def test_an_unknown_expired_revoked_or_too_narrow_key_hears_nothing(cast: Cast) -> None:
    expired, revoked = key_for(cast.ministry), key_for(cast.ministry)
    keys = ApiKey.objects.order_by("pk")
    ApiKey.objects.filter(pk=keys[0].pk).update(expires_at=timezone.now() - timedelta(hours=1))
    ApiKey.objects.filter(pk=keys[1].pk).update(revoked_at=timezone.now())
    narrow = key_for(cast.ministry, [Scope.DIRECTORY_READ])

    for value in ("", "nobody", f"{revoked}x", expired, revoked, narrow):
        assert refused(by_key(value)) == 401, value


def test_a_key_from_elsewhere_hears_nothing(cast: Cast) -> None:
    value = key_for(cast.ministry)
    ApiKey.objects.update(network_ranges=["10.9.0.0/16"])

    assert refused(by_key(value, peer="192.0.2.7")) == 401

    async def story() -> None:
        async with by_key(value, peer="10.9.3.4") as own:
            assert own.status == 200

    run(story())


def test_a_cookie_beside_a_wrong_key_helps_nobody(cast: Cast) -> None:
    assert refused(by_key("nobody", session=key_of(cast.ministry))) == 401


def test_a_stream_ends_when_its_key_is_revoked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noroshi.live.house.WATCH_SECONDS", 0.05)
    value = key_for(cast.ministry)

    async def story() -> None:
        async with by_key(value) as own:
            await done(ApiKey.objects.update, revoked_at=timezone.now())
            await own.until(lambda: b"event: signed_out" in own.said)
        assert own.said.endswith(b"event: signed_out\ndata: {}\n\n")

    run(story())


def test_a_program_is_nobody_who_is_seen_at_an_item(cast: Cast) -> None:
    electric = cast.electric
    edition, value = reported(electric, tlp="amber"), key_for(electric)

    def seen() -> list[Any]:
        with acting_as(electric):
            return here(electric, f"item:{edition}")

    async def story() -> None:
        async with by_key(value, query=f"place=item:{edition}&doing=writing&as_of={now_ms() + 60_000}") as own:
            assert own.status == 200
            assert await done(seen) == []

    run(story())


def test_a_program_hears_of_what_its_key_reads_and_not_of_what_else_its_person_may(cast: Cast) -> None:
    person, program = key_of(cast.electric), key_for(cast.electric)
    electric = cast.electric

    async def story() -> None:
        async with Listening(person) as page, by_key(program) as own:
            await done(noted, electric, CANARY)
            await page.told("note")
            await done(ordered, electric, electric)
            await page.told("order")
            await own.told("order")
        assert b'"note"' not in own.said

    run(story())
