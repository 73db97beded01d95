"""A profile by topic: what it takes of each for a list and for a notice."""

from collections.abc import Mapping

from noroshi.triage.factors import RELEVANCE
from noroshi.triage.models import Profile, Wish
from noroshi.vocabulary import Relevance


def wishes_of(row: Profile, topics: Mapping[int, Relevance]) -> list[Wish]:
    return [
        Wish(
            audience_id=row.audience_id,
            profile=row,
            desk_id=row.desk_id,
            topic=topic,
            relevance=RELEVANCE[which],
            need=row.threshold / RELEVANCE[which],
            notice_need=row.notice_threshold / RELEVANCE[which],
        )
        for topic, which in topics.items()
    ]
