"""One item: what it says to this reader, why, by which way it came, whether its seal stands; and for its originator, its reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import marking_of_own, reach_of, readers_of
from noroshi.editions.foretelling import Bounds, bounds
from noroshi.editions.knowing_why import MetBy, reason
from noroshi.editions.previews import PreviewTold, told
from noroshi.editions.queries import Reading, Wanted, edition_readable_by, editions_readable_by, receipts_readable_by
from noroshi.threshold.acting import Seats, viewer_of
from noroshi.vocabulary import Tlp
from noroshi.web.components import AudiencePreview, Crumb, EditionStop, Hop, Scope
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.audience import audience_of
from noroshi.web.pages.items.ceilings import CeilingShown, ceiling_shown
from noroshi.web.pages.items.content import FieldShown, fields_of
from noroshi.web.pages.items.lines import LineShown, line_shown, number_words
from noroshi.web.pages.items.routes import route_of


@dataclass(frozen=True, slots=True)
class WhyShown:
    clause: str
    cite: str
    asks_range: bool
    asks_need_to_know: bool
    met_by: MetBy | None


@dataclass(frozen=True, slots=True)
class SealShown:
    is_whole: bool
    fingerprint: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReaderShown:
    """An organization that read it; without a name, members of a confidential group together."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class OwnShown:
    """What only the originator's desk is shown and may do."""

    audience: AudiencePreview
    ceiling: CeilingShown
    readers: tuple[ReaderShown, ...]
    marking_number: int
    handling_note: str
    may_publish: bool
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    public_id: UUID
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope
    stops: tuple[EditionStop, ...]
    fields: tuple[FieldShown, ...]
    why: WhyShown
    route: tuple[Hop, ...]
    seal: SealShown
    own: OwnShown | None
    bounds: Bounds


@require_safe
@login_required
def item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    line, within = line_shown(reading), bounds(viewer, public_id)
    reach = told(viewer, reach_of(viewer, public_id), names_holders=True) if within.is_own else None
    page = ItemPage(
        public_id=public_id,
        line=line,
        crumbs=(Crumb(_("Shared items"), reverse("items")), Crumb(line.title, "")),
        scope=_scope(reading.tlp, reach),
        stops=_stops(viewer, reading),
        fields=tuple(
            field for field in fields_of(reading.content, reading.kind, reading.scheme) if field.name != "title"
        ),
        why=_why(viewer, reading),
        route=route_of(
            reading, receipts_readable_by(viewer, public_id), arrives_at="" if within.is_own else own_place(request)
        ),
        seal=SealShown(reading.is_whole, reading.seal["fingerprint"], reading.seal["sha256"]),
        own=_own(viewer, reading, reach) if reach else None,
        bounds=within,
    )
    return render(request, "items/item.html", {"page": page})


def own_place(request: HttpRequest) -> str:
    seats: Seats = request.seats  # type: ignore[attr-defined]  # set with the viewer
    return f"{seats.chosen.organization} {seats.chosen.desk}"


def _scope(tlp: Tlp, reach: PreviewTold | None) -> Scope:
    """The originator is told numbers; everybody else the words of the color only."""
    why = "#why"
    if reach is None:
        return Scope(_meaning(tlp), tlp, why_url=why)
    now = ngettext("held now by %(n)d desk", "held now by %(n)d desks", reach.desks_now) % {"n": reach.desks_now}
    if reach.is_public:
        return Scope(_("%(now)s; may go at most to") % {"now": now}, tlp, _("everybody"), why)
    most = reach.organizations_at_most
    strong = ngettext("%(n)d organization", "%(n)d organizations", most) % {"n": most}
    return Scope(_("%(now)s; may go at most to") % {"now": now}, tlp, strong, why)


def _meaning(tlp: Tlp) -> str:
    """How far the color may go, in words."""
    words = {
        Tlp.RED: _("For the named desks alone. Pass it to nobody else."),
        Tlp.AMBER: _("For concerned parties of the named sectors, and there for those who need to know."),
        Tlp.GREEN: _("For parties of critical infrastructure. Not for the public."),
        Tlp.CLEAR: _("May be known to everybody."),
    }
    return words[tlp]


def _stops(viewer: Viewer, reading: Reading) -> tuple[EditionStop, ...]:
    """The other editions of the matter that this reader may read, in order; a single one needs no strip."""
    others = editions_readable_by(viewer, Wanted(matter=reading.matter, limit=20))
    if len(others) < 2:
        return ()
    return tuple(
        EditionStop(
            name=number_words(line.number) or line_shown(line).title,
            words="",
            url="" if line.public_id == reading.public_id else reverse("item", args=[line.public_id]),
            is_here=line.public_id == reading.public_id,
        )
        for line in reversed(others)
    )


def _why(viewer: Viewer, reading: Reading) -> WhyShown:
    found = reason(viewer, reading)
    decision = found.why.decision
    return WhyShown(
        clause=decision.label(language()),
        cite=decision.cite,
        asks_range=found.why.asks_range,
        asks_need_to_know=found.why.asks_need_to_know,
        met_by=found.met_by,
    )


def _own(viewer: Viewer, reading: Reading, reach: PreviewTold) -> OwnShown:
    marking, number = marking_of_own(viewer, reading.public_id)
    return OwnShown(
        audience=audience_of(reading.tlp, reach),
        ceiling=ceiling_shown(reach),
        readers=_readers(readers_of(viewer, reading.public_id)),
        marking_number=number,
        handling_note=marking.handling_note,
        may_publish=reach.is_public and reading.published_at is None,
        published_at=reading.published_at,
    )


def _readers(found: Iterable[tuple[object, int]]) -> tuple[ReaderShown, ...]:
    lang = language()
    return tuple(ReaderShown(who.name(lang) if who else "", times) for who, times in found)  # type: ignore[attr-defined]  # an organization


urlpatterns = [path("items/<uuid:public_id>/", item, name="item")]
