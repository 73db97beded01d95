"""What sending a report would mean: the stations ahead, who holds it right afterwards, how far it may go at most."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.consulting import is_consultation
from noroshi.drafting.foretelling import Foretold, foretell
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import sources_of
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import as_it_stands
from noroshi.editions.models import Edition
from noroshi.editions.propagation import caps_of, unnamed
from noroshi.reports.actions.submit import also_to, in_color, stops_of, uncolored, way_chosen
from noroshi.reports.ways import Stop
from noroshi.sharing.marking import Cap
from noroshi.sharing.parties import desk
from noroshi.vocabulary.errors import Refusal


@dataclass(frozen=True, slots=True)
class Ahead:
    """Without stops nothing can be sent; `foretold.refused` says why. `also` gets it beside the first stop."""

    stops: tuple[Stop, ...]
    foretold: Foretold
    also: Stop | None = None


def foretell_report(viewer: Viewer, row: Draft, found: Filled, *, counts: bool = True) -> Ahead:
    try:
        prepared = as_it_stands(row, found)
        stops = stops_of(viewer, row, prepared)
    except Refusal as refusal:
        return Ahead((), Foretold(None, {}, refusal))
    chosen = prepared.wish.tlp if row.wish.get("tlp") or is_consultation(row.way) else None
    try:
        made = uncolored(viewer, way_chosen(viewer, row), prepared)
        made = replace(made, caps=unnamed(source_caps(viewer, row, found.content), made.additions))
    except Refusal as refusal:
        return Ahead(stops, Foretold(None, {}, refusal))
    also = also_to(viewer, prepared)
    opened = tuple(desk(stop.desk.pk) for stop in (stops[0], also) if stop)
    foretold = foretell(viewer, chosen, lambda tlp: (in_color(made, tlp, stops), opened), counts=counts)
    return Ahead(stops, foretold, also)


def source_caps(viewer: Viewer, row: Draft, content: Mapping[str, Any]) -> tuple[Cap, ...]:
    """What the sources allow, as far as they can still be read."""
    named = sources_of(row)
    sources = readable_by(viewer, Edition.objects.filter(public_id__in=named)) if named else ()
    return tuple(dict.fromkeys(cap for source in sources for cap in caps_of(source, content)))
