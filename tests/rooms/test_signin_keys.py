"""API keys: narrowed, ended, from elsewhere, never upward."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.actions.seats import sit
from noroshi.directory.models import ApiKey, Membership, Person
from noroshi.directory.signin import keys
from noroshi.directory.signin.keys import KeyElsewhere, KeyExpired, KeyRevoked, KeyTooNarrow, KeyUnknown
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import InvalidFields, NotFound, NotYours, Refusal
from tests.signin_people import House, house

__all__ = ["house"]

HERE = "192.0.2.10"


def make(house: House, actor: str = "admin", target: str = "sato", **given: Any) -> tuple[keys.KeyLine, str]:
    return keys.make_key(
        house.seat(actor),
        getattr(house, target).public_id,
        **{
            "purpose": "log server",
            "scopes": ["directory:read"],
            "expires_at": timezone.now() + timedelta(days=30),
            "network_ranges": [],
            **given,
        },
    )


def test_key_acts_as_its_seat(house: House) -> None:
    line, value = make(house)

    holder = keys.authenticate(value, HERE)

    assert holder.seat.membership_id == house.sato.pk
    assert holder.seat.key_id == ApiKey.objects.get(public_id=line.public_id).pk
    assert holder.scopes == {Scope.DIRECTORY_READ}


def test_value_does_not_rest_anywhere(house: House) -> None:
    line, value = make(house)

    row = ApiKey.objects.get(public_id=line.public_id)

    assert value.rpartition("_")[2] not in str({**row.__dict__, "digest": bytes(row.digest)})
    assert value not in str(line)


def test_checking_a_key_takes_one_query_and_no_password_hash(house: House, django_assert_num_queries: Any) -> None:
    _, value = make(house)
    keys.authenticate(value, HERE)

    with django_assert_num_queries(1):
        keys.authenticate(value, HERE)


@pytest.mark.parametrize(
    "spoil",
    [
        str.upper,
        lambda v: v[:-1],
        lambda v: v + "x",
        lambda v: v.replace("nrs_", "xyz_"),
        lambda _: "",
        lambda _: "nrs_",
        lambda _: "nrs_\x00_\ud800",
        lambda _: "é" * 3000,
    ],
)
def test_spoiled_value_is_unknown(house: House, spoil: Any) -> None:
    _, value = make(house)

    with pytest.raises(KeyUnknown):
        keys.authenticate(spoil(value), HERE)


def test_expired_key_says_so(house: House) -> None:
    line, value = make(house)
    ApiKey.objects.filter(public_id=line.public_id).update(expires_at=timezone.now())

    with pytest.raises(KeyExpired) as refusal:
        keys.authenticate(value, HERE)
    assert refusal.value.status == 401


def test_revoked_key_says_so(house: House) -> None:
    line, value = make(house)
    keys.revoke_key(house.seat("admin"), line.public_id)

    with pytest.raises(KeyRevoked):
        keys.authenticate(value, HERE)


def test_state_of_a_key_is_told_to_holders_of_the_secret_only(house: House) -> None:
    line, value = make(house)
    keys.revoke_key(house.seat("admin"), line.public_id)

    with pytest.raises(KeyUnknown):
        keys.authenticate(value[:-4] + "AAAA", HERE)


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [("192.0.2.10", True), ("192.0.3.10", False), ("2001:db8::7", True), ("2001:db9::7", False), ("nonsense", False)],
)
def test_key_works_only_from_its_addresses(house: House, address: str, is_allowed: bool) -> None:
    _, value = make(house, network_ranges=["192.0.2.0/24", "2001:db8::/32"])

    if is_allowed:
        assert keys.authenticate(value, address)
    else:
        with pytest.raises(KeyElsewhere):
            keys.authenticate(value, address)


def test_scope_that_was_not_given_is_refused_in_words(house: House) -> None:
    _, value = make(house)

    with pytest.raises(KeyTooNarrow) as refusal:
        keys.authenticate(value, HERE).must_allow(Scope.DIRECTORY_WRITE)
    assert "名簿を変える" in refusal.value.message("ja")
    assert "change the directory" in refusal.value.message("en")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scopes", ["everything"]),
        ("scopes", []),
        ("network_ranges", ["192.0.2.0/33"]),
        ("network_ranges", ["somewhere"]),
        ("purpose", ""),
        ("purpose", "a\x00b"),
        ("purpose", "a\u202eb"),
        ("purpose", "a" * 201),
        ("expires_at", timezone.now() - timedelta(days=1)),
        ("expires_at", timezone.now() + timedelta(days=500)),
    ],
)
def test_bad_wish_is_refused_by_field(house: House, field: str, value: Any) -> None:
    with pytest.raises(InvalidFields) as refusal:
        make(house, **{field: value})

    assert field in refusal.value.fields
    assert not ApiKey.objects.exists()


def test_key_ends_with_the_person(house: House) -> None:
    _, value = make(house)

    events.person_left(house.sato.person_id)

    with pytest.raises(KeyRevoked):
        keys.authenticate(value, HERE)


def test_key_ends_with_the_seat(house: House) -> None:
    _, value = make(house)

    Membership.objects.filter(pk=house.sato.pk).update(ended_at=timezone.now())

    with pytest.raises(KeyRevoked):
        keys.authenticate(value, HERE)


def test_key_ends_when_the_person_is_no_longer_active(house: House) -> None:
    _, value = make(house)

    Person.objects.filter(pk=house.sato.person_id).update(is_active=False)

    with pytest.raises(KeyRevoked):
        keys.authenticate(value, HERE)


class TestByKey:
    """A key that makes keys passes on no more than it has."""

    def seat(self, house: House) -> Any:
        _, value = make(
            house, target="admin", scopes=["access:write", "directory:read"], network_ranges=["192.0.2.0/24"]
        )
        return keys.authenticate(value, HERE).seat

    def wish(self, house: House, **given: Any) -> tuple[keys.KeyLine, str]:
        return keys.make_key(
            self.seat(house),
            house.sato.public_id,
            **{
                "purpose": "p",
                "scopes": ["directory:read"],
                "expires_at": timezone.now() + timedelta(days=1),
                "network_ranges": ["192.0.2.128/25"],
                **given,
            },
        )

    def test_narrower_is_made(self, house: House) -> None:
        assert self.wish(house)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("scopes", ["editions:read"]),
            ("expires_at", timezone.now() + timedelta(days=60)),
            ("network_ranges", []),
            ("network_ranges", ["192.0.0.0/16"]),
            ("network_ranges", ["2001:db8::/32"]),
        ],
    )
    def test_wider_is_refused(self, house: House, field: str, value: Any) -> None:
        with pytest.raises(InvalidFields) as refusal:
            self.wish(house, **{field: value})
        assert list(refusal.value.fields) == [field]


# Who may make and revoke a key of whom: "yes", or the refusal.
REACH: dict[tuple[str, str], Any] = {
    ("admin", "sato"): "yes",
    ("admin", "second"): "yes",
    ("admin", "admin"): "yes",
    ("sato", "sato"): NotYours,
    ("sato", "ito"): NotYours,
    ("sato", "admin"): NotYours,
    ("admin", "banker"): NotFound,
    ("banker", "sato"): NotFound,
    ("banker", "operator"): NotFound,
    ("admin", "operator"): NotFound,
    ("operator", "admin"): "yes",
    ("operator", "sato"): "yes",
    ("operator", "operator"): "yes",
}


@pytest.mark.parametrize(("actor", "target"), REACH)
def test_reach_of_keys(house: House, actor: str, target: str) -> None:
    _expect(REACH[actor, target], lambda: make(house, actor, target))


@pytest.mark.parametrize("target", ["admin", "sato"])
def test_platform_makes_no_keys_where_an_organization_governs_itself(house: House, target: str) -> None:
    house.power.organization.self_governed_at = timezone.now()
    house.power.organization.save()

    with pytest.raises(Refusal):
        make(house, "operator", target)


def test_administrator_makes_no_key_for_somebody_who_also_sits_with_the_platform(house: House) -> None:
    sit(house.sato.person, house.platform, role="operations", is_administrator=True)

    with pytest.raises(Refusal):
        make(house, "admin", "sato")


def test_person_revokes_the_own_key(house: House) -> None:
    line, value = make(house)

    keys.revoke_key(house.seat("sato"), line.public_id)

    with pytest.raises(KeyRevoked):
        keys.authenticate(value, HERE)


@pytest.mark.parametrize("stranger", ["ito", "banker"])
def test_strangers_revoke_nothing(house: House, stranger: str) -> None:
    line, value = make(house)

    with pytest.raises(Refusal):
        keys.revoke_key(house.seat(stranger), line.public_id)
    assert keys.authenticate(value, HERE)


def test_lists_show_own_keys_and_to_administrators_those_of_the_organization(house: House) -> None:
    line, _ = make(house)

    assert [each.public_id for each in keys.keys_of(house.seat("sato"))] == [line.public_id]
    assert [each.public_id for each in keys.keys_of(house.seat("second"))] == [line.public_id]
    assert keys.keys_of(house.seat("ito")) == []
    assert keys.keys_of(house.seat("banker")) == []


def _expect(wanted: Any, deed: Any) -> None:
    if wanted == "yes":
        deed()
    else:
        with pytest.raises(wanted):
            deed()
