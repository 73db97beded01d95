"""What is found in a text keeps the floors that it was measured at, and what must be said beside a value is said."""

import pytest

from noroshi.observables import BY_WORD, Kind, Own, defanged, flags_of, found_in, guessed
from noroshi.observables.known import KNOWN_GOOD, SHARED, seeds
from noroshi.observables.ranges import network
from noroshi.observables.suffixes import landlord, registered
from noroshi.vocabulary.observables import ObservableKind, ValueFlag
from tests.measured.found import scoring

OWN = Own((network("198.51.100.0/24"),), frozenset({"hibari-denki.co.jp"}))


def test_the_half_that_helped_is_found_whole() -> None:
    result = scoring.score(scoring.open_half())

    assert result.many > 150
    assert result.recall >= 0.99, result.missed
    assert result.precision >= 0.99


def test_the_half_that_nobody_looked_at_keeps_its_floor() -> None:
    result = scoring.score(scoring.frozen_half())

    assert result.many > 150
    assert result.recall >= 0.98
    assert result.precision >= 0.98


def test_what_is_found_says_how_it_was_written() -> None:
    (found,) = found_in("接続先は（hxxp://update[.]kurozane（.）top/a）です")

    assert (found.value, found.written) == ("http://update.kurozane.top/a", "hxxp://update[.]kurozane（.）top/a")
    assert found.is_defanged


@pytest.mark.parametrize(
    ("kind", "form", "flags"),
    [
        (Kind.IPV4, "198.51.100.9", {ValueFlag.OWN, ValueFlag.RESERVED}),
        (Kind.CIDR, "198.51.0.0/16", {ValueFlag.OWN}),
        (Kind.IPV4, "10.0.0.1", {ValueFlag.PRIVATE}),
        (Kind.IPV6, "fe80::1", {ValueFlag.PRIVATE}),
        (Kind.DOMAIN, "vpn.hibari-denki.co.jp", {ValueFlag.OWN}),
        (Kind.DOMAIN, "hibari-denk1.co.jp", {ValueFlag.NEAR_OWN}),
        (Kind.DOMAIN, "hibari-denki.co.jp.kurozane.top", {ValueFlag.NEAR_OWN}),
        (Kind.EMAIL, "x@hibari-denki-support.com", {ValueFlag.NEAR_OWN}),
        (Kind.URL, "http://198.51.100.1/a", {ValueFlag.OWN, ValueFlag.RESERVED}),
        (Kind.DOMAIN, "www.meti.go.jp", {ValueFlag.KNOWN_GOOD}),
        (Kind.IPV4, "8.8.8.8", {ValueFlag.KNOWN_GOOD}),
        (Kind.MD5, "d41d8cd98f00b204e9800998ecf8427e", {ValueFlag.KNOWN_GOOD}),
        (Kind.DOMAIN, "kurozane.github.io", {ValueFlag.SHARED}),
        (Kind.URL, "https://bit.ly/3x", {ValueFlag.SHARED}),
        (Kind.DOMAIN, "kurozane.example", {ValueFlag.RESERVED}),
        (Kind.DOMAIN, "kurozane.top", set()),
        (Kind.DOMAIN, "notgoogle.com", set()),
        (Kind.SHA1, "a" * 40, set()),
    ],
)
def test_a_value_comes_with_what_must_be_said(kind: Kind, form: str, flags: set[ValueFlag]) -> None:
    assert {one.flag for one in flags_of(kind, form, OWN)} == flags


def test_without_anything_of_its_own_nobody_owns_anything() -> None:
    assert ValueFlag.OWN not in {one.flag for one in flags_of(Kind.DOMAIN, "hibari-denki.co.jp")}


@pytest.mark.parametrize("name", [KNOWN_GOOD, SHARED])
def test_each_delivered_value_has_a_reason_in_both_languages(name: str) -> None:
    assert len(seeds(name)) > 50
    assert [one.value for one in seeds(name) if not one.reason.ja or not one.reason.en] == []


@pytest.mark.parametrize(
    ("name", "bought"),
    [
        ("a.b.kurozane.co.jp", "kurozane.co.jp"),
        ("co.jp", ""),
        ("kurozane.top", "kurozane.top"),
        ("x.city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.kurozane.example", "kurozane.example"),
    ],
)
def test_what_was_registered_is_known_without_a_network(name: str, bought: str) -> None:
    assert registered(name) == bought


def test_a_house_that_many_live_in_is_known() -> None:
    assert landlord("kurozane.github.io") == "github.io"
    assert landlord("kurozane.top") == ""


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("203[.]0[.]113[.]5", Kind.IPV4),
        ("2001:DB8::5", Kind.IPV6),
        ("203.0.113.0/24", Kind.CIDR),
        ("hxxp://a.top/", Kind.URL),
        ("a@b.top", Kind.EMAIL),
        ("CVE–2026–1234", Kind.CVE),
        ("T1566.001", Kind.TECHNIQUE),
        ("A" * 64, Kind.SHA256),
        ("kurozane（.）top", Kind.DOMAIN),
        ("kurozane.top/x", Kind.URL),
    ],
)
def test_a_value_without_its_kind_is_recognised(written: str, kind: Kind) -> None:
    found = guessed(written)

    assert found is not None
    assert found[0] is kind


@pytest.mark.parametrize("written", ["", "こんにちは", "not a value", "203.0.113.012", "a..b", "http://", "\ud800.com"])
def test_what_is_no_value_is_none(written: str) -> None:
    assert guessed(written) is None


def test_each_kind_has_its_word() -> None:
    assert {word.value for word in ObservableKind} == set(BY_WORD)


def test_what_cannot_be_pressed_is_shown() -> None:
    assert defanged(Kind.URL, "http://a.top/b.c") == "hxxp://a[.]top/b.c"
    assert defanged(Kind.IPV6, "2001:db8::1") == "2001[:]db8::1"
    assert defanged(Kind.SHA1, "a" * 40) == "a" * 40
