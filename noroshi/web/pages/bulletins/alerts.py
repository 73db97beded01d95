"""Alerts of the feeds that the desk follows: read, looked up, made into a draft, their values looked through."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.advisories.actions.begin import begin_advisory, must_be_center
from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.queries import AlertShown, FeedShown, alert_shown, alerts_of, feeds_of
from noroshi.reports.actions import begin_report
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.web.components import Crumb


@dataclass(frozen=True, slots=True)
class AlertsPage:
    crumbs: tuple[Crumb, ...]
    alerts: tuple[AlertShown, ...]
    broken: tuple[FeedShown, ...]
    has_feeds: bool
    words: str
    only_matched: bool


@dataclass(frozen=True, slots=True)
class AlertPage:
    """`text` is what the review table of values takes."""

    crumbs: tuple[Crumb, ...]
    alert: AlertShown
    text: str
    may_advise: bool


@require_safe
@login_required
def alerts(request: HttpRequest) -> HttpResponse:
    viewer, words = viewer_of(request), request.GET.get("q", "")[:200].replace("\0", "")
    only_matched = request.GET.get("matched") == "on"
    feeds = feeds_of(viewer)
    page = AlertsPage(
        crumbs=(Crumb(_("Intelligence"), reverse("intel")), Crumb(_("Alerts"), "")),
        alerts=tuple(alerts_of(viewer, words=words, only_matched=only_matched)),
        broken=tuple(feed for feed in feeds if feed.fault),
        has_feeds=bool(feeds),
        words=words,
        only_matched=only_matched,
    )
    return render(request, "bulletins/alerts.html", {"page": page})


@require_safe
@login_required
def alert(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = alert_shown(viewer, public_id)
    crumbs = (Crumb(_("Alerts"), reverse("alerts")), Crumb(one.title, ""))
    page = AlertPage(crumbs, one, _text(one), _may_advise(viewer))
    return render(request, "bulletins/alert.html", {"page": page})


@require_POST
@login_required
def draft_from_alert(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Words that everybody may read anyway; where they come from stands with them."""
    viewer = viewer_of(request)
    one, kind = alert_shown(viewer, public_id), request.POST.get("kind", "")
    if kind == "advisory":
        draft = begin_advisory(viewer, typed={"threat_summary": _text(one)})
    elif kind == "report":
        draft = begin_report(viewer, typed={"summary": _text(one)})
    else:
        raise NotFound
    return HttpResponseRedirect(reverse("draft", args=[draft.public_id]))


def _text(one: AlertShown) -> str:
    parts = (one.title, one.summary, " ".join((*one.identifiers, *one.cves)), one.link)
    return "\n".join(part for part in parts if part)


def _may_advise(viewer: Viewer) -> bool:
    try:
        must_be_center(viewer)
    except Refusal:
        return False
    return True


urlpatterns = [
    path("alerts/", alerts, name="alerts"),
    path("alerts/<uuid:public_id>/", alert, name="alert"),
    path("alerts/<uuid:public_id>/draft/", draft_from_alert, name="alert_draft"),
]
