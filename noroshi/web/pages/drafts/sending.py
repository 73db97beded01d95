"""Checking once more, sending once, and the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from noroshi.advisories.cases import CASE
from noroshi.advisories.confirming import send_draft as send_it
from noroshi.advisories.foretelling import Looked, look, look_at
from noroshi.advisories.releasing import ReleaseState, state_of_release
from noroshi.audiences.viewer import Viewer
from noroshi.drafting import queries
from noroshi.drafting.fields import fields_of
from noroshi.drafting.queries import DraftShown
from noroshi.editions.addressed import addressed
from noroshi.editions.queries import edition_readable_by, receipts_readable_by
from noroshi.reports.queries import Parcel, Passed, parcel
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance, Tlp
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound, NotYours, Refusal
from noroshi.web.components import Crumb, Hop, HopState, Scope
from noroshi.web.pages.directory.asking import OPEN_QUESTIONS
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.drafts.checking import ChecksShown, checks_shown, confirmed
from noroshi.web.pages.drafts.closed import closed_page, is_closed
from noroshi.web.pages.drafts.filing import FilingShown, filing_shown
from noroshi.web.pages.drafts.scope import Reach, band, place_of, reach_of, stations
from noroshi.web.pages.drafts.sheet import Asked, draft_page, own_desk
from noroshi.web.pages.drafts.typed import version_of
from noroshi.web.pages.items.audience import name_of
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.routes import DEEDS, party_name

STEPS: Final[dict[str, str | Promise]] = {**DEEDS, "number": gettext_lazy("Received and numbered")}


PRIMARY: Final[dict[str, str | Promise]] = {
    "report": gettext_lazy("Send it"),
    "advisory": gettext_lazy("Issue it"),
    "sheet": gettext_lazy("Share it"),
}


@dataclass(frozen=True, slots=True)
class SendPage:
    """`holders` hold it right after sending, by name; `to` is where it goes first."""

    draft_id: UUID
    url: str
    draft_url: str
    crumbs: tuple[Crumb, ...]
    title: str
    kind: str
    number: str
    version: int
    to: str
    tlp: Tlp
    importance: Importance | None
    reach: Reach
    scope: Scope
    holders: tuple[str, ...]
    others: int
    stations: tuple[Hop, ...]
    handling_note: str
    said: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]
    tuned: str
    primary: str
    refused: str
    checks: ChecksShown
    release: ReleaseState
    release_words: str
    filing: FilingShown | None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    line: LineShown
    line_id: UUID
    kind: str
    at: datetime
    to: str
    number: str
    hops: tuple[Hop, ...]
    scope: Scope


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def send_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is lacking leads back to the form; a second press leads to the same receipt."""
    viewer = viewer_of(request)
    current = queries.draft(viewer, public_id)
    if request.method == "POST" and (current.state in {"open", "sent"}) and current.is_scheme_in_force:
        return _sent(request, viewer, public_id)
    if is_closed(current):
        return closed_page(request, current, status=409 if request.method == "POST" else 200)
    looked = look_at(viewer, current)
    if looked.missing or looked.filled.mistakes or looked.foretold.reach is None:
        return HttpResponseRedirect(f"{reverse('draft', args=[public_id])}?check=1")
    return render(request, "drafts/send.html", {"page": _page(request, viewer, looked)})


