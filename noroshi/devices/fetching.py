"""What a device gets under its address: the list in its form, as it stands this very moment. A wrong address is no address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils import timezone

from noroshi.audiences.viewer import DeviceHolder, Viewer, acting_as
from noroshi.devices.actions.keys import digest_of
from noroshi.devices.actions.lists import own_list_row
from noroshi.devices.formats import Heading, Listed, Written, taken_back, written
from noroshi.devices.models import BlockLine, BlockList, DeviceKey
from noroshi.devices.queries import KEPT_FOR_ROLLBACK
from noroshi.devices.standing import lost
from noroshi.directory.signin.key_wishes import is_inside
from noroshi.ledger.actions import Actor, record
from noroshi.observables import Kind
from noroshi.vocabulary import BlockState, DeviceFormat, Tlp
from noroshi.vocabulary.errors import NotFound, TooMany

MOST_FETCHES: Final = 120
"""In five minutes, by each key."""


def fetched(secret: str, form: str, address: str, *, back: bool = False) -> Written:
    """For whoever knows the secret. An unknown, revoked or ended key, another network and an unknown form are all not found."""
    asked = _form(form)
    with acting_as(DeviceHolder(digest_of(secret))):
        key = DeviceKey.objects.select_related("of__desk__organization").first()
        if key is None or (key.network_ranges and not is_inside(address, tuple(key.network_ranges))):
            raise NotFound
        _count(asked, back=back)
        return _made(key.of, asked, back=back)


def note_fetched(secret: str, form: str, *, back: bool = False) -> None:
    """Once something was handed over: in the record of the desk whose list it is."""
    with acting_as(DeviceHolder(digest_of(secret))):
        key = DeviceKey.objects.select_related("of__desk").get()
        desk = key.of.desk
        record(
            deed="fetch_for_device",
            actor=Actor(desk_id=desk.pk, organization_id=desk.organization_id),
            objects=[(key.of.public_id, desk.organization_id), (key.public_id, desk.organization_id)],
            detail={"form": form, "back": back},
        )


def previewed(viewer: Viewer, list_id: object, form: DeviceFormat, *, back: bool = False) -> Written:
    """The same text for a person of the desk, under both locks of that person."""
    return _made(own_list_row(viewer, list_id), form, back=back)  # type: ignore[arg-type]  # a uuid from the address


def _form(form: str) -> DeviceFormat:
    try:
        return DeviceFormat.of(form)
    except ValueError:
        raise NotFound from None


def _made(of: BlockList, form: DeviceFormat, *, back: bool) -> Written:
    now = timezone.now()
    rows = list(BlockLine.objects.filter(of=of, published_at__isnull=False).order_by("pk"))
    gone = lost([row.pk for row in rows])
    out = [row for row in rows if row.state == BlockState.PUBLISHED.value and row.pk not in gone and row.until > now]
    if back:
        held = {row.key for row in out}
        rows = [row for row in rows if row.key not in held and (row.withdrawn_at or now) > now - KEPT_FOR_ROLLBACK]
        return taken_back(form, _listed(rows), _heading(of, rows, now))
    return written(form, _listed(out), _heading(of, out, now))


def _listed(rows: Iterable[BlockLine]) -> list[Listed]:
    return [Listed(Kind(row.kind), row.value, row.until, row.confidence, reference=str(row.public_id)) for row in rows]


def _heading(of: BlockList, rows: list[BlockLine], now: datetime) -> Heading:
    """Under the strictest color of what stands in it."""
    colors = [Tlp.of(row.tlp) for row in rows]
    strictest = min(colors, key=lambda color: color.width, default=Tlp.CLEAR)
    return Heading(
        profile=of.name,
        marking=f"TLP:{strictest.value.upper()}",
        made_at=now,
        expires_at=max((row.until for row in rows), default=None),
        drops=of.drops,
    )


def _count(form: DeviceFormat, *, back: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select devices_fetched(%s, %s)", [f"{form.value}{'/back' if back else ''}", MOST_FETCHES])
        if not cursor.fetchone()[0]:
            raise TooMany
