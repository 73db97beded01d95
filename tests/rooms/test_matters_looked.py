"""What came to stand beside an event since a person last looked is new to that person; nobody else hears of the look."""

from uuid import UUID

import pytest
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.matters import merged as pictures
from noroshi.matters.merged import look_through
from noroshi.matters.models import Looked
from noroshi.response.about import EDITION, About
from noroshi.response.actions import answer
from noroshi.vocabulary import FoundKind, OrderReach, OrderState
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.test_matters_beside import an_object, event_of_two, putting
from tests.rooms.test_response_orders import field, ordered

pytestmark = pytest.mark.django_db
OBJECT, ORDER = FoundKind.OBJECT, FoundKind.ORDER
HOUSE, NEED = OrderReach.HOUSE, OrderReach.NEED


def new(viewer: Viewer, event: UUID) -> set[tuple[FoundKind, UUID]]:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return set(pictures.merged(fresh, event).new_beside)


def looks(viewer: Viewer, event: UUID) -> None:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        look_through(fresh, event)


def marks(viewer: Viewer) -> int:
    with acting_as(Viewer(viewer.seat)), connection.cursor() as cursor:
        cursor.execute("select count(*) from matters_looked")
        return int(cursor.fetchone()[0])


def test_what_a_colleague_put_there_is_new_until_one_has_looked(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    colleague, thing = second_person(cast.electric), an_object(cast)
    putting(colleague, power, OBJECT, thing)

    assert new(cast.electric, event) == {(OBJECT, thing)}
    assert new(colleague, event) == set(), "what one did is no news"
    looks(cast.electric, event)
    assert new(cast.electric, event) == set()

    other = an_object(cast, 10)
    putting(colleague, power, OBJECT, other)
    assert new(cast.electric, event) == {(OBJECT, other)}


def test_an_order_is_new_when_its_desk_has_answered(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    one = ordered(cast.electric, field(cast), about=About(EDITION, power))
    assert new(cast.electric, event) == set(), "the own desk has just made it"

    with acting_as(field(cast)):
        answer(field(cast), one, OrderState.SEEN)

    assert new(cast.electric, event) == {(ORDER, one)}
    looks(cast.electric, event)
    assert new(cast.electric, event) == set()


def test_what_one_may_not_read_is_not_new_either(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    about = About(EDITION, power)
    wide, narrow = (ordered(cast.electric, field(cast), about=about, reach=reach) for reach in (HOUSE, NEED))
    for one in (wide, narrow):
        with acting_as(field(cast)):
            answer(field(cast), one, OrderState.SEEN)

    assert new(cast.electric, event) == {(ORDER, wide), (ORDER, narrow)}
    assert new(cast.electric_colleague, event) == {(ORDER, wide)}
    for stranger in (cast.bank, cast.ministry, cast.neighbor):
        with pytest.raises(NotFound):
            new(stranger, event)


def test_a_look_is_ones_own(cast: Cast) -> None:
    event, _power, _phone = event_of_two(cast)
    looks(cast.electric, event)

    assert marks(cast.electric) == 1
    for other in (second_person(cast.electric), cast.electric_colleague, cast.bank, cast.ministry, cast.center):
        assert marks(other) == 0
    for stranger in (cast.bank, cast.ministry):
        with pytest.raises(NotFound):
            looks(stranger, event)


def test_nobody_writes_a_look_for_somebody_else(cast: Cast) -> None:
    event, _power, _phone = event_of_two(cast)
    looks(cast.electric, event)
    with acting_as(cast.electric):
        row = Looked.objects.get()
        row.pk, row.person_id = None, second_person(cast.electric).seat.person_id
        with pytest.raises(Exception, match="row-level security"):
            row.save(force_insert=True)
