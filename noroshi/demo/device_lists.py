"""Lists for devices in the demonstration: at two desks, with values in every state. No device of this world fetches anything."""

from datetime import datetime, timedelta
from typing import Final

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.devices.actions.keys import make_device_key
from noroshi.devices.actions.lines import propose, publish, review, withdraw
from noroshi.devices.actions.lists import ListWish, begin_list
from noroshi.devices.queries import candidates_of, lines_of
from noroshi.observables import Kind
from noroshi.vocabulary import BlockState

DESKS: Final = (("saeki@shiomi", "hartmann@shiomi"), ("makino@nisc", "saotome@nisc"))
KINDS: Final = (Kind.IPV4, Kind.IPV6, Kind.CIDR, Kind.DOMAIN, Kind.URL)
OUT, WAITING = 24, 6
WHY: Final = "演習用の名前とアドレスであることを確かめた"


def tell_device_lists(world: World, now: datetime) -> None:
    for one, other in DESKS:
        if one in world.people and other in world.people:
            with told_at(now - timedelta(days=2)):
                _told(world.viewer(one), world.viewer(other), now)


def _told(one: Viewer, other: Viewer, now: datetime) -> None:
    with acting_as(one):
        of = begin_list(
            one, ListWish("境界の遮断", KINDS, lowest=75, note="境界のファイアウォールとDNSが取得します。")
        ).public_id
        found = [(row.row.object_id, row.row.number) for row in candidates_of(one, of)]
        if not found:
            return
        propose(one, of, found[:OUT])
        make_device_key(one, of, "境界のファイアウォール", now + timedelta(days=300))
    with acting_as(other):
        lines = [line.public_id for line in lines_of(other, of, BlockState.PROPOSED)]
        review(other, of, lines, WHY)
    with acting_as(one):
        publish(one, of)
        withdraw(one, of, lines[:2], "業務の通信が止まった")
        if found[OUT : OUT + WAITING]:
            propose(one, of, found[OUT : OUT + WAITING])
