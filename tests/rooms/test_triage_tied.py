"""Weaknesses of a product that only a relationship names: found in every order of arrival, by nobody who may not read all of it."""

import uuid

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.intel.actions import withdraw
from noroshi.stix.ids import observable_id
from noroshi.triage.digests import digest_of, digests_of
from noroshi.triage.lists import listed
from noroshi.triage.models import Digest
from noroshi.triage.showing import items
from noroshi.vocabulary import Relevance, Tlp2
from tests.cast import small_cast
from tests.rooms.intel_given import brought, marked, origin_of, relationship
from tests.rooms.test_triage import profile_of_bank
from tests.rooms.test_triage_severity import weakness
from tests.rooms.test_triage_told import run

pytestmark = pytest.mark.django_db(transaction=True)


def software(version="9.1", **more):
    whole = {
        "type": "software",
        "spec_version": "2.1",
        "name": "Gateway VPN",
        "cpe": f"cpe:2.3:a:maker:gateway_vpn:{version}:*:*:*:*:*:*:*",
    }
    return {"id": observable_id(whole), **whole, **more}


def weak(**more):
    return weakness(1, **more)


def tie(verb="affects", **more):
    return relationship("t", weakness(1)["id"], software()["id"], relationship_type=verb, **more)


def shown(viewer, profile):
    with acting_as(viewer):
        now = timezone.now()
        return {
            one.title: one.entry
            for one in items(viewer, listed(viewer, profile, now).entries, now)
            if one.title.startswith("CVE")
        }


def users(cast, *products, **more):
    """A profile that shows what names its products, and nothing that names none."""
    return profile_of_bank(cast.bank, sectors=[], products=products or ["maker:gateway_vpn"], threshold=0.5, **more)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_whichever_comes_last_the_weakness_stands_on_the_list_and_is_told(order):
    cast = small_cast()
    profile, origin = users(cast, notice_threshold=0.5), origin_of(cast.center)
    parts = (weak(), software(), tie())

    for place in order:
        assert shown(cast.bank, profile) == {}
        brought(cast.center, origin, parts[place])
        run("tell_new")

    [entry] = shown(cast.bank, profile).values()
    assert (entry.above.relevance, entry.named) == (Relevance.PRODUCT, software()["cpe"])
    with acting_as(cast.bank):
        told = [digest_of(cast.bank, one.public_id, timezone.now()) for one in digests_of(cast.bank)]
    titles = [item.title for one in told for group in one.groups for item in group.items]
    assert titles.count("CVE-2026-20001") == 1
    assert run("tell_new") == 0


@pytest.mark.parametrize("closed", range(3))
def test_what_is_derived_goes_no_farther_than_the_tie_and_both_ends(closed):
    cast = small_cast()
    profile, origin = users(cast, notice_threshold=0.5), origin_of(cast.center)
    narrow = [marked(Tlp2.RED) if place == closed else {} for place in range(3)]

    brought(cast.center, origin, weak(**narrow[0]), software(**narrow[1]), tie(**narrow[2]))
    run("tell_new")

    assert shown(cast.bank, profile) == {}
    with acting_as(cast.bank):
        assert [number for one in Digest.objects.all() for number in one.objects_in] == []
    own = profile_of_bank(cast.center, sectors=[], products=["maker:gateway_vpn"], threshold=0.5)
    assert list(shown(cast.center, own)) == ["CVE-2026-20001"]


def test_a_tie_or_a_product_that_is_taken_back_names_nothing_any_more():
    cast = small_cast()
    profile, origin = users(cast), origin_of(cast.center)
    brought(cast.center, origin, weak(), software(), tie())
    run("tell_new")
    assert len(shown(cast.bank, profile)) == 1

    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, uuid.UUID(tie()["id"][-36:]))

    assert shown(cast.bank, profile) == {}


def test_a_later_version_that_revokes_the_tie_ends_it():
    cast = small_cast()
    profile, origin = users(cast), origin_of(cast.center)
    brought(cast.center, origin, weak(), software(), tie())
    run("tell_new")

    brought(cast.center, origin, tie(modified="2026-04-02T00:00:00.000Z", revoked=True))
    run("tell_new")

    assert shown(cast.bank, profile) == {}


def test_other_verbs_and_other_versions_say_nothing_of_it():
    cast = small_cast()
    mine, other, origin = (
        users(cast, "maker:gateway_vpn:9.1"),
        users(cast, "maker:gateway_vpn:8.0", name="別の版"),
        origin_of(cast.center),
    )
    brought(cast.center, origin, weak(), software(), tie("duplicate-of"))
    run("tell_new")
    assert shown(cast.bank, mine) == {}

    brought(cast.center, origin, tie("has", modified="2026-04-02T00:00:00.000Z"))
    run("tell_new")

    assert list(shown(cast.bank, mine)) == ["CVE-2026-20001"]
    assert shown(cast.bank, other) == {}
