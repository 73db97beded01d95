"""Which objects name a supplier or a keyword of somebody's. The worker looks through each new object once, for all profiles together.

What was found stands in postings of its own, one for a word and not for a profile: thousands watch for the same few words. Nobody sees
those of a word but whose own profile has it.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import connection

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer
from noroshi.intel.naming import text_of, whole_of
from noroshi.triage.factors import RELEVANCE
from noroshi.triage.models import Asset, Profile, Watch, Wish
from noroshi.triage.profiles import SUPPLIER, ProfileWish
from noroshi.triage.weighing import WEIGHED_SAID, Above, above
from noroshi.triage.wishes import wishes_of
from noroshi.triage.words import Named, Words, relevances_said, topics_said, word_topic
from noroshi.vocabulary.folding import folded

SYSTEM: Final = SystemViewer("triage")
AT_A_TIME: Final = 10_000
"""So many texts are in memory at once."""
WATCHED: Final = """
select distinct unnest(p.keywords) from held.triage_profile p where p.ended_at is null
union
select distinct a.value from held.triage_asset a where a.kind = 'supplier' and a.ended_at is null
"""
TEXTS: Final = """
select o.id, o.raw from held.intel_stixobject o
 where o.id in (select p.object_id from held.triage_posting p
                 where p.topic = 0 and p.object_id > %(since)s and p.object_id <= %(upto)s)
"""
"""Of what can stand on a list at all."""
KEEP: Final = """
insert into triage_said (audience_id, origin_id, topic, freshness, weight, object_id, number, key, valid_until)
select p.audience_id, p.origin_id, t.topic, p.freshness, p.weight, p.object_id, p.number, p.key, p.valid_until
  from unnest(%(ids)s::bigint[], %(topics)s::bigint[]) as t(id, topic)
  join triage_posting p on p.object_id = t.id and p.topic = 0 and p.object_id > %(since)s and p.object_id <= %(upto)s
on conflict do nothing
"""
NAMED: Final = """
select s.object_id, s.number, s.topic
  from held.triage_said s join held.intel_stixobject o on o.id = s.object_id
 where s.object_id = any (%(ids)s::bigint[]) and s.topic = any (%(topics)s::bigint[])
"""
"""What was taken back since is no longer held."""


def meet_words(upto: int) -> int:
    """In the worker's transaction: how often an object was found that names a word which somebody watches for."""
    topics = {shape: word_topic(shape) for (word,) in Held.by(SYSTEM).asked(WATCHED) if (shape := folded(word))}
    watched = dict(Watch.objects.values_list("topic", "met_until"))
    if topics and not watched:
        _wishes_from_before()
    behind = {shape: topic for shape, topic in topics.items() if watched.get(topic, 0) < upto}
    made = 0
    if behind:
        made = _meet(behind, min(watched.get(topic, 0) for topic in behind.values()), upto)
        rows = [Watch(topic=topic, met_until=upto) for topic in behind.values()]
        Watch.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["topic"], update_fields=["met_until"], batch_size=1000
        )
    return made


def said(held: Held, wish: ProfileWish, now: datetime, most: int, bar: float) -> list[tuple[Above, str]]:
    """Above the bar, the best first, with the word that each names."""
    topics = topics_said(wish.suppliers, wish.keywords)
    if not topics:
        return []
    relevances = relevances_said(wish.suppliers, wish.keywords)
    found = above(held, relevances, bar, now, most, kinds=wish.kinds, question=WEIGHED_SAID)
    words = _words(held, topics, found)
    return [(one, words[one.object_id, one.number]) for one in found if (one.object_id, one.number) in words]


def _meet(topics: Mapping[str, int], begin: int, upto: int) -> int:
    words, made = Words(topics), 0
    for since in range(begin, upto, AT_A_TIME):
        stretch = {"since": since, "upto": min(since + AT_A_TIME, upto)}
        rows = Held.by(SYSTEM).asked(TEXTS, **stretch)
        found = [
            (number, topics[word]) for number, raw in rows for word in words.said_in(folded(text_of(whole_of(raw))))
        ]
        if found:
            with connection.cursor() as cursor:
                cursor.execute(KEEP, {**stretch, "ids": [one for one, _ in found], "topics": [one for _, one in found]})
                made += cursor.rowcount
    return made


def _words(held: Held, topics: Mapping[int, Named], found: list[Above]) -> dict[tuple[int, int], str]:
    if not found:
        return {}
    rows = held.asked(NAMED, ids=[one.object_id for one in found], topics=list(topics))
    by_place: dict[tuple[int, int], str] = {}
    for number, place, topic in sorted(rows, key=lambda row: RELEVANCE[topics[row[2]].relevance]):
        by_place[number, place] = topics[topic].word
    return by_place


def _wishes_from_before() -> None:
    """Once: profiles that were saved before words had wishes of their own."""
    suppliers = defaultdict[int, list[str]](list)
    for profile, value in Asset.objects.filter(kind=SUPPLIER, ended_at=None).values_list("profile_id", "value"):
        suppliers[profile].append(value)
    having = Wish.objects.filter(topic__lt=0, ended_at=None).values("profile")
    rows = Profile.objects.filter(ended_at=None).exclude(pk__in=having)
    Wish.objects.bulk_create(
        wish for row in rows for wish in wishes_of(row, relevances_said(suppliers[row.pk], row.keywords))
    )
