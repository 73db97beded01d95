"""What comes back about our own mail is understood; whatever else somebody writes to such an address says nothing."""

import uuid

import pytest

from noroshi.delivery.bouncing import CameBack, is_for_us, read
from noroshi.delivery.mail import return_path
from noroshi.vocabulary import DispatchState

NUMBER = uuid.uuid4()


def report(action: str, status: str = "5.1.1") -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: x\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; a@b.example\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        "--b--\r\n"
    ).encode()


def test_a_failure_and_a_delivery_are_told_apart():
    to = return_path(NUMBER)

    assert read(report("failed"), to) == CameBack(NUMBER, DispatchState.BOUNCED, "5.1.1")
    assert read(report("delivered", "2.0.0"), to) == CameBack(NUMBER, DispatchState.DELIVERED, "2.0.0")


@pytest.mark.parametrize("action", ["delayed", "relayed", "expanded", ""])
def test_what_is_not_the_end_says_nothing(action):
    assert read(report(action), return_path(NUMBER)) is None


def test_only_addresses_that_we_made_are_for_us():
    ours = return_path(NUMBER)
    local, _, domain = ours.partition("@")

    assert is_for_us(ours)
    assert is_for_us(ours.upper())
    for other in (
        f"{local[:-1]}{'0' if local[-1] != '0' else '1'}@{domain}",
        f"bounce+{uuid.uuid4().hex}.{local.partition('.')[2]}@{domain}",
        f"bounce@{domain}",
        "somebody@else.example",
        "",
    ):
        assert not is_for_us(other)
        assert read(report("failed"), other) is None


def test_an_automatic_answer_is_no_bounce():
    answer = b"From: a@b.example\r\nAuto-Submitted: auto-replied\r\nSubject: away\r\n\r\nI am away. Action: failed\r\n"

    assert read(answer, return_path(NUMBER)) is None
