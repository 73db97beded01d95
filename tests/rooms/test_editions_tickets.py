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
from noroshi.editions.tickets import set_ticket
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
