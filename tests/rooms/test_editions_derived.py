"""Derived editions: never wider than their sources, the link to the source closed to everybody but who made it."""

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions import pseudonyms
from noroshi.editions.actions import Statement, derive, mark_again, recall
from noroshi.editions.actions.derive import resolve_source
from noroshi.editions.errors import AlreadyRecalled, NobodyInRange
from noroshi.editions.models import Derivation, Edition
from noroshi.editions.queries import edition_readable_by
from noroshi.ledger.queries import readings_of_provider
from noroshi.sharing.parties import organization
from noroshi.vocabulary import HopKind, Leg, Tlp
from noroshi.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db


def anonymized(cast, source, tlp=Tlp.AMBER):
    marking = cast.marking(cast.secretariat, tlp, leg=Leg.CEPTOAR_TO_MINISTRY)
    statement = Statement(kind="report", content={"title": "会員事業者で不審な通信"}, marking=marking)
    with acting_as(cast.secretariat):
        return derive(cast.secretariat, [source.public_id], statement, tells_the_source=True)


@pytest.fixture
def source(cast):
    made = cast.report(cast.electric)
    cast.send(cast.electric, made, cast.secretariat)
    return made


def test_a_derived_edition_carries_nothing_of_its_source(cast, source):
    derived = anonymized(cast, source)
    cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY_ANONYMIZED)

    with acting_as(cast.ministry):
        read = edition_readable_by(cast.ministry, derived.public_id)
        everything = f"{read} {read.seal} {read.content}"

    assert str(source.public_id) not in everything
    assert str(source.matter) not in everything
    assert "汐見" not in everything
    assert read.originator.pk == cast.secretariat.desk_id


def test_only_who_made_it_and_the_source_itself_resolve_the_link(cast, source):
    derived = anonymized(cast, source)
    cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY_ANONYMIZED)

    with acting_as(cast.secretariat):
        assert resolve_source(cast.secretariat, derived.public_id) == [source.public_id]
    with acting_as(cast.electric):
        assert resolve_source(cast.electric, derived.public_id) == [source.public_id]
    for stranger in (cast.ministry, cast.center, cast.bank, cast.platform):
        with acting_as(stranger):
            assert Derivation.objects.count() == 0
            with pytest.raises(NotFound):
                resolve_source(stranger, derived.public_id)


def test_every_opening_of_the_link_is_shown_to_the_source(cast, source):
    derived = anonymized(cast, source)

    with acting_as(cast.secretariat):
        resolve_source(cast.secretariat, derived.public_id)

    with acting_as(cast.electric):
        deeds = {reading.deed for reading in readings_of_provider(cast.electric.organization_id)}
    assert "resolve_source" in deeds


def test_the_stored_link_is_closed_without_the_key(cast, source):
    derived = anonymized(cast, source)

    with acting_as(cast.secretariat):
        row = Derivation.objects.get(derived=derived)
    stored = bytes(row.sealed_source) + bytes(row.source_digest)
    assert source.public_id.bytes not in stored
    assert pseudonyms.open_(bytes(row.sealed_source)) == (source.public_id, cast.electric.organization_id)


def test_it_goes_no_further_than_its_source_allows(cast):
    bank = cast.marking(cast.electric, exclusions=frozenset({organization(cast.ministry.organization_id)}))
    source = cast.report(cast.electric, exclusions=bank.exclusions)
    cast.send(cast.electric, source, cast.secretariat)

    derived = anonymized(cast, source, Tlp.GREEN)

    with pytest.raises(NobodyInRange):
        cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY_ANONYMIZED)
    with pytest.raises(NobodyInRange):
        cast.send(cast.secretariat, derived, cast.bank, kind=HopKind.RELAY_ANONYMIZED)


def test_nothing_is_derived_from_what_one_may_not_read(cast):
    source = cast.report(cast.electric)

    with pytest.raises(NotFound):
        anonymized(cast, source)


def test_nothing_is_derived_from_a_recalled_source(cast, source):
    with acting_as(cast.electric):
        recall(cast.electric, source.public_id, read_number=1, reason="誤報")

    with pytest.raises((AlreadyRecalled, NotFound)):
        anonymized(cast, source)


@pytest.fixture
def queued(monkeypatch):
    """What the jobs door was asked to do later; the job itself runs in test_editions_propagation."""
    asked = []
    monkeypatch.setattr("noroshi.editions.propagation._queues", [asked.append])
    return asked


def test_narrowing_the_source_queues_the_narrowing_of_what_was_derived(cast, source, queued):
    anonymized(cast, source)

    with acting_as(cast.electric):
        mark_again(cast.electric, source.public_id, cast.marking(cast.electric, Tlp.RED), read_number=1)

    assert queued == [source.public_id]


def test_the_derived_edition_keeps_its_own_matter_and_number(cast, source):
    derived = anonymized(cast, source)

    assert derived.matter != source.matter
    assert derived.number == 1
    fresh = Viewer(cast.secretariat.seat)
    with acting_as(fresh):
        assert Edition.objects.get(pk=derived.pk).is_derived
