"""Need to know by matter: an audience names its matter only once somebody was assigned to it, so that audiences stay few."""

import uuid
from dataclasses import replace

from django.db import connection
from django.db.models import QuerySet

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.shared import SharedModel
from noroshi.directory import events
from noroshi.editions.models import Edition, Hop, Part
from noroshi.vocabulary import Tlp

NEED_TO_KNOW = (Tlp.RED.value, Tlp.AMBER.value)


def is_named(matter: uuid.UUID) -> bool:
    """In any house: who it was is told there alone."""
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_is_named(%s)", [matter])
        return bool(cursor.fetchone()[0])


def name_matter(matter: uuid.UUID) -> None:
    """Rows of the matter that the assigning desk holds, in its transaction; nobody else's rows are touched."""
    editions = Edition.objects.filter(matter=matter, tlp__in=NEED_TO_KNOW)
    held = list(editions.values_list("pk", flat=True))
    rename(editions, matter)
    rename(Part.objects.filter(edition__in=held), matter)
    rename(Hop.objects.filter(edition__in=held), matter)


def rename[M: SharedModel](rows: QuerySet[M], matter: uuid.UUID) -> None:
    for audience in set(rows.values_list("audience_id", flat=True)):
        definition = definition_of(audience)
        if definition is not None and definition.matter is None:
            named = intern(replace(definition, matter=str(matter)))
            rows.filter(audience_id=audience).update(audience_id=named)


def listen() -> None:
    events.matter_assigned.listen(name_matter)
