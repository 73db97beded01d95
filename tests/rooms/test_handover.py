"""What one shift leaves for the next: the own desk's who need to know, taken over by another person, and nobody else's at all."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from noroshi.audiences.viewer import acting_as
from noroshi.handover.actions import take_over, write_note
from noroshi.handover.errors import NothingToTakeOver, OwnNote
from noroshi.handover.models import Note, TakenOver
from noroshi.handover.presence import Coming, come
from noroshi.handover.queries import here, note_of, notes_of
from noroshi.ledger.models import Entry
from noroshi.reports.actions import begin_follow_up
from noroshi.vocabulary import AtWork
from noroshi.vocabulary.errors import ChangedMeanwhile, NotFound
from tests.cast import Cast
from tests.drafted import reported, second_person

pytestmark = pytest.mark.django_db

WORDS = "変電所の件、十八時に保守会社から折り返し"


def written(viewer, text=WORDS, number=0):
    with acting_as(viewer):
        return write_note(viewer, text, number=number)


def test_the_next_shift_reads_the_note_and_takes_it_over(cast: Cast) -> None:
    written(cast.electric)
    colleague = second_person(cast.electric)

    with acting_as(colleague):
        take_over(colleague, number=1)
        take_over(colleague, number=1)
        shown = note_of(colleague)

    assert shown is not None
    assert (shown.text, shown.waits) == (WORDS, False)
    assert shown.taken_by is not None
    assert shown.taken_by.pk == colleague.seat.person_id


def test_whoever_wrote_a_note_does_not_take_it_over(cast: Cast) -> None:
    written(cast.electric)

    with acting_as(cast.electric), pytest.raises(OwnNote):
        take_over(cast.electric, number=1)


def test_what_stood_before_stays_and_nobody_writes_over_what_came_meanwhile(cast: Cast) -> None:
    written(cast.electric)
    colleague = second_person(cast.electric)
    written(colleague, "折り返しあり", number=1)

    with acting_as(cast.electric):
        assert [one.text for one in notes_of(cast.electric)] == ["折り返しあり", WORDS]
        with pytest.raises(ChangedMeanwhile):
            write_note(cast.electric, "別の言葉", number=1)
        with pytest.raises(ChangedMeanwhile):
            take_over(cast.electric, number=1)


def test_an_empty_note_leaves_nothing_to_take_over(cast: Cast) -> None:
    written(cast.electric)
    written(cast.electric, "", number=1)
    colleague = second_person(cast.electric)

    with acting_as(colleague), pytest.raises(NothingToTakeOver):
        take_over(colleague, number=2)


@pytest.mark.parametrize("who", ["electric_colleague", "secretariat", "ministry", "center", "bank"])
def test_nobody_else_learns_that_there_is_a_note(cast: Cast, who: str) -> None:
    """Nor a colleague at the desk without need to know."""
    written(cast.electric)
    other = getattr(cast, who)

    with acting_as(other):
        assert note_of(other) is None
        with pytest.raises(NothingToTakeOver):
            take_over(other, number=1)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from handover_note")
            assert cursor.fetchone() == (0,)


def test_the_database_lets_nobody_write_in_anothers_name_or_take_over_their_own_words(cast: Cast) -> None:
    note = written(cast.electric)
    stolen = {"audience_id": note.audience_id, "desk_id": cast.electric.desk_id, "at": note.at}

    for by, row in (
        (cast.bank, lambda: Note.objects.create(**stolen, number=9, text="x", by_id=cast.bank.seat.person_id)),
        (cast.electric, lambda: TakenOver.objects.create(**stolen, note=note, by_id=cast.electric.seat.person_id)),
    ):
        with acting_as(by), pytest.raises(Exception, match="row-level security"), transaction.atomic():
            row()


def test_writing_and_taking_over_are_recorded_without_a_word_of_it(cast: Cast) -> None:
    written(cast.electric)
    colleague = second_person(cast.electric)
    with acting_as(colleague):
        take_over(colleague, number=1)
        entries = Entry.objects.filter(deed__in=["write_handover", "take_over"]).order_by("pk")

        assert [entry.deed for entry in entries] == ["write_handover", "take_over"]
        assert WORDS not in str([entry.detail for entry in entries])


def test_whoever_writes_the_next_report_of_an_item_is_at_that_item_for_those_who_read_the_draft(cast: Cast) -> None:
    item = reported(cast.electric, tlp="green", summary="二人で見る件")
    with acting_as(cast.electric):
        draft = begin_follow_up(cast.electric, item)
    seat = cast.electric.seat
    come(Coming(uuid4(), seat.person_id, seat.desk_id, f"draft:{draft.public_id}", AtWork.WRITING))

    with acting_as(cast.consultant):
        assert [(one.person.pk, one.doing) for one in here(cast.consultant, f"item:{item}")] == [
            (seat.person_id, AtWork.WRITING)
        ]
    with acting_as(cast.electric_colleague):
        assert here(cast.electric_colleague, f"item:{item}") == []
    for stranger in (cast.neighbor, cast.bank):
        with acting_as(stranger), pytest.raises(NotFound):
            here(stranger, f"item:{item}")
