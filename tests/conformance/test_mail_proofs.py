"""DKIM and SPF as outside implementations sign and answer: `mail/*.json` was made by dkimpy and pyspf."""

import json
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from noroshi.connectors.mail_in.dkim import Proof, Unreachable, verified
from noroshi.connectors.mail_in.spf import Outcome, checked

HERE: Final = Path(__file__).parent / "mail"
SIGNED: Final[dict[str, Any]] = json.loads((HERE / "signed.json").read_text())
SPF: Final[dict[str, Any]] = json.loads((HERE / "spf.json").read_text())
PLAIN: Final = b64decode(SIGNED["mails"][0]["raw"])
RELAXED: Final = b64decode(next(one["raw"] for one in SIGNED["mails"] if one["name"] == "plain relaxed/relaxed"))


def keys(name: str) -> Sequence[str]:
    return SIGNED["records"].get(name, [])


def zone(name: str, kind: str) -> Sequence[str]:
    return SPF["zone"][kind].get(name, [])


def proof_of(raw: bytes) -> list[Proof]:
    return [one.proof for one in verified(raw, keys)]


@pytest.mark.parametrize("mail", SIGNED["mails"], ids=lambda mail: mail["name"])
def test_a_mail_is_proved_as_its_signer_meant(mail: dict[str, str]) -> None:
    found = verified(b64decode(mail["raw"]), keys)

    assert [one.proof.value for one in found] == [mail["proof"]], found
    assert found[0].domain == "denryoku.example"


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b"csirt@denryoku.example", b"csirt@denryoku.invalid"),
        (b"first   report", b"second report"),
        (b"\x1b$B", b"\x1b$@"),
        (b"a=rsa-sha256", b"a=rsa-sha1"),
        (b"d=denryoku.example", b"d=ginko.example"),
        (b"v=1;", b"v=1; v=1;"),
        (b"v=1;", b"v=1; x=1;"),
        (b"v=1;", b"v=1; l=0;"),
        (b"bh=", b"bh=x"),
        (b"s=rsa;", b"s=nokey;"),
    ],
)
def test_whatever_is_changed_the_proof_is_gone(said: bytes, instead: bytes) -> None:
    assert said in PLAIN

    assert Proof.PASS not in proof_of(PLAIN.replace(said, instead, 1))


def test_a_second_sender_line_put_above_is_noticed() -> None:
    head, tail = RELAXED.split(b"\r\nFrom:", 1)

    assert proof_of(head + b"\r\nFrom: other@denryoku.example\r\nFrom:" + tail) == [Proof.FAIL]


def test_relaxed_signatures_bear_refolding_and_simple_ones_do_not() -> None:
    refolded = b"Subject: first report\r\n\tof two lines\r\n"
    for raw, proof in ((RELAXED, Proof.PASS), (PLAIN, Proof.FAIL)):
        changed = raw.replace(b"Subject:  first   report\r\n of two lines\r\n", refolded)
        assert changed != raw
        assert proof_of(changed) == [proof]


def test_line_ends_of_a_file_system_change_nothing() -> None:
    assert proof_of(RELAXED.replace(b"\r\n", b"\n")) == [Proof.PASS]


def test_a_mail_without_a_signature_proves_nothing() -> None:
    assert verified(b"From: a@example.com\r\n\r\ntext", keys) == ()
    assert verified(b"", keys) == ()


def test_a_silent_name_server_neither_proves_nor_disproves() -> None:
    def silent(*_asked: str) -> Sequence[str]:
        raise Unreachable

    assert [one.proof for one in verified(PLAIN, silent)] == [Proof.TEMPERROR]
    assert checked("192.0.2.7", "a@a.example", "mail.example.net", silent) is Outcome.TEMPERROR


def test_more_signatures_than_five_are_not_looked_at() -> None:
    head = PLAIN.split(b"\r\nFrom:", 1)[0] + b"\r\n"

    assert len(verified(head * 20 + PLAIN, keys)) == 5


@pytest.mark.parametrize("case", SPF["cases"], ids=lambda case: f"{case[0]} {case[1]}")
def test_a_machine_may_speak_for_a_domain_as_an_outside_library_answers(case: list[str]) -> None:
    ip, sender, result = case

    assert checked(ip, sender, "mail.example.net", zone).value == result


def test_a_bounce_is_asked_by_the_machine_s_own_name() -> None:
    assert checked("192.0.2.7", "", "a.example", zone) is Outcome.PASS
    assert checked("198.51.100.1", "", "a.example", zone) is Outcome.FAIL
