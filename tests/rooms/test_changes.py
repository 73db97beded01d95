"""What happened since somebody last asked: in order, once, recalls included, and told to those alone to whom it happened."""

from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.groups import add_to_group
from noroshi.directory.models import Desk
from noroshi.editions.actions import mark_again, recall
from noroshi.editions.actions.marking import current_marking
from noroshi.editions.changes import Place, changes, latest_place
from noroshi.editions.models import Change, Edition
from noroshi.vocabulary import Happening, HopKind, Tlp
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db
CONTENT = {"title": "変電所の保守端末から不審な通信"}


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def since(viewer, after=None, limit=50):
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return changes(fresh, after or Place(), limit)


def place(viewer):
    return since(viewer, limit=1000).upto


def told(viewer, after, edition):
    return [
        (one.what, one.line is not None) for one in since(viewer, after).happened if one.edition == edition.public_id
    ]


def test_who_receives_is_told_once_and_goes_on_from_there(cast):
    before = place(cast.ministry)
    edition = cast.report(cast.electric, content=CONTENT)
    cast.send(cast.electric, edition, cast.ministry)

    first = since(cast.ministry, before)

    assert [(one.what, one.line.title) for one in first.happened] == [(Happening.CAME, CONTENT["title"])]
    assert since(cast.ministry, first.upto).happened == []
    assert since(cast.ministry, first.upto).upto == first.upto


def test_strangers_are_told_nothing_not_even_that_something_happened(cast):
    strangers = (cast.bank, cast.neighbor, cast.center, cast.vendor, cast.electric_colleague)
    before = {one.setting: place(one) for one in strangers}
    edition = cast.report(cast.electric, content=CONTENT)
    cast.send(cast.electric, edition, cast.ministry)
    with acting_as(Viewer(cast.electric.seat)):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤って送った")

    for stranger in strangers:
        assert since(stranger, before[stranger.setting]).happened == []
        with acting_as(Viewer(stranger.seat)):
            assert not Change.objects.filter(edition_public_id=edition.public_id).exists()


def joins(cast, who):
    """Whoever looks after the group takes this desk in."""
    added = Desk.objects.get(pk=who.desk_id).public_id
    with acting_as(Viewer(cast.isac.seat)):
        add_to_group(actor=cast.isac.seat, group=cast.world.groups["tomoshibi"].public_id, desk=added)


def test_who_comes_into_range_later_is_told_of_what_is_there_and_not_of_what_was_taken_back_before(cast):
    named = cast._parties(["group:tomoshibi"])
    gone, there = (cast.report(cast.electric, Tlp.GREEN, content=CONTENT, additions=named) for _ in range(2))
    for edition in (gone, there):
        cast.send(cast.electric, edition, "group:tomoshibi", kind=HopKind.SHARE)
    before = place(cast.neighbor)
    with acting_as(Viewer(cast.electric.seat)):
        recall(cast.electric, gone.public_id, read_number=1, reason="誤って送った")

    joins(cast, cast.police)

    assert told(cast.police, Place(), gone) == []
    assert (Happening.CAME, True) in told(cast.police, Place(), there)
    assert told(cast.neighbor, before, gone) == [(Happening.RECALLED, False)]
    seen = place(cast.police)
    with acting_as(Viewer(cast.electric.seat)):
        recall(cast.electric, there.public_id, read_number=1, reason="誤って送った")
    assert told(cast.police, seen, there) == [(Happening.RECALLED, False)]
    assert told(cast.bank, Place(), there) == []


def test_a_recall_is_told_to_who_held_it_and_gives_nothing_any_more(cast):
    edition = cast.report(cast.electric, content=CONTENT)
    cast.send(cast.electric, edition, cast.ministry)
    before = place(cast.ministry)
    with acting_as(Viewer(cast.electric.seat)):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤って送った")

    assert told(cast.ministry, before, edition) == [(Happening.RECALLED, False)]


def test_who_held_it_before_does_not_learn_that_it_went_further(cast):
    edition = cast.report(cast.electric, content=CONTENT)
    cast.send(cast.electric, edition, cast.ministry)
    cast.send(cast.electric, edition, cast.neighbor)
    before = place(cast.neighbor)
    cast.send(cast.ministry, edition, cast.center, kind=HopKind.RELAY)

    assert told(cast.neighbor, before, edition) == [(Happening.NUMBERED, True)], (
        "the number is theirs too, the hop is not"
    )
    assert (Happening.CAME, True) in told(cast.center, Place(), edition)


def test_who_is_excluded_later_is_told_to_take_it_away_and_the_others_that_it_was_marked_again(cast):
    edition = cast.report(cast.electric, content=CONTENT)
    for holder in (cast.ministry, cast.neighbor):
        cast.send(cast.electric, edition, holder)
    before = {"neighbor": place(cast.neighbor), "ministry": place(cast.ministry)}
    with acting_as(Viewer(cast.electric.seat)):
        row = Edition.objects.get(pk=edition.pk)
        wanted = replace(current_marking(row), exclusions=cast._parties([cast.neighbor]))
        mark_again(cast.electric, edition.public_id, wanted, read_number=1)

    assert set(told(cast.neighbor, before["neighbor"], edition)) == {(Happening.MARKED, False)}
    assert (Happening.MARKED, True) in told(cast.ministry, before["ministry"], edition)


def test_a_long_list_goes_on_without_gap_or_repetition(cast):
    before = place(cast.ministry)
    sent = []
    for _ in range(5):
        edition = cast.report(cast.electric, content=CONTENT)
        cast.send(cast.electric, edition, cast.ministry)
        sent.append(edition.public_id)

    found, after, more = [], before, True
    while more:
        stretch = since(cast.ministry, after, 2)
        found += [one.edition for one in stretch.happened]
        after, more = stretch.upto, stretch.has_more

    assert found == sent


def test_nobody_writes_that_something_happened_but_the_deed_itself(cast):
    edition = cast.report(cast.electric, content=CONTENT)
    with acting_as(Viewer(cast.electric.seat)):
        audience = Edition.objects.get(pk=edition.pk).audience_id
        with pytest.raises(ProgrammingError), transaction.atomic():
            Change.objects.create(
                audience_id=audience, turn=1, edition_public_id=edition.public_id, what="came", at=edition.sealed_at
            )


def test_from_now_on_begins_behind_everything_that_is_there(cast):
    edition = cast.report(cast.electric, content=CONTENT)
    cast.send(cast.electric, edition, cast.ministry)

    assert latest_place().turn > 0


def test_the_api_gives_a_cursor_that_goes_on_and_is_good_for_its_own_seat_only(cast):
    ministry, bank = caller_of(cast.ministry), caller_of(cast.bank)
    begun = ministry.read("/delta?limit=100")
    while begun["has_more"]:
        begun = ministry.read(f"/delta?limit=100&cursor={begun['next']}")
    edition = cast.report(cast.electric, content=CONTENT)
    cast.send(cast.electric, edition, cast.ministry)

    came = ministry.read(f"/delta?cursor={begun['next']}")

    assert [(one["edition"], one["what"], one["now"]["title"]) for one in came["items"]] == [
        (str(edition.public_id), "came", CONTENT["title"])
    ]
    assert ministry.read(f"/delta?cursor={came['next']}")["items"] == []
    foreign = bank.ask("GET", f"/delta?cursor={came['next']}")
    assert (foreign.status_code, foreign.json()["code"]) == (400, "place_unreadable")
    assert CONTENT["title"] not in bank.ask("GET", "/delta?limit=100").content.decode()
