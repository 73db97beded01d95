"""The page on which one writes. Every press saves everything first; a script saves in between, by the same address."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.advisories.foretelling import look_at
from noroshi.audiences.viewer import Viewer
from noroshi.drafting import queries
from noroshi.drafting.actions import save
from noroshi.drafting.errors import DraftDiscarded, DraftExpired, DraftSent
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.reports.ways import way_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, Refusal
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.drafts.autosaving import autosaved
from noroshi.web.pages.drafts.closed import closed_page, is_closed, opened_again
from noroshi.web.pages.drafts.enclosing import FILE_DEEDS, handled
from noroshi.web.pages.drafts.sharing_with import SHARED_WITH
from noroshi.web.pages.drafts.sheet import Asked, draft_page
from noroshi.web.pages.drafts.two_versions import both_shown, resolved
from noroshi.web.pages.drafts.typed import read_typed, version_of

AUTOSAVE = "X-Noroshi-Autosave"
CLOSED = (DraftSent, DraftDiscarded, DraftExpired)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Of the own desk. `check` names what is missing, `open` a block, `find` narrows the lists of parties."""
    viewer = viewer_of(request)
    current = queries.draft(viewer, public_id)
    if request.method == "POST":
        return _posted(request, viewer, current)
    if is_closed(current):
        return closed_page(request, current)
    given = request.GET
    asked = Asked(
        checks="check" in given,
        opens=given.get("open", ""),
        find=given.get("find", "")[:100],
        removed=given.get("removed", "")[:36],
    )
    return shown(request, viewer, current, asked)


def shown(request: HttpRequest, viewer: Viewer, current: DraftShown, asked: Asked, status: int = 200) -> HttpResponse:
    page = draft_page(request, viewer, current, asked)
    return render(request, "drafts/draft.html", {"page": page}, status=status)


def _posted(request: HttpRequest, viewer: Viewer, current: DraftShown) -> HttpResponse:
    given = request.POST
    deed = given.get("deed", "save")
    if deed == "open_again":
        return opened_again(request, viewer, current)
    if deed == "resolve":
        return resolved(request, viewer, current)
    typed = read_typed(given, current.form, current.written)
    try:
        with transaction.atomic():
            saved = save(
                viewer,
                current.public_id,
                _of_way(viewer, current, typed, given),
                version=version_of(given),
                way=_way(viewer, given),
            )
    except Refusal as refusal:
        return _refused(request, viewer, current, typed, refusal)
    if AUTOSAVE in request.headers:
        return autosaved(request, viewer, current, saved)
    return _after(request, viewer, saved, deed)


def _way(viewer: Viewer, given: QueryDict) -> str | None:
    return way_of(viewer, str(given["way"])).id if given.get("way") else None


def _of_way(viewer: Viewer, current: DraftShown, typed: Written, given: QueryDict) -> Written:
    """Another way is statutory or not by itself."""
    way = _way(viewer, given)
    if way in (None, current.way):
        return typed
    wish = {name: value for name, value in typed.wish.items() if name != "is_statutory"}
    statutory = {"is_statutory": True} if way_of(viewer, str(way)).is_statutory else {}
    return Written(typed.typed, typed.marks, wish | statutory, typed.figures)


def _refused(
    request: HttpRequest, viewer: Viewer, current: DraftShown, typed: Written, refusal: Refusal
) -> HttpResponse:
    """Nothing is changed and nothing that was typed is lost."""
    if not isinstance(refusal, (*CLOSED, ChangedMeanwhile, InvalidFields)) and not refusal.fields:
        raise refusal
    request.refusal = refusal  # type: ignore[attr-defined]  # the threshold writes it down
    if AUTOSAVE in request.headers:
        told = {
            "code": refusal.code,
            "words": refusal.message(language()),
            "errors": refusal.field_messages(language()),
        }
        return JsonResponse(told, status=refusal.status)
    if isinstance(refusal, ChangedMeanwhile):
        return both_shown(request, viewer, current, typed, request.POST.get("read", ""))
    if isinstance(refusal, CLOSED):
        return closed_page(request, current, typed, status=409)
    return shown(request, viewer, current, Asked(typed, refusal, opens=request.POST.get("opens", "")), refusal.status)


def _after(request: HttpRequest, viewer: Viewer, saved: DraftShown, deed: str) -> HttpResponse:
    name, _dot, what = deed.partition(".")
    address = reverse("draft", args=[saved.public_id])
    if name in FILE_DEEDS:
        return handled(request, viewer, saved.public_id, name, what)
    match name:
        case "close":
            messages.success(request, _("The draft is kept for your desk. Go on from any device."))
            return HttpResponseRedirect(reverse("drafts"))
        case "send":
            return _to_send(request, viewer, saved)
        case "find" | "find_shared":
            opens, place = ("tuning", "tuning") if name == "find" else (SHARED_WITH, "f-destinations")
            asked = urlencode({"open": opens, "find": request.POST.get(name, "")[:100]})
            return HttpResponseRedirect(f"{address}?{asked}#{place}")
        case "row":
            return HttpResponseRedirect(f"{address}?{urlencode({'open': what})}#{what}")
        case _:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address)


def _to_send(request: HttpRequest, viewer: Viewer, saved: DraftShown) -> HttpResponse:
    if not saved.is_scheme_in_force:
        return closed_page(request, saved, status=409)
    looked = look_at(viewer, saved)
    if looked.missing or looked.filled.mistakes or looked.foretold.refused:
        return shown(request, viewer, saved, Asked(checks=True), 422)
    return HttpResponseRedirect(reverse("send_draft", args=[saved.public_id]))


urlpatterns = [path("drafts/<uuid:public_id>/", draft, name="draft")]
