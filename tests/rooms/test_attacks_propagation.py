"""What was derived stays inside its source, also when it is marked again, drawn further, or quotes what was withheld."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import Statement, derive, mark_again, recall
from noroshi.editions.models import EditionKind
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import desk
from noroshi.vocabulary import HopKind, Leg, Tlp
from tests.cast import small_cast
from tests.rooms.test_editions_propagation import holds, run_the_job

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "鵺の鳴く夜"


def drawn(cast, viewer, source, text="要約"):
    marking = cast.marking(viewer, Tlp.GREEN, leg=Leg.CEPTOAR_TO_MINISTRY)
    with acting_as(viewer):
        return derive(viewer, [source.public_id], Statement(EditionKind.REPORT, {"title": text}, marking))


def test_marking_a_derived_edition_again_does_not_undo_the_recall_of_its_source():
    cast = small_cast()
    source = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, source, cast.secretariat)
    derived = drawn(cast, cast.secretariat, source)
    cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY)
    with acting_as(cast.electric):
        recall(cast.electric, source.public_id, read_number=1, reason="誤報")
    run_the_job(source.public_id)
    assert not holds(cast.ministry, derived)

    with acting_as(cast.secretariat):
        mark_again(cast.secretariat, derived.public_id, cast.marking(cast.secretariat, Tlp.GREEN), read_number=1)

    assert not holds(cast.ministry, derived)


def test_a_recall_reaches_what_was_derived_from_what_was_derived():
    cast = small_cast()
    source = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, source, cast.secretariat)
    first = drawn(cast, cast.secretariat, source)
    cast.send(cast.secretariat, first, cast.ministry, kind=HopKind.RELAY)
    second = drawn(cast, cast.ministry, first)
    cast.send(cast.ministry, second, cast.bank, kind=HopKind.ISSUE)
    assert holds(cast.bank, second)

    with acting_as(cast.electric):
        recall(cast.electric, source.public_id, read_number=1, reason="誤報")
    run_the_job(source.public_id)

    assert not holds(cast.bank, second)
    assert holds(cast.ministry, second)


def test_withholding_a_field_later_closes_what_quotes_it_and_leaves_the_rest():
    cast = small_cast()
    source = cast.report(cast.electric, Tlp.GREEN, {"title": "題", "detail": CANARY})
    cast.send(cast.electric, source, cast.secretariat)
    quoting, clean = drawn(cast, cast.secretariat, source, f"「{CANARY}」"), drawn(cast, cast.secretariat, source)
    for derived in (quoting, clean):
        cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY)

    only = frozenset({desk(cast.secretariat.desk_id)})
    closed = cast.marking(cast.electric, Tlp.GREEN, parts=(PartMarking(frozenset({"detail"}), Tlp.RED, only),))
    with acting_as(cast.electric):
        mark_again(cast.electric, source.public_id, closed, read_number=1)
    run_the_job(source.public_id)

    assert not holds(cast.ministry, quoting)
    assert holds(cast.ministry, clean)
