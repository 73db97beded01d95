"""What could be put beside a matter: by the words somebody looks for, and what names the same values as its item. Only what they read."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final
from unicodedata import normalize

from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.queries import alerts_of
from noroshi.editions.queries import edition_readable_by
from noroshi.intel.browsing import Wanted, browse, listed_of
from noroshi.intel.by_name import found_by_words
from noroshi.matters.beside import PUT, Thing, alert_thing, object_thing, order_thing, placed, refused
from noroshi.observables import Kind, found_in
from noroshi.response.queries import orders_readable_by
from noroshi.triage.similar import similar
from noroshi.vocabulary import FoundKind, Said

OF_EACH: Final = 10
MOST: Final = 5
MOST_VALUES: Final = 8
FEW: Final = 2


def offered(viewer: Viewer, edition_id: uuid.UUID, find: str = "", kind: FoundKind | None = None) -> list[Thing]:
    """Of each kind the newest, or those that have these words; without what stands there already."""
    line = edition_readable_by(viewer, edition_id, answer="page")
    there = {(one.thing.kind, one.thing.id) for one in placed(viewer, [line])}
    kinds = [kind] if kind in PUT else PUT
    found = [one for each in kinds for one in _OFFERED[each](viewer, find.strip())]
    return [one for one in found if (one.kind, one.id) not in there]


def suggested_beside(viewer: Viewer, edition_id: uuid.UUID) -> list[Thing]:
    """Objects that name a value of this item, alerts of a CVE number in it; not what stands there, nor what was refused."""
    reading = edition_readable_by(viewer, edition_id, answer="page")
    text = "\n".join(_texts(reading.content))
    near = {(one.kind, one.id): one for one in (*_of_values(viewer, text), *_of_numbers(viewer, text))}
    there = {(one.thing.kind, one.thing.id) for one in placed(viewer, [reading])} if near else set()
    gone = there | (refused(viewer, [reading.matter]) if near else set())
    return [one for key, one in near.items() if key not in gone][:MOST]


def _of_values(viewer: Viewer, text: str) -> Iterator[Thing]:
    """What everybody names says nothing."""
    for one in similar(viewer, text)[:MOST_VALUES]:
        if not one.is_everywhere:
            yield from map(object_thing, listed_of(viewer, one.newest[:FEW]))


def _of_numbers(viewer: Viewer, text: str) -> Iterator[Thing]:
    numbers = dict.fromkeys(found.value for found in found_in(text) if found.kind is Kind.CVE)
    for number in list(numbers)[:MOST_VALUES]:
        yield from map(alert_thing, alerts_of(viewer, words=number)[:FEW])


def _texts(content: Any) -> Iterator[str]:
    for value in content.values():
        said = Said.of(value).value
        if isinstance(said, str):
            yield said
        elif isinstance(said, list):
            yield from (one for one in said if isinstance(one, str))


def _orders(viewer: Viewer, find: str) -> Iterable[Thing]:
    found = sorted(orders_readable_by(viewer), key=lambda one: one.made_at, reverse=True)
    meant = (one for one in found if not find or _plain(find) in _plain(f"{one.title}\n{one.what}"))
    return [order_thing(one) for one, _place in zip(meant, range(OF_EACH), strict=False)]


def _objects(viewer: Viewer, find: str) -> Iterable[Thing]:
    found = found_by_words(viewer, find, limit=OF_EACH) if find else browse(viewer, Wanted(limit=OF_EACH))
    return map(object_thing, found.rows)


def _alerts(viewer: Viewer, find: str) -> Iterable[Thing]:
    return map(alert_thing, alerts_of(viewer, words=find)[:OF_EACH])


def _plain(text: str) -> str:
    """Half and full width, small and capital letters are one."""
    return normalize("NFKC", text).casefold()


_OFFERED: Final = {FoundKind.ORDER: _orders, FoundKind.OBJECT: _objects, FoundKind.ALERT: _alerts}