@require_safe
@login_required
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For the desk that sent it."""
    viewer = viewer_of(request)
    parcel_ = parcel(viewer, public_id)
    reading = edition_readable_by(viewer, public_id, answer="page")
    line = line_shown(reading)
    number = parcel_.reference_number
    page = ReceiptPage(
        line=line,
        line_id=public_id,
        kind=reading.kind,
        at=reading.sealed_at,
        to=_sent_to(viewer, public_id),
        number=number,
        hops=_hops(parcel_, own_desk(request)),
        scope=Scope(_("Sent by your desk."), reading.tlp),
    )
    return render(request, "drafts/receipt.html", {"page": page})


def _sent(request: HttpRequest, viewer: Viewer, public_id: UUID) -> HttpResponse:
    try:
        with transaction.atomic():
            edition = send_it(viewer, public_id, version=version_of(request.POST), confirmed=confirmed(request.POST))
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        if refusal.status not in OPEN_QUESTIONS:
            raise
        return _not_sent(request, viewer, public_id, refusal)
    return HttpResponseRedirect(reverse("receipt", args=[edition]))


def _not_sent(request: HttpRequest, viewer: Viewer, public_id: UUID, refusal: Refusal) -> HttpResponse:
    """The draft is kept, and says where something is wrong."""
    request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
    looked = look(viewer, public_id)
    if isinstance(refusal, InvalidFields) or looked.missing or looked.foretold.reach is None:
        page = draft_page(request, viewer, looked.draft, Asked(refusal=refusal, checks=True), looked)
        return render(request, "drafts/draft.html", {"page": page, "is_kept": True}, status=refusal.status)
    words = _changed(looked) if isinstance(refusal, ChangedMeanwhile) else refusal.message(language())
    page_ = _page(request, viewer, looked, words)
    return render(request, "drafts/send.html", {"page": page_}, status=refusal.status)


def _changed(looked: Looked) -> str:
    words = _("%(name)s saved this draft after you looked at it. This is how it stands now; read it, then send it.")
    return words % {"name": looked.draft.saved_by.name(language())}


def _page(request: HttpRequest, viewer: Viewer, looked: Looked, refused: str = "") -> SendPage:
    draft, reach = looked.draft, reach_of(looked, own_desk(request))
    release = state_of_release(viewer, draft.row)
    sheet = draft_page(request, viewer, draft, Asked(), looked)
    told = looked.foretold.reach.held_now if looked.foretold.reach else ()
    labels = {one.id: f"{one.mark} {sentence(one.label(language()))}".strip() for one in fields_of(draft.form)}
    tlp = Tlp.of(str(draft.written.wish.get("tlp") or Tlp.RED))
    fields = [field for block in sheet.blocks for field in block.fields]
    return SendPage(
        draft_id=looked.draft.public_id,
        url=reverse("send_draft", args=[draft.public_id]),
        draft_url=sheet.url,
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(sheet.title, sheet.url), Crumb(_("Check and send"), "")),
        title=sheet.title,
        kind=draft.kind,
        number=sheet.number,
        version=draft.version,
        to=_to(looked),
        tlp=tlp,
        importance=Importance.of(looked.filled.importance) if looked.filled.importance else None,
        reach=reach,
        scope=band(reach, tlp.value),
        holders=tuple(name_of(one) for one in told if one.is_named),
        others=sum(one.organizations for one in told if not one.is_named),
        stations=stations(looked, own_desk(request)),
        handling_note="\n".join(
            [*sheet.tuning.exceptions.sentences, str(draft.written.typed.get("handling_note") or "")]
        ).strip(),
        said=tuple((f"{one.mark} {one.label}".strip(), one.said) for one in fields if one.said and one.kind != "scope"),
        warnings=(*_case_missing(draft), *_warnings(looked, labels)),
        tuned=sheet.tuning.said,
        primary=str(PRIMARY.get(draft.kind, PRIMARY["report"])),
        refused=refused,
        checks=checks_shown(viewer, looked, labels, sheet.url),
        release=release,
        release_words=_release_words(release),
        filing=filing_shown(viewer, draft),
    )


def _warnings(looked: Looked, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((labels.get(one.field, ""), one.message(language())) for one in looked.filled.warnings)


def _case_missing(draft: DraftShown) -> tuple[tuple[str, str], ...]:
    """It is recorded why an advisory is issued; it is no starred item, and so it blocks nothing."""
    if draft.kind != "advisory" or draft.written.typed.get(CASE):
        return ()
    return (("", _("Choose in which of the three cases it is issued. It stays at your desk.")),)


def _release_words(release: ReleaseState) -> str:
    """Who did the latest step, while it still concerns this draft."""
    if release.latest is None:
        return ""
    words = _("%(name)s, %(stage)s")
    return words % {"name": release.latest.by.name(language()), "stage": release.latest.stage.label(language())}


def _to(looked: Looked) -> str:
    if looked.destinations:
        return separator().join(map(party_name, looked.destinations))
    first = [*looked.stops[:1], *([looked.also] if looked.also else [])]
    return separator().join(map(place_of, first))


def _sent_to(viewer: Viewer, edition_id: UUID) -> str:
    receipts = receipts_readable_by(viewer, edition_id)
    first = next((one for one in receipts if one.to), None)
    return separator().join(map(party_name, addressed(first.to))) if first else ""


def _hops(way: Parcel, own: str) -> tuple[Hop, ...]:
    passed = [
        Hop(own if one.is_own else _desk(one), str(STEPS.get(one.deed, one.deed)), HopState.DONE, one.at)
        for one in way.passed
    ]
    ahead = [
        Hop(_desk(one), _("has it now") if not number else _("not yet"), HopState.NOW if not number else HopState.AHEAD)
        for number, one in enumerate(way.ahead)
    ]
    return (*passed, *ahead)


def _desk(one: Passed) -> str:
    lang = language()
    return f"{one.desk.organization.name(lang)} {one.desk.name(lang)}"


urlpatterns = [
    path("drafts/<uuid:public_id>/send/", send_draft, name="send_draft"),
    path("reports/<uuid:public_id>/receipt/", receipt, name="receipt"),
]
