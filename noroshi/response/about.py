"""What an order is about, named by kind and id; its title is told to those who may read the thing itself, and to nobody by an order.

Rooms above (merged views) say by `known_as` how theirs are read.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import AnyViewer, Viewer
from noroshi.bulletins.queries import alert_shown
from noroshi.editions.models import Edition
from noroshi.editions.queries import lines_readable_by
from noroshi.intel.colors import color_of
from noroshi.intel.queries import Kept, newest, origins_named, versions
from noroshi.vocabulary import OrderReach, Tlp
from noroshi.vocabulary.errors import NotFound

EDITION, STIX, ALERT = "edition", "stix", "alert"


@dataclass(frozen=True, slots=True)
class About:
    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class AboutShown:
    """As its reader may see it. `tlp` is none where the thing has no color of its own."""

    about: About
    title: str
    tlp: Tlp | None = None
    form: str = ""


Reader = Callable[[Viewer, Collection[UUID]], Mapping[UUID, AboutShown]]


def shown(viewer: Viewer, wanted: Collection[About]) -> dict[About, AboutShown]:
    """Those that this viewer may read; the others are as if they were not."""
    kinds = {one.kind for one in wanted} & READERS.keys()
    read = (READERS[kind](viewer, {one.id for one in wanted if one.kind == kind}) for kind in sorted(kinds))
    return {one.about: one for some in read for one in some.values()}


def must_read(viewer: Viewer, about: About) -> AboutShown:
    """Missing and forbidden answer alike."""
    found = shown(viewer, [about]).get(about)
    if found is None:
        raise NotFound
    return found


def least_reach(tlp: Tlp | None) -> OrderReach:
    """What is written into an order may be taken from the thing: the color suggests who reads it."""
    if tlp is Tlp.RED:
        return OrderReach.DESKS
    return OrderReach.NEED if tlp is Tlp.AMBER else OrderReach.HOUSE


def may_leave(viewer: AnyViewer, about: About) -> bool:
    """Whether words of an order about this thing may be told to another house: only where all of it is open enough now."""
    if about.kind == EDITION:
        rows = readable_by(viewer, Edition.objects.filter(public_id=about.id)).exclude(parts__slot__gt=0)
        colors = [Tlp.of(one) for one in rows.values_list("tlp", flat=True)]
    else:
        colors = [_color(viewer, one) for one in versions(viewer, about.id)] if about.kind == STIX else []
    return bool(colors) and all(least_reach(one) is OrderReach.HOUSE for one in colors)


def known_as(kind: str, reader: Reader) -> None:
    READERS[kind] = reader


def _editions(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, AboutShown]:
    lines = lines_readable_by(viewer, ids)
    return {one: AboutShown(About(EDITION, one), line.title, line.tlp, line.kind) for one, line in lines.items()}


def _objects(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, AboutShown]:
    found = {}
    for one in ids:
        try:
            kept = newest(viewer, one)
        except NotFound:
            continue
        raw = json.loads(kept.raw)
        title = str(raw.get("name") or raw.get("type", ""))[:200]
        found[one] = AboutShown(About(STIX, one), title, _color(viewer, kept), STIX)
    return found


def _color(viewer: AnyViewer, kept: Kept) -> Tlp:
    origin = origins_named(viewer, [kept.origin]).get(kept.origin)
    return color_of(viewer, kept, origin).tlp if origin else Tlp.RED


def _alerts(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, AboutShown]:
    found = {}
    for one in ids:
        try:
            found[one] = AboutShown(About(ALERT, one), alert_shown(viewer, one).title, None, ALERT)
        except NotFound:
            continue
    return found


READERS: Final[dict[str, Reader]] = {EDITION: _editions, STIX: _objects, ALERT: _alerts}
