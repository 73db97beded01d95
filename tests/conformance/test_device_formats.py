"""Each form is loaded by the program that it is for, where that is found here; `bin/find-device-tools` names those that are not."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import dns.message
import dns.query
import dns.rcode
import pytest
import yaml
from sigma.collection import SigmaCollection
from sigma.exceptions import SigmaError
from sigma.types import SigmaCIDRExpression

from noroshi.devices.formats import Heading, Listed, taken_back, written
from noroshi.devices.formats.nftables import table_name
from noroshi.observables import Kind
from noroshi.vocabulary.devices import DeviceFormat
from tests.conformance.suricata_grammar import rule_mistakes

NOW: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEADING: Final = Heading("電力の一覧\n; rm -rf /", "TLP:AMBER", NOW, NOW + timedelta(days=1))
HOSTILE: Final = '"; drop table\n};\\ # $(id) \u2028 =cmd|x'
ROWS: Final = (
    Listed(Kind.IPV4, "203.0.113.5", NOW + timedelta(days=3), 90, HOSTILE),
    Listed(Kind.IPV4, "198.51.100.77", None, None),
    Listed(Kind.CIDR, "198.51.100.0/24", NOW + timedelta(hours=1)),
    Listed(Kind.CIDR, "198.51.100.128/25"),
    Listed(Kind.IPV6, "2001:db8::5", NOW + timedelta(days=30), 60, HOSTILE),
    Listed(Kind.CIDR, "2001:db8:1::/48"),
    Listed(Kind.DOMAIN, "evil.kirisame.example", None, 80, HOSTILE),
    Listed(Kind.DOMAIN, "kirisame.example"),
    Listed(Kind.DOMAIN, "_x.xn--wgv71a119e.example"),
    Listed(Kind.URL, "http://files.kirisame.example/a;b(c)[d]|e'?f=%22&g=*$", None, None, HOSTILE),
    Listed(Kind.URL, "https://files.kirisame.example/x"),
    Listed(Kind.SHA256, "ab" * 32, None, 95),
    Listed(Kind.FILE_NAME, '請求書 "1"; *.exe'),
)

type Test = Callable[..., None]


def run_by(tool: str) -> Callable[[Test], Test | None]:
    """A test that is there where the program is."""
    return lambda test: test if _found(tool) else None


def _found(tool: str) -> str | None:
    return shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin:/sbin:/usr/local/sbin")


def _run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([_found(tool) or tool, *arguments], capture_output=True, text=True, check=False, timeout=60)


@run_by("named-checkzone")
@pytest.mark.parametrize("make", [written, taken_back])
def test_bind_loads_the_zone(tmp_path: Path, make: Callable[..., Any]) -> None:
    zone = tmp_path / "rpz"
    zone.write_text(make(DeviceFormat.RPZ, ROWS, HEADING).text, encoding="utf-8")

    answer = _run("named-checkzone", "rpz.noroshi.example", zone)

    assert answer.returncode == 0, answer.stdout
    assert "loaded serial" in answer.stdout


@run_by("named-checkzone")
def test_bind_refuses_a_broken_zone(tmp_path: Path) -> None:
    zone = tmp_path / "rpz"
    zone.write_text(written(DeviceFormat.RPZ, ROWS, HEADING).text + "evil..example CNAME .\n", encoding="utf-8")

    assert _run("named-checkzone", "rpz.noroshi.example", zone).returncode != 0


@run_by("unbound")
def test_unbound_answers_by_the_zone(tmp_path: Path) -> None:
    with _unbound(tmp_path, written(DeviceFormat.RPZ, ROWS, HEADING).text) as asked:
        assert asked("evil.kirisame.example") == dns.rcode.NXDOMAIN
        assert asked("deep.below.kirisame.example") == dns.rcode.NXDOMAIN
        assert asked("passes.house.example") == dns.rcode.NOERROR
        assert asked("unlisted.example") != dns.rcode.NXDOMAIN


@run_by("unbound")
def test_unbound_lets_pass_what_was_taken_back(tmp_path: Path) -> None:
    with _unbound(tmp_path, taken_back(DeviceFormat.RPZ, ROWS, HEADING).text) as asked:
        assert asked("evil.kirisame.example") != dns.rcode.NXDOMAIN


@run_by("unbound-checkconf")
def test_unbound_takes_the_zone_in_its_configuration(tmp_path: Path) -> None:
    answer = _run(
        "unbound-checkconf", _unbound_configured(tmp_path, written(DeviceFormat.RPZ, ROWS, HEADING).text, 5353)
    )

    assert answer.returncode == 0, answer.stderr


def _unbound_configured(place: Path, zone: str, port: int) -> Path:
    (place / "rpz").write_text(zone, encoding="utf-8")
    configured = place / "unbound.conf"
    configured.write_text(
        f"""server:
  interface: 127.0.0.1
  port: {port}
  username: ""
  chroot: ""
  directory: "{place}"
  pidfile: "{place}/unbound.pid"
  use-syslog: no
  module-config: "respip iterator"
  local-zone: "house.example." static
  local-data: "passes.house.example. A 192.0.2.1"
  do-not-query-localhost: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@1
