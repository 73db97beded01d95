"""What a device really fetches, from the room's own rows: loaded by the programs that it is for, list and rollback."""

from pathlib import Path

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.devices.actions.lines import publish, withdraw
from noroshi.devices.fetching import fetched
from noroshi.devices.queries import lines_of
from noroshi.observables import Kind
from noroshi.vocabulary import BlockState
from tests.cast import Cast
from tests.conformance.suricata_grammar import rule_mistakes
from tests.conformance.test_device_formats import _run, _squid, run_by
from tests.drafted import second_person
from tests.rooms.devices_given import key_for, list_of, proposed, reviewed
from tests.rooms.intel_given import brought, indicator, origin_of

pytestmark = pytest.mark.django_db
VALUES = (
    "[domain-name:value = 'evil.kirisame.top']",
    "[domain-name:value = 'xn--wgv71a119e.top']",
    "[ipv4-addr:value = '45.9.1.66']",
    "[ipv6-addr:value = '2a00:1450::66']",
    "[ipv4-addr:value ISSUBSET '45.9.2.0/24']",
    "[url:value = 'http://files.kirisame.top/a;b(c)?f=%22']",
)


@pytest.fixture
def secret(cast: Cast) -> str:
    """Six values are out, and one more was and is withdrawn."""
    values = (*VALUES, "[domain-name:value = 'mistake.kirisame.top']")
    objects = (indicator(place, pattern=pattern) for place, pattern in enumerate(values))
    brought(cast.center, origin_of(cast.center), *objects)
    of = list_of(cast.center, kinds=(Kind.DOMAIN, Kind.IPV4, Kind.IPV6, Kind.CIDR, Kind.URL)).public_id
    proposed(cast.center, of)
    reviewed(second_person(cast.center), of, "確かめた")
    with acting_as(cast.center):
        publish(cast.center, of)
        lines = lines_of(cast.center, of, BlockState.PUBLISHED)
        withdraw(cast.center, of, [line.public_id for line in lines if line.value.startswith("mistake")])
    return key_for(cast.center, of)


def texts(secret: str, form: str) -> tuple[str, str]:
    return tuple(fetched(secret, form, "192.0.2.1", back=back).text for back in (False, True))  # type: ignore[return-value]  # two of them


def test_the_list_holds_what_is_out_and_the_rollback_what_is_not(secret: str) -> None:
    out, back = texts(secret, "domain_list")

    assert ("evil.kirisame.top" in out, "evil.kirisame.top" in back) == (True, False)
    assert ("mistake.kirisame.top" in out, "mistake.kirisame.top" in back) == (False, True)


@run_by("named-checkzone")
def test_bind_loads_what_the_room_gives(secret: str, tmp_path: Path) -> None:
    for text in texts(secret, "rpz"):
        (tmp_path / "rpz").write_text(text, encoding="utf-8")
        answer = _run("named-checkzone", "rpz.noroshi.example", tmp_path / "rpz")
        assert answer.returncode == 0, answer.stdout


@run_by("squid")
def test_squid_parses_what_the_room_gives(secret: str, tmp_path: Path) -> None:
    for text in texts(secret, "squid"):
        answer = _squid(tmp_path, text)
        assert answer.returncode == 0, answer.stderr


def test_rules_of_the_room_keep_to_the_documented_grammar(secret: str) -> None:
    rules = [line for line in texts(secret, "suricata")[0].splitlines() if line and not line.startswith("#")]

    assert len(rules) >= len(VALUES)
    assert [mistake for rule in rules for mistake in rule_mistakes(rule)] == []
