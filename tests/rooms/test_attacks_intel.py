"""Attacks on shared intelligence: what a stranger reads between the lines, out of sources that changed, and out of faults."""

import json
import uuid
from dataclasses import replace
from datetime import datetime

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.intel import browsing, queries
from noroshi.intel.actions import OriginWish, amend_origin, end_origin, withdraw
from noroshi.intel.actions.bring import go_on
from noroshi.intel.actions.imports import begin_import
from noroshi.intel.actions.sight import sight
from noroshi.intel.errors import ImportEnded
from noroshi.intel.imports import import_shown, imports_of
from noroshi.intel.models import Handover, Import
from noroshi.intel.reaching import readers_of, why
from noroshi.intel.seen import sighted
from noroshi.intel.subscribing import SubscriptionWish, amend_subscription, subscribe, subscription
from noroshi.vocabulary import ImportState, OriginKind, SightingAnswer, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.rooms.intel_given import brought, bundle, indicator, marked, origin_of
from tests.rooms.taxii_world import at, machine

pytestmark = pytest.mark.django_db


def moments_read_by(viewer, origin):
    entries = json.loads(machine(viewer).get(at(origin, "manifest/")).content)["objects"]
    return [datetime.fromisoformat(one["date_added"]) for one in entries]


def test_moments_of_arrival_do_not_count_what_is_closed_between_them(cast):
    """Two envelopes, one with thirty closed objects in the middle: whoever may not read those sees no difference."""
    plain, filled = origin_of(cast.center, "平"), origin_of(cast.center, "満")
    brought(cast.center, plain, indicator("a"), indicator("b"))
    closed = [indicator(f"closed {n}", **marked(Tlp2.RED)) for n in range(30)]
    brought(cast.center, filled, indicator("c"), *closed, indicator("d"))

    gaps = []
    for origin in (plain, filled):
        first, last = moments_read_by(cast.bank, origin)
        gaps.append(last - first)

    assert gaps[0] == gaps[1]


def test_an_object_is_never_shown_wider_than_it_came_in(cast):
    """The source was AMBER+STRICT and is GREEN now: what came before is still told as what it was."""
    origin = origin_of(cast.center, tlp=Tlp2.AMBER_STRICT, opened=())
    brought(cast.center, origin, indicator(1))
    with acting_as(cast.center):
        wish = OriginWish(origin.name, OriginKind.UPLOAD, Tlp2.GREEN, opened=["everyone_in_range"])
        amend_origin(cast.center, origin.public_id, wish)

    with acting_as(cast.center):
        (one,) = browsing.browse(cast.center, browsing.Wanted()).rows

    assert one.color.word == "amber+strict"
    with acting_as(cast.bank):
        assert browsing.browse(cast.bank, browsing.Wanted()).rows == ()


def test_what_came_from_a_source_that_has_ended_can_still_be_taken_back(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1))
    with acting_as(cast.center):
        end_origin(cast.center, origin.public_id)
        withdraw(cast.center, origin.public_id, uuid.UUID(indicator(1)["id"][-36:]))

    with acting_as(cast.bank):
        assert queries.listed(cast.bank) == []
    with acting_as(cast.bank), pytest.raises(NotFound):
        withdraw(cast.bank, origin.public_id, uuid.UUID(indicator(1)["id"][-36:]))


def test_faults_of_what_was_handed_over_are_not_read_without_need_to_know(cast, tmp_path):
    """What was wrong in an AMBER object quotes the object."""
    origin = origin_of(cast.electric, tlp=Tlp2.AMBER_STRICT, opened=())
    bad = indicator("bad", created="secret-canary-7")
    posted = machine(cast.electric).post(at(origin), bad)
    status = posted.headers["Location"].replace("http://testserver", "")
    with acting_as(cast.electric):
        path = tmp_path / "secret.json"
        path.write_bytes(bundle(bad))
        begun = begin_import(cast.electric, origin.public_id, "secret-canary-7.json", path)

    assert b"secret-canary-7" in machine(cast.electric).get(status).content
    for viewer in (cast.electric_colleague, cast.contractor, cast.bank):
        assert machine(viewer).get(status).status_code == 404
        with acting_as(viewer):
            assert (Handover.objects.count(), imports_of(viewer)) == (0, [])
            with pytest.raises(NotFound):
                import_shown(viewer, begun.public_id)


