"""What sending a report would mean: the stations ahead, who holds it right afterwards, how far it may go at most."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.foretelling import Foretold, foretell
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import sources_of
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import Ready, as_it_stands
from noroshi.editions.models import Edition
from noroshi.editions.propagation import caps_of
from noroshi.reports.actions.submit import marking_by, stops_of, way_chosen
from noroshi.reports.ways import Stop, Way
from noroshi.sharing.marking import Cap, Marking
from noroshi.sharing.parties import Party, desk
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import Refusal


@dataclass(frozen=True, slots=True)
class Ahead:
    """Without stops nothing can be sent; `foretold.refused` says why."""

    stops: tuple[Stop, ...]
    foretold: Foretold


def foretell_report(viewer: Viewer, row: Draft, found: Filled) -> Ahead:
    try:
        prepared = as_it_stands(row, found)
        stops = stops_of(viewer, row, prepared)
    except Refusal as refusal:
        return Ahead((), Foretold(None, {}, refusal))
    chosen = prepared.wish.tlp if row.wish.get("tlp") else None
    caps = source_caps(viewer, row, found.content)
    try:
        way = way_chosen(viewer, row)
    except Refusal as refusal:
        return Ahead(stops, Foretold(None, {}, refusal))
    return Ahead(stops, foretell(viewer, chosen, lambda tlp: _marked(viewer, way, prepared, stops, tlp, caps)))


def source_caps(viewer: Viewer, row: Draft, content: Mapping[str, Any]) -> tuple[Cap, ...]:
    """What the sources allow, as far as they can still be read."""
    sources = readable_by(viewer, Edition.objects.filter(public_id__in=sources_of(row)))
    return tuple(dict.fromkeys(cap for source in sources for cap in caps_of(source, content)))


def _marked(
    viewer: Viewer, way: Way | None, prepared: Ready, stops: tuple[Stop, ...], tlp: Tlp, caps: tuple[Cap, ...]
) -> tuple[Marking, tuple[Party, ...]]:
    colored = replace(prepared, wish=replace(prepared.wish, tlp=tlp))
    return replace(marking_by(viewer, way, colored, stops), caps=caps), (desk(stops[0].desk.pk),)