rpz:
  name: rpz.noroshi.example.
  zonefile: "{place}/rpz"
remote-control:
  control-enable: no
""",
        encoding="utf-8",
    )
    return configured


@contextmanager
def _unbound(place: Path, zone: str) -> Iterator[Callable[[str], int]]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [_found("unbound") or "", "-d", "-c", _unbound_configured(place, zone, port)], stderr=subprocess.PIPE
    )
    try:
        _until(lambda: _asked(port, "passes.house.example") == dns.rcode.NOERROR)
        yield lambda name: _asked(port, name)
    finally:
        running.terminate()
        running.communicate(timeout=20)


def _asked(port: int, name: str) -> int:
    try:
        return int(dns.query.udp(dns.message.make_query(name, "A"), "127.0.0.1", port=port, timeout=2).rcode())
    except (OSError, dns.exception.DNSException):
        return -1


def _until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not begin to answer")


@run_by("nft")
def test_nftables_loads_the_sets_twice_and_takes_them_back(tmp_path: Path) -> None:
    for name, made in (
        ("set", written(DeviceFormat.NFTABLES, ROWS, HEADING)),
        ("back", taken_back(DeviceFormat.NFTABLES, ROWS, HEADING)),
    ):
        (tmp_path / name).write_text(made.text, encoding="utf-8")
    nft, table = _found("nft"), table_name(HEADING.profile)
    steps = f"{nft} -f set && {nft} -f set && {nft} -j list table inet {table} && {nft} -f back && {nft} -f back && {nft} list tables"

    answer = subprocess.run(
        ["unshare", "-rn", "sh", "-c", steps], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )

    assert answer.returncode == 0, answer.stderr
    sets = {
        one["set"]["name"]: one["set"].get("elem", []) for one in json.loads(answer.stdout)["nftables"] if "set" in one
    }
    assert {name: len(held) for name, held in sets.items()} == {"v4": 2, "v4_networks": 1, "v6": 1, "v6_networks": 1}
    assert {one["elem"]["timeout"] for one in sets["v4"]} == {3 * 86_400, 365 * 86_400}


@run_by("nft")
def test_nftables_refuses_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "set").write_text(
        written(DeviceFormat.NFTABLES, ROWS, HEADING).text.replace("203.0.113.5", "203.0.113.x"), encoding="utf-8"
    )

    answer = subprocess.run(
        ["unshare", "-rn", _found("nft") or "", "-f", "set"], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )

    assert answer.returncode != 0


@run_by("squid")
@pytest.mark.parametrize("make", [written, taken_back])
def test_squid_parses_the_lists(tmp_path: Path, make: Callable[..., Any]) -> None:
    answer = _squid(tmp_path, make(DeviceFormat.SQUID, ROWS, HEADING).text)

    assert answer.returncode == 0, answer.stderr
    assert [
        line
        for line in answer.stderr.splitlines()
        if "ERROR" in line or "WARNING: '" in line or "FATAL" in line or "Bungled" in line
    ] == []


@run_by("squid")
def test_squid_refuses_a_broken_list(tmp_path: Path) -> None:
    assert _squid(tmp_path, "acl noroshi dstt .kirisame.example\n").returncode != 0


def _squid(place: Path, text: str) -> subprocess.CompletedProcess[str]:
    (place / "noroshi.conf").write_text(text, encoding="utf-8")
    configured = place / "squid.conf"
    configured.write_text(
        f"include {place}/noroshi.conf\nhttp_access deny all\nhttp_port 127.0.0.1:3128\npid_filename {place}/squid.pid\n"
        f"cache_log {place}/cache.log\naccess_log none\ncoredump_dir {place}\n",
        encoding="utf-8",
    )
    return _run("squid", "-k", "parse", "-f", configured)


@run_by("suricata")
def test_suricata_loads_the_rules(tmp_path: Path) -> None:
    rules = tmp_path / "noroshi.rules"
    rules.write_text(written(DeviceFormat.SURICATA, ROWS, HEADING).text, encoding="utf-8")

    answer = _run("suricata", "-T", "-S", rules, "-l", tmp_path)

    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("drops", [False, True])
def test_suricata_rules_keep_to_the_documented_grammar(drops: bool) -> None:
    heading = Heading(HEADING.profile, HEADING.marking, NOW, drops=drops)
    rules = [
        line for line in written(DeviceFormat.SURICATA, ROWS, heading).text.splitlines() if not line.startswith("#")
    ]

    assert len(rules) == 6 + 3 * 3 + 1
    assert {rule: mistakes for rule in rules if (mistakes := rule_mistakes(rule))} == {}
    assert {rule.partition(" ")[0] for rule in rules} == {"drop" if drops else "alert"}


@pytest.mark.parametrize(
    "broken",
    [
        'alert ip any any -> any any (msg:"a"; rev:1;)',
        'alert ip any any -> any any (msg:"a"b"; sid:1; rev:1;)',
        'alert ip any any -> any any (msg:"a"; content:"a;b"; sid:1; rev:1;)',
        'alert ip any any (msg:"a"; sid:1;)',
        'alert dns any any -> any any (msg:"a"; dns.question; content:"x"; sid:1;)',
        'alert http any any -> any any (msg:"a"; http.host; content:"EVIL"; sid:1;)',
        'alert ip any any -> any any (msg:"a"; sid:4294967296;)',
        'alert ip any any -> 203.0.113.x any (msg:"a"; sid:1;)',
    ],
)
def test_the_grammar_finds_what_is_broken(broken: str) -> None:
    assert rule_mistakes(broken) != []


@pytest.mark.parametrize("make", [written, taken_back])
def test_every_sigma_rule_is_loaded_by_the_library_of_sigma_without_a_complaint(make: Callable[..., Any]) -> None:
    loaded = SigmaCollection.from_yaml(make(DeviceFormat.SIGMA, ROWS, HEADING).text, collect_errors=True)

    assert [one for rule in loaded.rules for one in rule.errors] == []
    assert len(loaded.rules) == 7


def test_the_library_of_sigma_reads_each_value_as_it_was_listed() -> None:
    """Nothing in a value became any letters; only ends and parts of names may have them around."""
    loaded = SigmaCollection.from_yaml(written(DeviceFormat.SIGMA, ROWS, HEADING).text)
    items = [item for rule in loaded.rules for item in rule.detection.detections["selection"].detection_items]
    networks = {one.cidr for item in items for one in item.value if isinstance(one, SigmaCIDRExpression)}
    exact = [one for item in items if not item.modifiers for one in item.value]

    assert networks == {row.value for row in ROWS if row.kind is Kind.CIDR}
    assert {str(one) for one in exact} >= {row.value for row in ROWS if row.kind in {Kind.IPV4, Kind.IPV6, Kind.DOMAIN}}
    assert {one.contains_special() for one in exact} == {False}


def test_the_library_of_sigma_complains_of_a_rule_that_says_nothing() -> None:
    with pytest.raises(SigmaError):
        SigmaCollection.from_yaml("title: a\nlogsource:\n  category: dns\ndetection:\n  selection:\n    query: a\n")


@pytest.mark.parametrize("make", [written, taken_back])
def test_sigma_rules_are_read_as_what_they_say(make: Callable[..., Any]) -> None:
    rules = list(yaml.safe_load_all(make(DeviceFormat.SIGMA, ROWS, HEADING).text))

    assert len(rules) == 7
    assert all(set(rule) >= {"title", "id", "status", "logsource", "detection", "level"} for rule in rules)
    values = [value for rule in rules for field in rule["detection"]["selection"].values() for value in field]
    assert len(values) == sum(2 if row.kind is Kind.DOMAIN else 1 for row in ROWS)
    assert '\\\\請求書 "1"; \\*.exe' in values
