"""What every page asks is put into words once; who asks and for what is given each time, and nobody gets another's answer."""

from uuid import UUID

import pytest

from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import Held
from noroshi.audiences.questions import NotHeldError
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.planned import Given, among
from noroshi.editions.models import Edition, Hop
from noroshi.vocabulary import Tlp
from tests.cast import Cast

pytestmark = pytest.mark.django_db

THESE = Often(lambda: as_held(Edition).filter(among("public_id", "ids", "uuid[]")).order_by("pk"))
NAMES = Often(lambda: as_held(Edition).filter(originator_desk=Given("desk")).values_list("public_id", "kind"))
WITH_DESK = Often(lambda: as_held(Edition).select_related("originator_desk").defer("seal").order_by("pk"))


def written(cast: Cast, who: Viewer) -> UUID:
    return cast.report(who, Tlp.AMBER).public_id


def asked(who: Viewer, ids: list[UUID]) -> list[UUID]:
    with acting_as(who):
        return [row.public_id for row in THESE.of(who, ids=ids)]


def test_the_same_question_answers_each_with_what_is_theirs(cast: Cast) -> None:
    """In turns, more often than PostgreSQL needs to keep its plan."""
    ours, theirs = written(cast, cast.electric), written(cast, cast.bank)
    both = [ours, theirs]

    for _time in range(7):
        assert asked(cast.electric, both) == [ours]
        assert asked(cast.bank, both) == [theirs]
        assert asked(cast.neighbor, both) == []
        assert asked(cast.electric, [theirs]) == []
        assert asked(cast.electric, []) == []


def test_tuples_come_as_they_were_asked_for(cast: Cast) -> None:
    ours = written(cast, cast.electric)

    with acting_as(cast.electric):
        assert NAMES.of(cast.electric, desk=cast.electric.desk_id) == [(ours, "report")]
        assert NAMES.of(cast.electric, desk=cast.bank.desk_id) == []


def test_models_come_whole_with_what_was_asked_along(cast: Cast) -> None:
    ours = written(cast, cast.electric)

    with acting_as(cast.electric):
        (row,) = (one for one in WITH_DESK.of(cast.electric) if one.public_id == ours)
        usual = Edition.objects.select_related("originator_desk").get(public_id=ours)

    assert row == usual
    assert row.get_deferred_fields() == {"seal"}
    assert row.originator_desk == usual.originator_desk
    assert (row.sectors, row.sealed_at, row.tlp) == (usual.sectors, usual.sealed_at, usual.tlp)


def test_each_of_both_locks_holds_alone(cast: Cast) -> None:
    ours = written(cast, cast.electric)
    with acting_as(cast.electric):
        electrics = Held.by(cast.electric)
        assert THESE.among(electrics, ids=[ours])

    with acting_as(cast.electric):
        assert THESE.of(cast.bank, ids=[ours]) == []
    with acting_as(cast.bank):
        assert THESE.among(electrics, ids=[ours]) == []
    assert THESE.among(electrics, ids=[ours]) == []


def test_a_question_without_the_first_lock_is_not_put(cast: Cast) -> None:
    open_ = Often(lambda: Hop.objects.order_by("pk"))

    with acting_as(cast.electric), pytest.raises(NotHeldError):
        open_.of(cast.electric)
