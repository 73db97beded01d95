"""Free text to values: how much is found of sentences written before the finder, and how fast, beside a library that does the same."""

import json
import random
import subprocess
from collections.abc import Callable, Iterator
from statistics import median
from typing import Final

from noroshi.observables import found_in, key, settled
from noroshi.observables.kinds import Kind
from tests.bench.ground import ROOT
from tests.bench.measuring import Figure, Peer, rounds
from tests.measured.found import scoring
from tests.measured.found.drawn import samples

PEER: Final = "ioc-finder"
COMPARED: Final = frozenset(
    {"url", "email", "domain", "ipv4", "ipv6", "cidr", "md5", "sha1", "sha256", "sha512", "cve"}
)
MEGABYTE: Final = 1_000_000
ROUNDS: Final = 3
VALUES: Final = 720_000
SURROUNDINGS: Final = {
    "Japanese report": "監視会社から通報があり、通信記録を調べ、端末から外部への不審な通信を確認した。直ちに端末を切り離した。",
    "English report": "Our monitoring partner reported suspicious outbound connections from an office terminal; it was isolated at once. ",
    "firewall log": "Nov 21 03:12:44 fw01 kernel: DROP IN=eth0 SRC=203.0.113.200 DST=10.0.0.5 LEN=60 TTL=54 PROTO=TCP SPT=44321 DPT=22\n",
}
ASK: Final = """
import json, sys, time
from ioc_finder import find_iocs
texts, long = json.load(sys.stdin)
found = [find_iocs(text) for text in texts]
began = time.perf_counter()
find_iocs(long)
print(json.dumps([found, time.perf_counter() - began]))
"""
PEER_KINDS: Final = {
    "urls": "url",
    "email_addresses": "email",
    "domains": "domain",
    "ipv4s": "ipv4",
    "ipv6s": "ipv6",
    "ipv4_cidrs": "cidr",
    "md5s": "md5",
    "sha1s": "sha1",
    "sha256s": "sha256",
    "sha512s": "sha512",
    "cves": "cve",
}


def figures() -> Iterator[Figure]:
    peer = _peer()
    for half, of, missed in (("open half", scoring.open_half(), True), ("frozen half", scoring.frozen_half(), False)):
        own, same = scoring.score(of), scoring.score(of, kinds=COMPARED)
        theirs = scoring.score(of, peer[0], COMPARED) if peer else None
        yield Figure(f"values found, all kinds, {half} ({own.there})", own.recall, "", 0.98, more_is_better=True)
        yield Figure(f"values right, all kinds, {half}", own.precision, "", 0.98, more_is_better=True)
        yield Figure(
            f"values found, {half}, kinds that {PEER} knows",
            same.recall,
            "",
            more_is_better=True,
            peer=_beside(theirs and theirs.recall),
        )
        yield Figure(
            f"values right, {half}, kinds that {PEER} knows",
            same.precision,
            "",
            more_is_better=True,
            peer=_beside(theirs and theirs.precision),
        )
        for one in own.missed if missed else ():
            print(f"    missed {one}")
    for name, around in SURROUNDINGS.items():
        text = _text(around)
        size = len(text.encode())
        spent = median(rounds(lambda text=text: sum(1 for _ in found_in(text)), ROUNDS))
        yield Figure(
            f"free text, {name}",
            size / spent / 1000,
            "MB/s",
            1.0,
            more_is_better=True,
            peer=_beside(peer and peer[1](text)),
        )
    values = _values()
    spent = median(rounds(lambda: [key(*settled(kind, form)) for kind, form in values], ROUNDS))
    yield Figure("720,000 values to form and key", spent / 1000, "s", 5.0)


def _text(around: str) -> str:
    """One megabyte in which every fifth sentence holds a value."""
    chance, drawn, parts, length = random.Random(7), samples(), [""], 0  # noqa: S311 - the same each time
    while length < MEGABYTE:
        parts.append(around if chance.random() < 0.8 else chance.choice(drawn).text + "\n")
        length += len(parts[-1].encode())
    return "".join(parts)


def _values() -> list[tuple[Kind, str]]:
    chance = random.Random(8)  # noqa: S311 - the same each time
    makers: tuple[Callable[[int], tuple[Kind, str]], ...] = (
        lambda at: (Kind.IPV4, f"{chance.randint(1, 223)}.{at % 256}.1.{at // 256 % 256}"),
        lambda at: (Kind.DOMAIN, f"A{at}.kurozane{at % 99}.top"),
        lambda at: (Kind.URL, f"hxxp://a{at}.kurozane[.]top/x/{at}.php?i={at}"),
        lambda _at: (Kind.SHA256, f"{chance.getrandbits(256):064X}"),
    )
    return [makers[at % 4](at) for at in range(VALUES)]


def _beside(value: float | None) -> Peer | None:
    return Peer(PEER, value, "the same run, in an environment of its own") if value is not None else None


def _peer() -> tuple[Callable[[str], frozenset[str]], Callable[[str], float]] | None:
    """The library in an environment of its own; None where it may not be installed."""
    python = _python()
    if python is None:
        print(f"    {PEER} is not here and may not be installed: nothing is compared with it")
        return None
    found, _spent = _asked(python, [one.text for one in scoring.everything()], "")
    known = dict(zip((one.text for one in scoring.everything()), found, strict=True))
    return known.__getitem__, lambda text: len(text.encode()) / MEGABYTE / _asked(python, [], text)[1]


def _python() -> str | None:
    made = subprocess.run([ROOT / "bin" / "peers", "text"], check=False, capture_output=True, text=True)
    return made.stdout.strip() if made.returncode == 0 else None


def _asked(python: str, texts: list[str], long: str) -> tuple[list[frozenset[str]], float]:
    asked = json.dumps([texts, long])
    answer = subprocess.run([python, "-c", ASK], input=asked, capture_output=True, text=True, check=True)
    found, spent = json.loads(answer.stdout)
    return [_outermost(one) for one in found], spent


def _outermost(found: dict[str, list[str]]) -> frozenset[str]:
    """Its hosts of URLs and mail addresses are taken out again: the sentences name the outermost value only."""
    values = {(PEER_KINDS[name], value) for name, many in found.items() if name in PEER_KINDS for value in many}
    longer = [value for kind, value in values if kind in {"url", "email", "cidr"}]
    kept = ((kind, value) for kind, value in values if not any(value in other and value != other for other in longer))
    return frozenset(f"{kind}:{_form(kind, value)}" for kind, value in kept)


def _form(kind: str, value: str) -> str:
    try:
        return settled(Kind[kind.upper()], value)[1]
    except ValueError:
        return value
