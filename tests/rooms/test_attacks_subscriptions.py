"""Attacks on fetching: one subscription that may no longer write stops no other."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.connectors.taxii_client import calling, polling
from noroshi.connectors.taxii_client.calling import Failed, get
from noroshi.connectors.taxii_client.speaking import Page
from noroshi.intel import queries
from noroshi.intel.actions import end_origin
from noroshi.intel.subscribing import Fetching, SubscriptionWish, subscribe, subscription
from noroshi.vocabulary import FetchTrouble
from tests.cast import Cast, small_cast
from tests.ledger_logins import login
from tests.rooms.intel_given import indicator, origin_of


@pytest.fixture
def cast(transactional_db: None, addresses: Any) -> Iterator[Cast]:
    """As the worker is: with the system's login."""
    with login(addresses.system):
        yield small_cast()


def test_one_that_may_no_longer_write_is_told_so_and_takes_nothing_in(cast: Cast, monkeypatch: Any) -> None:
    """The source has ended meanwhile; the worker goes on with the next subscription."""
    origin = origin_of(cast.center)
    with acting_as(cast.center):
        row = subscribe(cast.center, origin.public_id, SubscriptionWish("https://one.example/c/1/"))
        end_origin(cast.center, origin.public_id)
    body = json.dumps(indicator(1)).encode()
    monkeypatch.setattr(polling, "page", lambda *_: Page([body], more=False, next="", last=""))

    polling.poll(Fetching(row.public_id, row.address, "2.1", "", "", "", ""))

    with acting_as(cast.center):
        assert subscription(cast.center, row.public_id).trouble == FetchTrouble.NOBODY_LEFT.value
        assert queries.listed(cast.center) == []


def test_a_server_that_drips_the_head_of_its_answer_is_let_go(settings: Any, monkeypatch: Any) -> None:
    """Each letter comes in time; the answer never does."""
    settings.FEEDS_MAY_BE_PRIVATE = True
    monkeypatch.setattr(calling, "WHOLE_SECONDS", 0.5)
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_drip, args=(listening, ended), daemon=True).start()
        with pytest.raises(Failed) as end:
            get(f"http://127.0.0.1:{listening.getsockname()[1]}/", {}, "", "")
        ended.set()

    assert end.value.trouble is FetchTrouble.TOO_SLOW


def _drip(listening: socket.socket, ended: threading.Event) -> None:
    asked, _ = listening.accept()
    with asked, suppress(OSError):
        asked.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not ended.wait(0.05):
            asked.sendall(b"x")
