"""Who keeps a row of this room: the desks at both ends of one leg and nobody between or beyond."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from noroshi.asking.models import Attempt, Inquiry, Reply, Tie
from noroshi.audiences.shared import SharedModel
from noroshi.directory import events
from noroshi.editions.models import Edition
from noroshi.editions.naming import is_named, rename
from noroshi.editions.ranges import own_desks
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp


def kept_by(desk: int, edition: Edition, others: Iterable[int] = (), *, names_matter: bool = True) -> int:
    """Of their people those who may read the item: its color and its sectors ask the same of them here."""
    marking = Marking(
        tlp=Tlp.of(edition.tlp),
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(edition.sectors),
        originator=desk,
    )
    matter = str(edition.matter) if names_matter and is_named(edition.matter) else None
    return own_desks(marking, matter, others)


def name_matter(matter: uuid.UUID) -> None:
    """Whoever was just given the matter reads what was asked about it as well."""
    rename(Inquiry.objects.filter(pk__in=_keys(Inquiry.objects.filter(edition__matter=matter))), matter)
    rename(Reply.objects.filter(pk__in=_keys(Reply.objects.filter(inquiry__edition__matter=matter))), matter)
    rename(Tie.objects.filter(pk__in=_keys(Tie.objects.filter(lower__edition__matter=matter))), matter)
    rename(Attempt.objects.filter(pk__in=_keys(Attempt.objects.filter(about__matter=matter))), matter)


def _keys[M: SharedModel](rows: QuerySet[M]) -> list[uuid.UUID]:
    """Asked for first: what is being renamed could not be found by its item any more."""
    return list(rows.values_list("pk", flat=True))


def listen() -> None:
    events.matter_assigned.listen(name_matter)
