"""Whether a profile's desk can read what an object says. Judged when a list is shown, from the text itself, and stored nowhere.

The writers of postings stay as fast as they are, a changed rule needs no second writing of millions, and only a profile that names
languages pays for it: it reads the few texts above its bar.
"""

from collections.abc import Collection, Sequence
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.stix.languages import languages_of
from noroshi.triage.weighing import Above
from noroshi.vocabulary import Relevance, TextLanguage

RAW: Final = "select id, raw from held.intel_stixobject where id = any (%(ids)s::bigint[])"
ANY: Final = frozenset({Relevance.OWN, Relevance.SUPPLIER})
"""What names one's own house, or somebody it depends on, is shown in whichever language."""

type Named = tuple[Above, str]


def reads(wanted: Collection[TextLanguage], spoken: Collection[TextLanguage]) -> bool:
    """What is of no language is read by everybody."""
    return not wanted or not spoken or not set(wanted).isdisjoint(spoken)


def divided(held: Held, wanted: Collection[TextLanguage], found: Sequence[Named]) -> tuple[list[Named], list[Named]]:
    """What the desk reads, and what is in other languages; each in the order given."""
    asked = {one.object_id for one, _ in found if one.relevance not in ANY}
    foreign = unread(held, wanted, asked)
    mine = [pair for pair in found if pair[0].object_id not in foreign or pair[0].relevance in ANY]
    others = [pair for pair in found if pair[0].object_id in foreign and pair[0].relevance not in ANY]
    return mine, others


def unread(held: Held, wanted: Collection[TextLanguage], objects: Collection[int]) -> set[int]:
    """Of these objects those in none of the languages."""
    if not wanted or not objects:
        return set()
    rows = held.asked(RAW, ids=list(objects))
    return {number for number, raw in rows if not reads(wanted, languages_of(raw))}
