"""Webhooks: signed, to the outside alone, connected to the very address that was judged."""

import hmac
import json
import socket
from ipaddress import ip_address

import pytest

from noroshi.delivery import webhooks
from noroshi.delivery.errors import WebhookNotAllowed
from noroshi.delivery.webhooks import Call, NotTaken, call, checked, is_outside, signature
from tests.feed_server import dripping
from tests.webhook_receiver import receiver

SECRET = "a secret of this desk"


def to(url: str) -> Call:
    return Call(url, SECRET, "number", {"edition": "id"}, at=1_700_000_000)


def test_a_receiver_can_prove_who_called_and_when():
    with receiver() as (port, got):
        call(to(f"http://127.0.0.1:{port}/in?x=1"), may_be_private=True)

    ((headers, body),) = got
    expected = hmac.new(SECRET.encode(), b"1700000000." + body, "sha256").hexdigest()
    assert headers["Noroshi-Signature"] == f"v1={expected}"
    assert headers["Noroshi-Timestamp"] == "1700000000"
    assert json.loads(body) == {"edition": "id"}


def test_another_secret_another_time_or_another_body_is_another_signature():
    signed = signature(SECRET, 1, b"x")

    assert len({signed, signature("other", 1, b"x"), signature(SECRET, 2, b"x"), signature(SECRET, 1, b"y")}) == 4


@pytest.mark.parametrize("status", [301, 302, 400, 404, 500])
def test_what_is_not_taken_is_said_with_its_number_and_no_redirect_is_followed(status):
    with receiver(status) as (port, got), pytest.raises(NotTaken) as told:
        call(to(f"http://127.0.0.1:{port}/"), may_be_private=True)

    assert (told.value.fault, told.value.is_final, len(got)) == (f"webhook_{status}", False, 1)


def test_a_receiver_that_drips_its_answer_holds_nobody(monkeypatch):
    monkeypatch.setattr(webhooks, "WHOLE_SECONDS", 0.5)
    with dripping() as port, pytest.raises(NotTaken) as told:
        call(to(f"http://127.0.0.1:{port}/"), may_be_private=True)

    assert (told.value.fault, told.value.is_final) == ("webhook_unreachable", False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.1.1.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_outside(address):
    assert not is_outside(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111"])
def test_addresses_of_the_internet_are(address):
    assert is_outside(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "https:///x", "https://a@example.com/",
        "https://a:b@example.com/", "https://example.com:0/", "https://example.com:99999/", "https://exa mple.com/", "", "https://[a/",
    ],
)  # fmt: skip
def test_only_plain_https_addresses_are_taken(url):
    with pytest.raises(WebhookNotAllowed):
        checked(url, may_be_private=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1"])
def test_no_spelling_of_this_machine_gets_through(host):
    with receiver() as (port, got), pytest.raises(NotTaken) as told:
        call(to(f"https://{host}:{port}/"), may_be_private=False)

    assert told.value.fault in {"webhook_private_address", "webhook_name_unknown"}
    assert got == []


def test_a_name_with_one_inner_address_is_not_used_and_the_judged_address_is_the_one_connected_to(monkeypatch):
    def answers(*found: str):
        entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in found]
        monkeypatch.setattr(webhooks.socket, "getaddrinfo", lambda *_, **__: entries)

    reached: list[object] = []

    def connect(where: object, _: float) -> object:
        reached.append(where)
        raise OSError

    monkeypatch.setattr(webhooks.socket, "create_connection", connect)
    answers("93.184.215.14", "10.0.0.5")
    with pytest.raises(NotTaken) as told:
        call(to("https://rebinding.example/"), may_be_private=False)
    assert (told.value.fault, told.value.is_final, reached) == ("webhook_private_address", True, [])

    answers("93.184.215.14")
    with pytest.raises(NotTaken):
        call(to("https://fine.example/"), may_be_private=False)
    assert reached == [("93.184.215.14", 443)]
