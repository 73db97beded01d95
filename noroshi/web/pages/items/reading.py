"""One item: what it says to this reader, what is new in it, why it is here, by which way it came; and what may be done next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from noroshi.advisories.queries import Answer, own_answer
from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import own_kinds
from noroshi.editions.derived import made_from_any_of
from noroshi.editions.explaining import Figures, figures_of
from noroshi.editions.knowing import may_write_on
from noroshi.editions.knowing_why import MetBy, reason
from noroshi.editions.queries import Line, Reading, Receipt, Stated, matter_readable_by, receipts_readable_by
from noroshi.editions.read_marks import Opened, has_read, mark_read, opened
from noroshi.emergency.modes import in_force
from noroshi.reports.behind import is_behind
from noroshi.reports.expecting import Expected, expected
from noroshi.reports.queries import may, parcel_of_page
from noroshi.threshold.acting import Seats, viewer_of
from noroshi.translating.queries import is_offered
from noroshi.vault.queries import files_of
from noroshi.vocabulary import FormKind, Importance, SightingAnswer
from noroshi.web.components import Choice, Crumb, EditionStop, FileLine, Hop, Scope
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.files import file_lines
from noroshi.web.pages.items.comparing import Comparison, comparison_of, stops_of
from noroshi.web.pages.items.content import FieldShown, fields_of
from noroshi.web.pages.items.lines import LineShown, coming_words, line_shown
from noroshi.web.pages.items.naming import named_in
from noroshi.web.pages.items.offered import DeedOffered, Standing, deeds_of, may_answer, owes_answer
from noroshi.web.pages.items.owning import OwnShown, own_shown
from noroshi.web.pages.items.parcels import parcel_route
from noroshi.web.pages.items.range_words import range_words
from noroshi.web.pages.items.routes import route_of
from noroshi.web.pages.items.sheet import SheetShown, awaited, reader_of, sheet_of
from noroshi.web.pages.items.superseding import superseded
from noroshi.web.pages.items.tiers import TierShown, tiers_of

FILES: Final = frozenset({"attachments", "specimens"})


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
class DockShown:
    """Whether it has come here: three answers, or read alone. `said` is what this desk has answered before."""

    choices: tuple[Choice, ...]
    said: Answer | None
    is_owed: bool

    @property
    def words(self) -> str:
        sighting = self.said.sighting if self.said else None
        return sentence(sighting.label(language())) if sighting else _("Acknowledged")


@dataclass(frozen=True, slots=True)
class ItemPage:
    """`fields` are a notice's; a report or an advisory has a `sheet`, and from its second edition on a `comparison`."""

    public_id: UUID
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope
    stops: tuple[EditionStop, ...]
    awaited: str
    fields: tuple[FieldShown, ...]
    tiers: tuple[TierShown, ...]
    sheet: SheetShown | None
    comparison: Comparison | None
    why: WhyShown
    route: tuple[Hop, ...]
    has_parcel: bool
    seal: SealShown
    own: OwnShown | None
    passed_by_order: bool
    primary: DeedOffered | None
    others: tuple[DeedOffered, ...]
    dock: DockShown | None
    form_kind: str
    coming: str
    is_late: bool
    is_behind: bool
    withdrawn_number: str
    has_translation: bool

    @property
    def importances(self) -> list[tuple[str, str]]:
        return [(value, sentence(label)) for value, label in Importance.choices(language())]


@require_safe
@login_required
def item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    with asked_once():
        reading, others = matter_readable_by(viewer, public_id)
        known = opened(viewer, {reading.key, *(line.key for line in others)})
        page = _page(request, viewer, reading, others, known)
        request.place = page.crumbs[0].url  # type: ignore[attr-defined]  # the tab that the item belongs to
        answer = render(request, "items/item.html", {"page": page})
    if request.method == "GET" and not has_read(viewer, reading, known):
        mark_read(viewer, reading)
    return answer


def _page(
    request: HttpRequest, viewer: Viewer, reading: Reading, others: list[Stated], known: Mapping[int, Opened]
) -> ItemPage:
    public_id, is_own = reading.public_id, reading.originator.pk == viewer.desk_id
    line, receipts = line_shown(reading), receipts_readable_by(viewer, public_id)
    reach = figures_of(viewer, public_id) if is_own else None
    reader = reader_of(reading, named_in(viewer, reading.content))
    said = own_answer(viewer, public_id) if reading.kind == "advisory" and not is_own else None
    standing = _standing(viewer, reading, others, receipts, said)
    deeds = deeds_of(standing)
    compared = comparison_of(viewer, reading, others, reader, known, request.GET)
    comes = _coming(reading, others)
    route, has_parcel = _route(request, viewer, reading, receipts, is_own=is_own)
    return ItemPage(
        public_id=public_id,
        line=line,
        crumbs=(_list_of(reading.kind), Crumb(line.title, "")),
        scope=_scope(reading, reach),
        stops=stops_of(viewer, reading, others, known),
        awaited=awaited(reading),
        fields=_fields(reading),
        tiers=tiers_of(viewer, reading, reader),
        sheet=None
        if compared and compared.is_changes
        else sheet_of(reading, reader, _files(viewer, reading), superseded(reading, others, reader)),
        comparison=compared,
        why=_why(viewer, reading),
        route=route,
        has_parcel=has_parcel,
        seal=SealShown(reading.is_whole, reading.seal["fingerprint"], reading.seal["sha256"]),
        own=own_shown(viewer, reading) if is_own else None,
        passed_by_order=any(receipt.is_by_order for receipt in receipts),
        primary=next((deed for deed in deeds if deed.kind), None),
        others=tuple(deed for deed in deeds if not deed.kind),
        dock=_dock(standing, said),
        form_kind=reading.kind,
        coming=coming_words(comes),
        is_late=comes.is_late(timezone.now()),
        is_behind=is_own and reading.is_derived and reading.kind == "report" and is_behind(viewer, public_id),
        withdrawn_number=reading.withdrawn_number,
        has_translation=is_offered(viewer, reading),
    )


