"""Tells what happened in the demonstration's world, in the order of time: the written stories and the year before them."""

from datetime import datetime

from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.demo import stories, written
from noroshi.demo.together import roots_of
from noroshi.demo.world import World
from noroshi.demo.year.deeds import Deed
from noroshi.demo.year.planning import plan
from noroshi.demo.year.scenes import scenes
from noroshi.editions.actions import write_order
from noroshi.editions.actions.orders import Order


def order_relays(cast: written.Cast, world: World) -> None:
    """Each order is written at its own desk by whoever answers for that desk."""
    for row in cast.relay:
        login = next(
            login for login, desk, seat in cast.seats() if desk == row.desk and (seat.is_poc or seat.is_deputy)
        )
        viewer = world.viewer(login, row.desk)
        with acting_as(viewer):
            write_order(
                viewer,
                Order(
                    to=world.parties(row.to),
                    sectors=frozenset(row.sectors),
                    tlps=frozenset(tlp.value for tlp in row.tlps),
                    importances=frozenset(importance.value for importance in row.importances),
                    kinds=frozenset(row.kinds),
                ),
            )


def everything(cast: written.Cast, now: datetime) -> list[Deed]:
    """All deeds of the world up to `now`, in the order of time."""
    here = timezone.localtime(now)
    told = [deed for deed in stories.deeds(cast, here) if deed.at < here]
    return sorted([*told, *plan(cast, scenes(), here)], key=lambda deed: deed.at)


def begun_after(deeds: list[Deed], moment: datetime) -> list[Deed]:
    """Only what hangs together with nothing earlier: a short while, told whole."""
    roots = roots_of(deeds)
    old = {roots[deed.about] for deed in deeds if deed.at < moment}
    return [deed for deed in deeds if roots[deed.about] not in old]
