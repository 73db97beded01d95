"""Own numbers: shown in every list of the own desk and findable there; to others they do not exist."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.editions.models import Ticket
from noroshi.editions.queries import (
    Wanted,
    edition_readable_by,
    editions_readable_by,
    lines_readable_by,
    matter_readable_by,
)
from noroshi.editions.tickets import set_ticket, weigh
from noroshi.vocabulary import Importance
from noroshi.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    with acting_as(cast.electric):
        set_ticket(cast.electric, edition.public_id, "INC-2026-041")
    return edition


def shown(viewer, edition):
    with acting_as(viewer):
        line = lines_readable_by(viewer, [edition.public_id])[edition.public_id]
        reading, _matter = matter_readable_by(viewer, edition.public_id)
        return {line.ticket, reading.ticket, edition_readable_by(viewer, edition.public_id).ticket}


def found(viewer, number):
    with acting_as(viewer):
        return {line.public_id for line in editions_readable_by(viewer, Wanted(ticket=number))}


def test_it_stands_wherever_the_own_desk_looks_and_nowhere_else(cast, shared):
    assert shown(cast.electric, shared) == {"INC-2026-041"}
    assert shown(cast.ministry, shared) == {""}
    for other in (cast.ministry, cast.bank, cast.center):
        with acting_as(other):
            assert not Ticket.objects.exists()


def test_each_desk_has_its_own_for_the_same_matter(cast, shared):
    with acting_as(cast.ministry):
        set_ticket(cast.ministry, shared.public_id, "経産-7")

    assert shown(cast.ministry, shared) == {"経産-7"}
    assert shown(cast.electric, shared) == {"INC-2026-041"}


def test_it_is_found_by_its_beginning_by_the_own_desk_alone(cast, shared):
    assert found(cast.electric, "inc-2026") == {shared.public_id}
    assert found(cast.electric, "INC-2027") == set()
    assert found(cast.electric, "%") == found(cast.electric, "_") == set()
    assert found(cast.ministry, "INC") == set()


def test_it_is_changed_and_taken_away(cast, shared):
    with acting_as(cast.electric):
        set_ticket(cast.electric, shared.public_id, "INC-9")
    assert shown(cast.electric, shared) == {"INC-9"}
    with acting_as(cast.electric):
        set_ticket(cast.electric, shared.public_id, "")
    assert shown(cast.electric, shared) == {""}


def test_a_stranger_gives_no_number_to_what_is_not_there_for_it(cast, shared):
    with acting_as(cast.bank), pytest.raises(NotFound):
        set_ticket(cast.bank, shared.public_id, "X-1")


def weighed(viewer, edition):
    with acting_as(viewer):
        line = lines_readable_by(viewer, [edition.public_id])[edition.public_id]
        reading, _matter = matter_readable_by(viewer, edition.public_id)
        read = edition_readable_by(viewer, edition.public_id)
        return {line.own_importance, reading.own_importance, read.own_importance}, {line.importance, read.importance}


def test_each_desk_weighs_for_itself_and_what_the_sender_said_stands(cast, shared):
    with acting_as(cast.ministry):
        weigh(cast.ministry, shared.public_id, Importance.WARNING)

    own, said = weighed(cast.ministry, shared)
    assert own == {Importance.WARNING}
    assert Importance.WARNING not in said
    assert weighed(cast.electric, shared) == ({None}, said)
    assert shown(cast.electric, shared) == {"INC-2026-041"}


def test_number_and_weight_are_changed_apart(cast, shared):
    with acting_as(cast.electric):
        weigh(cast.electric, shared.public_id, Importance.CAUTION)
        set_ticket(cast.electric, shared.public_id, "INC-9")
    assert (shown(cast.electric, shared), weighed(cast.electric, shared)[0]) == ({"INC-9"}, {Importance.CAUTION})
    with acting_as(cast.electric):
        weigh(cast.electric, shared.public_id, None)
    assert (shown(cast.electric, shared), weighed(cast.electric, shared)[0]) == ({"INC-9"}, {None})


def test_lists_are_narrowed_by_the_own_weight_of_the_own_desk(cast, shared):
    def by_weight(viewer, importance, **more):
        with acting_as(viewer):
            return {line.public_id for line in editions_readable_by(viewer, Wanted(weighed=importance, **more))}

    with acting_as(cast.electric):
        weigh(cast.electric, shared.public_id, Importance.CAUTION)

    assert by_weight(cast.electric, "caution") == {shared.public_id}
    assert by_weight(cast.electric, "caution", ticket="INC-2026") == {shared.public_id}
    assert by_weight(cast.electric, "caution", ticket="other") == by_weight(cast.electric, "warning") == set()
    assert by_weight(cast.ministry, "caution") == by_weight(cast.bank, "caution") == set()


def test_a_stranger_weighs_nothing_that_is_not_there_for_it(cast, shared):
    with acting_as(cast.bank), pytest.raises(NotFound):
        weigh(cast.bank, shared.public_id, Importance.WARNING)