def _coming(reading: Reading, others: list[Stated]) -> Expected:
    """As the latest edition of the same desk says it."""
    own = [one for one in others if one.originator.pk == reading.originator.pk]
    latest = own[-1] if own else reading
    return expected(latest.content, latest.sealed_at, [one.content for one in own[:-1]])


def _files(viewer: Viewer, reading: Reading) -> tuple[FileLine, ...]:
    return file_lines(files_of(viewer, reading.public_id)) if FILES & reading.content.keys() else ()


def _fields(reading: Reading) -> tuple[FieldShown, ...]:
    if reading.kind in set(FormKind):
        return ()
    return tuple(field for field in fields_of(reading.content, reading.kind, reading.scheme) if field.name != "title")


def _standing(
    viewer: Viewer, reading: Reading, others: list[Stated], receipts: list[Receipt], said: Answer | None
) -> Standing:
    home, may_do = own_kinds(viewer.seat), may(viewer, reading)
    sources = {reading.public_id, *(line.public_id for line in others)}
    made = made_from_any_of(viewer, sources) if may_do & {"complete", "anonymize"} else None
    return Standing(
        public_id=reading.public_id,
        kind=reading.kind,
        is_own=reading.originator.pk == viewer.desk_id,
        is_recalled=reading.is_recalled,
        is_passed_on=any(receipt.from_desk.pk == viewer.desk_id for receipt in receipts),
        is_acknowledged=said is not None,
        may=may_do,
        home=home,
        made=made.public_id if made else None,
        is_warning=reading.importance is Importance.WARNING,
        is_in_emergency=any(set(mode.sectors) & set(reading.sectors) for mode in in_force(viewer)),
        is_derived=reading.is_derived,
        may_write_on=may_write_on(viewer, reading.matter),
    )


def _dock(standing: Standing, said: Answer | None) -> DockShown | None:
    if not may_answer(standing):
        return None
    words = {
        SightingAnswer.SEEN: _("Traces were found here"),
        SightingAnswer.NOT_SEEN: _("We looked and found nothing"),
        SightingAnswer.UNKNOWN: _("Still looking, or not clear whether it concerns us"),
    }
    given, lang = said.sighting if said else None, language()
    choices = tuple(
        Choice(each.value, sentence(each.label(lang)), words[each], is_chosen=each is given) for each in SightingAnswer
    )
    return DockShown(choices, said, is_owed=owes_answer(standing))


def _route(
    request: HttpRequest, viewer: Viewer, reading: Reading, receipts: list[Receipt], *, is_own: bool
) -> tuple[tuple[Hop, ...], bool]:
    """Its own desk follows a report like a parcel; everybody else sees the way that it came."""
    if is_own and reading.kind == FormKind.REPORT.value:
        found = parcel_of_page(viewer, reading.public_id)
        if found:
            return parcel_route(reading, found), True
    return route_of(reading, receipts, arrives_at="" if is_own else own_place(request)), False


def own_place(request: HttpRequest) -> str:
    seats: Seats = request.seats  # type: ignore[attr-defined]  # set with the viewer
    return f"{seats.chosen.organization} {seats.chosen.desk}"


def _list_of(kind: str) -> Crumb:
    lists = {
        "report": (_("Reports"), "reports"),
        "advisory": (_("Advisories"), "advisories"),
        "sheet": (_("Incident sheets"), "sheets"),
    }
    name, address = lists.get(kind, (_("Shared items"), "items"))
    return Crumb(name, reverse(address))


def _scope(reading: Line, reach: Figures | None) -> Scope:
    """The originator is told numbers; everybody else the words of the color only."""
    tlp, why = reading.tlp, "#why"
    if reach is None:
        return Scope(range_words(reading.kind, tlp), tlp, why_url=why)
    now = ngettext("held now by %(n)d desk", "held now by %(n)d desks", reach.desks_now) % {"n": reach.desks_now}
    most = reach.organizations_at_most
    if most is None:
        return Scope(_("%(now)s; may go at most to") % {"now": now}, tlp, _("everybody"), why)
    strong = ngettext("%(n)d organization", "%(n)d organizations", most) % {"n": most}
    return Scope(_("%(now)s; may go at most to") % {"now": now}, tlp, strong, why)


def _why(viewer: Viewer, line: Line) -> WhyShown:
    found = reason(viewer, line)
    decision = found.why.decision
    return WhyShown(
        clause=decision.label(language()),
        cite=decision.cite,
        asks_range=found.why.asks_range,
        asks_need_to_know=found.why.asks_need_to_know,
        met_by=found.met_by,
    )


urlpatterns = [path("items/<uuid:public_id>/", item, name="item")]
