"""Objects by a part of what they are called, by a value or by their number; only among what one may read, the newest first.

However old they are: texts are looked through where they lie (about a second for 720,000), and nothing that comes in pays for an index.
"""

import json
from collections.abc import Collection, Iterator
from typing import Final

from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.intel.browsing import SHOWN, Found, listed_of
from noroshi.intel.looking_up import is_exact, looked_up
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.places import PLACES, among
from noroshi.intel.queries import Kept, kept_of, objects, until
from noroshi.stix.kinds import StixKind

MOST: Final = 30
BLUNTED: Final = (("hxxp", "http"), ("[.]", "."), ("[:]", ":"), ("[@]", "@"))
A_STRETCH: Final = 1_000
MOST_READ: Final = 20_000
"""So many texts that have the words somewhere are read for their names: words that stand in more of them name nothing."""
SAYING: Final = f"""
with {PLACES}
select o.id from places p cross join lateral (
  select s.id from intel_stixobject s
   where s.origin_id = p.origin_id and s.audience_id = p.audience_id and s.kind = p.kind and s.id < %(before)s
     and (strpos(lower(s.raw), %(text)s) > 0 or strpos(lower(s.raw), %(escaped)s) > 0)
   order by s.id desc limit %(most)s) o
 order by o.id desc limit %(most)s
"""  # noqa: S608 - constants


def found_by_words(viewer: Viewer, words: str, *, limit: int = MOST) -> Found:
    """What is a value or a number by that alone; anything else by what objects are called."""
    if is_exact(words):
        return looked_up(viewer, words, limit=limit)
    return Found(listed_of(viewer, by_name(viewer, words, SHOWN, limit=limit)))


def by_name(viewer: Viewer, words: str, kinds: Collection[StixKind], *, limit: int = MOST) -> list[Kept]:
    text = _plain(words)
    if not text:
        return []
    exactly = [one.kept for one in looked_up(viewer, words).rows if one.kept.kind in kinds]
    found = {one.uuid: one for one in exactly}
    for one in _called(viewer, text, kinds):
        if len(found) >= limit:
            break
        found.setdefault(one.uuid, one)
    return list(found.values())


def _called(viewer: Viewer, text: str, kinds: Collection[StixKind]) -> Iterator[Kept]:
    """By its latest name alone: what somebody renamed is not found by the name before."""
    for stretch in _saying(viewer, text, kinds):
        rows = objects(viewer).in_bulk(stretch)
        named = [one for number in stretch if number in rows and text in _name(one := kept_of(rows[number]))]
        yield from (one.kept for one in listed_of(viewer, named))


def _saying(viewer: Viewer, text: str, kinds: Collection[StixKind]) -> Iterator[list[int]]:
    """Whatever has the words anywhere, as they are written or as JSON writes them with escapes."""
    escaped = json.dumps(text)[1:-1].lower()
    given = among(Held.by(viewer), kinds) | {"text": text, "escaped": escaped, "most": A_STRETCH}
    before = until(timezone.now()) + 1
    for _ in range(MOST_READ // A_STRETCH):
        with connection.cursor() as cursor:
            cursor.execute(SAYING, given | {"before": before})
            found = [number for (number,) in cursor.fetchall()]
        yield found
        if len(found) < A_STRETCH:
            return
        before = found[-1]


def _name(one: Kept) -> str:
    return _plain(title_of(whole_of(one.raw)))


def _plain(words: str) -> str:
    """Without regard to case, spaces and the ways of making an address blunt."""
    text = " ".join(words.split()).casefold()
    for blunt, sharp in BLUNTED:
        text = text.replace(blunt, sharp)
    return text