def test_a_sighting_goes_no_farther_than_what_was_seen(cast):
    """Opened to one bank alone; the bank's own source is open to everybody in range."""
    alone = origin_of(cast.center, opened=[f"organization:{cast.bank.organization_id}"])
    brought(cast.center, alone, indicator(1))
    wide = origin_of(cast.bank, "広い便り")
    one = uuid.UUID(indicator(1)["id"][-36:])

    with acting_as(cast.bank):
        sight(cast.bank, one, SightingAnswer.SEEN, origin_id=wide.public_id)
        assert [said.answer for said in sighted(cast.bank, one)] == [SightingAnswer.SEEN]

    for stranger in (cast.electric, cast.ministry, cast.secretariat):
        with acting_as(stranger):
            assert sighted(stranger, one) == []
            assert not [row for row in queries.listed(stranger) if indicator(1)["id"] in row.raw]


def test_why_one_reads_it_is_answered_for_what_came_in_before_the_source_changed(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1))
    with acting_as(cast.center):
        wish = OriginWish(origin.name, OriginKind.UPLOAD, Tlp2.AMBER, opened=["everyone_in_range"], sectors=["finance"])
        amend_origin(cast.center, origin.public_id, wish)

    with acting_as(cast.bank):
        kept = queries.newest(cast.bank, uuid.UUID(indicator(1)["id"][-36:]))
        assert why(cast.bank, kept) is not None
        assert (
            readers_of(cast.bank, kept, queries.origins_named(cast.bank, {kept.origin}).get(kept.origin, origin))
            is None
        )


def test_a_file_on_its_way_does_not_go_on_by_what_its_source_was(cast, tmp_path):
    """Narrowed or ended while a file comes in: the file stops, and goes on by what is said now, or not at all."""
    origin, path = origin_of(cast.center), tmp_path / "feed.json"
    path.write_bytes(bundle(indicator(1)))
    with acting_as(cast.center):
        row = begin_import(cast.center, origin.public_id, "feed.json", path)
        Import.objects.filter(pk=row.pk).update(state=ImportState.RUNNING)
        amend_origin(cast.center, origin.public_id, OriginWish("狭い", OriginKind.UPLOAD, Tlp2.AMBER_STRICT))
        assert import_shown(cast.center, row.public_id).state is ImportState.STOPPED

        Import.objects.filter(pk=row.pk).update(state=ImportState.WAITING)
        end_origin(cast.center, origin.public_id)
        assert import_shown(cast.center, row.public_id).state is ImportState.STOPPED
        with pytest.raises(ImportEnded):
            go_on(cast.center, row.public_id)


@pytest.mark.parametrize("label", [" tlp:red", "TLP: RED", "\u3000tlp:red", "tlp:secret"])
def test_a_color_that_came_as_a_label_holds_however_it_is_written(cast, label):
    brought(cast.center, origin_of(cast.center), indicator(1, labels=[label]))

    with acting_as(cast.bank):
        assert queries.listed(cast.bank) == []


def test_the_secret_of_a_subscription_never_goes_to_another_server(cast):
    """Whoever may change the address would otherwise read the key of the desk at a server of his own."""
    origin = origin_of(cast.center)
    first = SubscriptionWish("https://one.example/taxii2/a/collections/1/", secret="secret-canary-9")
    elsewhere = ("https://two.example/taxii2/a/collections/1/", "https://one.example:444/x/", "http://one.example/x/")
    with acting_as(cast.center):
        row = subscribe(cast.center, origin.public_id, first)
        amend_subscription(cast.center, row.public_id, replace(first, address=first.address + "objects/", secret=""))
        assert subscription(cast.center, row.public_id).secret is not None
        for address in elsewhere:
            amend_subscription(cast.center, row.public_id, first)
            amend_subscription(cast.center, row.public_id, replace(first, address=address, secret=""))
            assert subscription(cast.center, row.public_id).secret is None

    for stranger in (cast.bank, cast.center_general, cast.contractor):
        with acting_as(stranger), pytest.raises(NotFound):
            amend_subscription(stranger, row.public_id, first)
