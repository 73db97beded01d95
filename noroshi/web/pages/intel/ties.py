"""Relations in sentences of the reader's language, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noroshi.intel.relating import Relation
from noroshi.web.pages.directory.words import language, sentence

WORDS: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "indicates": (_("points to"), _("is pointed to by")),
    "uses": (_("uses"), _("is used by")),
    "targets": (_("targets"), _("is targeted by")),
    "mitigates": (_("counters"), _("is countered by")),
    "attributed-to": (_("is attributed to"), _("has attributed to it")),
    "related-to": (_("is related to"), _("is related to")),
    "based-on": (_("rests on"), _("is the ground of")),
    "derived-from": (_("was made from"), _("was made into")),
    "duplicate-of": (_("is the same as"), _("is the same as")),
    "variant-of": (_("is a variant of"), _("has the variant")),
    "exploits": (_("exploits"), _("is exploited by")),
    "delivers": (_("delivers"), _("is delivered by")),
    "drops": (_("drops"), _("is dropped by")),
    "downloads": (_("downloads"), _("is downloaded by")),
    "controls": (_("controls"), _("is controlled by")),
    "communicates-with": (_("communicates with"), _("communicates with")),
    "beacons-to": (_("beacons to"), _("gets beacons from")),
    "exfiltrates-to": (_("sends data out to"), _("gets data from")),
    "impersonates": (_("impersonates"), _("is impersonated by")),
    "hosts": (_("hosts"), _("is hosted by")),
    "owns": (_("owns"), _("is owned by")),
    "located-at": (_("is located at"), _("is the place of")),
    "originates-from": (_("comes from"), _("is where it comes from")),
    "compromises": (_("compromises"), _("is compromised by")),
    "remediates": (_("remedies"), _("is remedied by")),
    "investigates": (_("investigates"), _("is investigated by")),
    "subtechnique-of": (_("is a kind of"), _("has the kind")),
    "revoked-by": (_("was replaced by"), _("replaces")),
    "consists-of": (_("consists of"), _("is part of")),
    "object_refs": (_("is about"), _("is dealt with in")),
    "sighting_of_ref": (_("was seen:"), _("is reported as seen or not seen in")),
    "where_sighted_refs": (_("was seen by"), _("has seen")),
}
OTHERWISE: Final = (_("refers to"), _("is referred to by"))


@dataclass(frozen=True, slots=True)
class TieShown:
    how: str
    uuid: UUID
    kind: str
    title: str


def how_shown(relation: Relation) -> str:
    """A word that nobody has translated stands as its sender wrote it."""
    known = WORDS.get(relation.how)
    if known is None and relation.said is not None:
        return relation.how if relation.is_outward else f"← {relation.how}"
    outward, inward = known or OTHERWISE
    return str(outward if relation.is_outward else inward)


def ties_shown(relations: Iterable[Relation]) -> tuple[TieShown, ...]:
    lang = language()
    return tuple(
        TieShown(how_shown(one), one.other.uuid, sentence(one.other.type.label(lang)), one.other.title)
        for one in relations
        if one.how not in {"sighting_of_ref", "where_sighted_refs"}
    )
