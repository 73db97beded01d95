"""What names a desk's own networks and domains is met one by one, listed and told; of the rest, only what its profile would show."""

from dataclasses import replace

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.observables import Kind
from noroshi.stix.ours import extended
from noroshi.triage import lists
from noroshi.triage.actions.decisions import Deciding, decide
from noroshi.triage.actions.profiles import amend_profile
from noroshi.triage.digests import digests_of
from noroshi.triage.models import Met
from noroshi.triage.owned import Owned
from noroshi.triage.profiles import profiles_of
from noroshi.vocabulary import Freshness, Tlp2, Verdict
from tests.cast import Cast, small_cast
from tests.rooms.intel_given import brought, marked, origin_of
from tests.rooms.test_triage import fresh, named, profile_of_bank, titles
from tests.rooms.test_triage_told import run

pytestmark = pytest.mark.django_db(transaction=True)

OWN = ["aoshio.example"]
EVIL = {"pattern": "[domain-name:value = 'evil.example']"}


@pytest.fixture
def cast() -> Cast:
    return small_cast()


def met(viewer: Viewer) -> int:
    with acting_as(viewer):
        return Met.objects.count()


def test_what_names_ones_own_is_listed_however_much_weighs_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LOOKED", 1)
    profile = profile_of_bank(cast.bank, sectors=[], domains=OWN, networks=["203.0.113.0/24"], threshold=0.2)
    light = {"confidence": 40}
    address = fresh("address", **light) | {"pattern": "[ipv4-addr:value = '203.0.113.9']"}
    brought(
        cast.center,
        origin_of(cast.center),
        fresh("other", "heavy.example", name="よそ"),
        fresh("own", "login.aoshio.example", name="自社の名", **light),
        address | {"name": "自社の網"},
        fresh("alike", "notaoshio.example", name="似た名", **light),
    )
    assert not {"自社の名", "自社の網"} & set(titles(cast.bank, profile))

    run("tell_new")

    assert {"自社の名", "自社の網"} <= set(titles(cast.bank, profile))
    assert "似た名" not in titles(cast.bank, profile)
    assert met(cast.bank) == 2
    for stranger in (cast.electric, cast.center, cast.ministry):
        assert met(stranger) == 0


def test_a_desk_is_told_of_what_names_its_own_and_of_nothing_that_it_may_not_read(cast: Cast) -> None:
    profile_of_bank(cast.bank, sectors=[], domains=OWN)
    origin = origin_of(cast.center)
    brought(cast.center, origin, fresh("closed", "vpn.aoshio.example", **marked(Tlp2.RED)))

    assert run("tell_new") == 0
    assert met(cast.bank) == 0

    brought(cast.center, origin, fresh("open", "mail.aoshio.example"), fresh("other", "mail.other.example"))

    assert run("tell_new") == 1
    assert run("tell_new") == 0
    with acting_as(cast.bank):
        assert len(digests_of(cast.bank)) == 1
    with acting_as(cast.electric):
        assert digests_of(cast.electric) == []


def test_what_was_there_before_is_met_when_a_profile_changes_and_no_longer_when_the_asset_went(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LOOKED", 1)
    own = fresh("own", "login.aoshio.example", name="自社の名", confidence=40)
    brought(cast.center, origin_of(cast.center), own, fresh("other", "heavy.example"))
    profile = profile_of_bank(cast.bank, sectors=[])
    run("tell_new")
    assert "自社の名" not in titles(cast.bank, profile)

    for domains in (OWN, []):
        with acting_as(cast.bank):
            amend_profile(cast.bank, profile.public_id, replace(profile.wish, domains=domains))
        assert run("tell_new") == 0
        with acting_as(cast.bank):
            now = next(one for one in profiles_of(cast.bank) if one.public_id == profile.public_id)
        assert ("自社の名" in titles(cast.bank, now)) == bool(domains)


def test_nobody_is_told_of_kinds_that_their_profile_leaves_out(cast: Cast) -> None:
    profile_of_bank(cast.bank, kinds=[Freshness.ADDRESS])
    brought(cast.center, origin_of(cast.center), named("name"))
    assert run("tell_new") == 0

    brought(
        cast.center,
        origin_of(cast.center, "second"),
        named("address") | {"pattern": "[ipv4-addr:value = '203.0.113.9']"},
    )
    assert run("tell_new") == 1


def test_nobody_is_told_again_of_what_they_dismissed(cast: Cast) -> None:
    profile = profile_of_bank(cast.bank)
    brought(cast.center, origin_of(cast.center), named("first") | EVIL)
    assert run("tell_new") == 1
    with acting_as(cast.bank):
        (entry,) = lists.listed(cast.bank, profile, timezone.now()).entries
        decide(cast.bank, profile.public_id, entry.key, Deciding(Verdict.DISMISS, "既知の通信"))

    brought(cast.center, origin_of(cast.center, "second"), named("second") | EVIL)

    assert run("tell_new") == 0


def test_nobody_is_told_of_another_version_of_their_product(cast: Cast) -> None:
    profile_of_bank(cast.bank, sectors=[], products=["maker:thing:1.0"])
    of = "cpe:2.3:a:maker:thing:{}:*:*:*:*:*:*:*"
    for name, version, told in (("other", "2.0", 0), ("mine", "1.0", 1), ("any", "*", 1)):
        said = extended(sectors=[], products=[of.format(version)])
        brought(cast.center, origin_of(cast.center, name), fresh(name, extensions=said))
        assert run("tell_new") == told, version


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        (Kind.DOMAIN, "a.b.example", {1}),
        (Kind.DOMAIN, "b.example", {1}),
        (Kind.DOMAIN, "xb.example", set()),
        (Kind.EMAIL, "somebody@mail.b.example", {1}),
        (Kind.URL, "http://b.example/path", {1}),
        (Kind.IPV4, "10.1.2.3", {2, 3}),
        (Kind.IPV4, "10.2.2.3", {2}),
        (Kind.IPV6, "2001:db8::7", {4}),
        (Kind.IPV6, "2001:db9::7", set()),
    ],
)
def test_a_value_is_looked_up_among_the_assets_of_all(kind: Kind, value: str, found: set[int]) -> None:
    assets = [
        (1, "domain", "b.example"),
        (2, "network", "10.0.0.0/8"),
        (3, "network", "10.1.2.3"),
        (4, "network", "2001:db8::/32"),
    ]

    assert set(Owned([*assets, (5, "supplier", "b.example")]).naming(kind, value)) == found
