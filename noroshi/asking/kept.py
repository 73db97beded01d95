"""Who keeps a row of this room: the desks at both ends of one leg and nobody between or beyond."""

import uuid
from collections.abc import Iterable
from typing import Any

from noroshi.asking.models import Attempt, Inquiry, Reply, Tie
from noroshi.audiences.shared import SharedModel
from noroshi.directory import events
from noroshi.editions.models import Edition
from noroshi.editions.naming import is_named, rename
from noroshi.editions.ranges import own_desks
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp

ABOUT = {
    Inquiry: "edition__matter",
    Reply: "inquiry__edition__matter",
    Tie: "lower__edition__matter",
    Attempt: "about__matter",
}


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
    for model, path in ABOUT.items():
        _rename(model, {path: matter}, matter)


def _rename(model: type[SharedModel], wanted: dict[str, Any], matter: uuid.UUID) -> None:
    keys = list(model._default_manager.filter(**wanted).values_list("pk", flat=True))  # noqa: SLF001 - Django's documented name
    if keys:
        rename(model._default_manager.filter(pk__in=keys), matter)  # noqa: SLF001 - as above


def listen() -> None:
    events.matter_assigned.listen(name_matter)
