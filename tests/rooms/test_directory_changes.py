"""A change of kind, sector, ministry or CEPTOAR: two persons, shown beforehand in number, shown to the organization."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.actions.changes import agree_change, preview_change, refuse_change, request_change
from noroshi.directory.actions.organizations import edit_organization
from noroshi.directory.events import Preview
from noroshi.directory.models import ChangeRequest
from noroshi.directory.queries import changes_shown_to
from noroshi.directory.seated import Seated, seated
from noroshi.sharing.facts import DeskFacts
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound, NotYours, Refusal
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def ask(world: World, actor: Seated, handle: str = "denryoku", **wanted: object) -> ChangeRequest:
    row = world.organization(handle)
    return request_change(actor=actor, organization=row.public_id, version=row.version, **wanted)


@pytest.fixture
def previews() -> Iterator[list[tuple[set[str], set[str]]]]:
    """Stands where the audiences room stands: sees the facts before and after, answers in numbers."""
    seen: list[tuple[set[str], set[str]]] = []

    def listen(before: Sequence[DeskFacts], after: Sequence[DeskFacts]) -> Preview:
        seen.append(({s for desk in before for s in desk.sectors}, {s for desk in after for s in desk.sectors}))
        return Preview(opens=3, closes=5)

    others = list(events.preview_listeners)
    events.preview_listeners[:] = [listen]
    yield seen
    events.preview_listeners[:] = others


def test_the_number_of_items_is_shown_before_anything_changes(
    world: World, previews: list[tuple[set[str], set[str]]]
) -> None:
    shown = preview_change(actor=world.platform, organization=world.id("ginko"), sectors=["gas"])

    assert shown == Preview(opens=3, closes=5)
    assert previews == [({"finance"}, {"gas"})]
    assert world.organization("ginko").sectors == ["finance"]


def test_a_change_takes_effect_with_the_second_person_only(world: World, previews: list[object]) -> None:
    told: list[set[int]] = []
    request = ask(world, world.platform, sectors=["gas"])
    assert world.organization("denryoku").sectors == ["electricity"]
    with pytest.raises(Refusal) as refused:
        agree_change(actor=world.platform, change=request.public_id)
    assert refused.value.code == "second_person_needed"

    events.desk_facts_changed.listeners.append(told.append)
    try:
        agree_change(actor=world.seat("second@platform"), change=request.public_id)
    finally:
        events.desk_facts_changed.listeners.remove(told.append)

    assert world.organization("denryoku").sectors == ["gas"]
    changed = {world.desk(name).pk for name in ("denryoku.csirt", "denryoku.field", "keisan.liaison")}
    assert told == [changed]
    request.refresh_from_db()
    assert (request.opens, request.closes) == (3, 5)


def test_the_organization_itself_may_agree_to_what_the_platform_asks(world: World) -> None:
    request = ask(world, world.platform, ceptoars=[])

    agree_change(actor=world.seat("sato@denryoku"), change=request.public_id)

    assert not world.organization("denryoku").ceptoars.exists()


def test_an_organization_never_moves_itself(world: World) -> None:
    world.govern("sato@denryoku")
    request = ask(world, world.seat("sato@denryoku"), sectors=["finance"])
    ChangeRequest.objects.filter(pk=request.pk).update(asked_by=world.person("suzuki@denryoku"))

    with pytest.raises(NotYours):
        agree_change(actor=world.seat("sato@denryoku"), change=request.public_id)
    assert agree_change(actor=world.platform, change=request.public_id).sectors == ["finance"]


def test_the_change_is_shown_to_its_organization_and_not_to_others(world: World) -> None:
    request = ask(world, world.platform, kinds=["operator", "isac"], reason="統合")

    (shown,) = changes_shown_to(world.seat("suzuki@denryoku"))
    assert (shown.id, shown.state, shown.reason) == (request.public_id, "asked", "統合")
    assert (shown.was, shown.wanted) == ({"kinds": ["operator"]}, {"kinds": ["operator", "isac"]})
    assert not shown.may_decide
    assert changes_shown_to(world.seat("sato@denryoku"))[0].may_decide
    assert changes_shown_to(world.platform)[0].may_withdraw
    assert changes_shown_to(world.seat("kato@ginko")) == []
    for stranger in ("kato@ginko", "chief@center"):
        with pytest.raises(NotFound):
            agree_change(actor=world.seat(stranger), change=request.public_id)
    with pytest.raises(NotYours):
        agree_change(actor=world.seat("suzuki@denryoku"), change=request.public_id)


def test_who_neither_asked_nor_may_agree_cannot_ask_or_refuse(world: World) -> None:
    request = ask(world, world.platform, sectors=["gas"])
    for login in ("suzuki@denryoku", "clerk@platform"):
        with pytest.raises((NotYours, NotFound)):
            refuse_change(actor=world.seat(login), change=request.public_id)
        with pytest.raises(NotYours):
            ask(world, world.seat(login), sectors=["finance"])

    refuse_change(actor=world.seat("sato@denryoku"), change=request.public_id)

    with pytest.raises(Refusal) as refused:
        agree_change(actor=world.seat("second@platform"), change=request.public_id)
    assert refused.value.code == "change_decided"


def test_one_change_at_a_time_and_an_expired_one_is_not_in_the_way(world: World) -> None:
    first = ask(world, world.platform, sectors=["gas"])
    with pytest.raises(Refusal) as refused:
        ask(world, world.platform, sectors=["finance"])
    assert refused.value.code == "change_waiting"

    ChangeRequest.objects.filter(pk=first.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert changes_shown_to(world.platform)[0].state == "expired"
    assert ask(world, world.platform, sectors=["finance"]).pk != first.pk


def test_a_request_that_no_longer_fits_is_refused_but_a_new_name_does_no_harm(world: World) -> None:
    request = ask(world, world.platform, sectors=["gas"])
    row = world.organization("denryoku")
    edit_organization(
        actor=world.seat("sato@denryoku"), organization=row.public_id, version=row.version, name_en="Denryoku"
    )
    ChangeRequest.objects.filter(pk=request.pk).update(was={"sectors": ["finance"]})
    with pytest.raises(ChangedMeanwhile):
        agree_change(actor=world.seat("second@platform"), change=request.public_id)

    ChangeRequest.objects.filter(pk=request.pk).update(was={"sectors": ["electricity"]})
    assert agree_change(actor=world.seat("second@platform"), change=request.public_id).sectors == ["gas"]


def test_nothing_to_change_the_platform_and_wrong_words_are_refused(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        ask(world, world.platform, sectors=["electricity"])
    assert refused.value.code == "nothing_changes"
    for handle, wanted in (
        ("platform", {"is_active": False}),
        ("platform", {"kinds": ["center"]}),
        ("denryoku", {"kinds": ["operator", "platform"]}),
        ("denryoku", {"sectors": ["moon"]}),
        ("denryoku", {"name_ja": "別"}),
    ):
        with pytest.raises(InvalidFields):
            ask(world, world.platform, handle, **wanted)


def test_closing_an_organization_ends_every_seat_in_it(world: World) -> None:
    request = ask(world, world.platform, "ginko", is_active=False)

    agree_change(actor=world.seat("second@platform"), change=request.public_id)

    seat = world.seat("mori@ginko")
    with pytest.raises(Refusal) as refused:
        seated(seat.person_id, seat.desk_id)
    assert refused.value.code == "seat_gone"
