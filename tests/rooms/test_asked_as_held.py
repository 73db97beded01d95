"""Questions in SQL name a shared table as held or are not put; what they find is what the first lock lets through."""

import pytest

from noroshi.audiences.queries import Held
from noroshi.audiences.questions import NotHeldError, locked
from noroshi.audiences.viewer import acting_as
from noroshi.vocabulary import Tlp

pytestmark = pytest.mark.django_db

ALL = "select e.public_id from held.editions_edition e order by e.id"


@pytest.mark.parametrize(
    "question",
    [
        "select public_id from editions_edition",
        "select p.content from held.editions_edition e join editions_part p on p.edition_id = e.id",
        "select (select count(*) from public.editions_hop) from held.editions_edition e",
        'select content from "editions_part"',
    ],
)
def test_a_shared_table_that_is_not_named_as_held_is_not_asked(question):
    with pytest.raises(NotHeldError):
        locked(question)


def test_only_shared_tables_are_held():
    with pytest.raises(NotHeldError):
        locked("select login from held.directory_person")


def test_its_own_steps_come_after_what_is_held():
    asked = locked("with own as (select id from held.editions_edition) select id from own")

    assert asked.startswith("with mine as materialized (")
    assert asked.count("with ") == 1


def test_a_question_finds_what_its_viewer_holds_and_a_stranger_nothing(cast):
    edition = cast.report(cast.electric, Tlp.AMBER)

    with acting_as(cast.electric):
        assert Held.by(cast.electric).asked(ALL) == [(edition.public_id,)]
    with acting_as(cast.bank):
        assert Held.by(cast.bank).asked(ALL) == []


def test_each_of_both_locks_holds_alone(cast):
    cast.report(cast.electric, Tlp.AMBER)
    with acting_as(cast.electric):
        electrics = Held.by(cast.electric)

    with acting_as(cast.electric):
        assert Held.by(cast.bank).asked(ALL) == []
    with acting_as(cast.bank):
        assert electrics.asked(ALL) == []
