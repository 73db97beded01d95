"""Beside the editions of an event: orders, objects and alerts in its timeline; put there, taken away, refused when suggested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.queries import AlertShown
from noroshi.editions.queries import edition_readable_by
from noroshi.intel.browsing import Listed
from noroshi.intel.naming import title_of, type_of, whole_of
from noroshi.matters import actions
from noroshi.matters.beside import PUT, Placed, Put, Thing
from noroshi.matters.offered import offered
from noroshi.matters.queries import event_of
from noroshi.response.queries import OrderLine
from noroshi.response.ranges import COLOR
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FoundKind, Importance, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.web import plain_sight
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.intel.whose import house_shown
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_within
from noroshi.web.pages.items.passing import crumbs
from noroshi.web.pages.response.words import row_shown

PLACES: Final = {FoundKind.ORDER: "order", FoundKind.OBJECT: "intel_object", FoundKind.ALERT: "alert"}


@dataclass(frozen=True, slots=True)
class ThingShown:
    """`tlp` is none where it has no color; `readers` says who may read it instead. `matter`: where somebody put it."""

    id: UUID
    kind: str
    kind_name: str
    url: str
    title: str
    text: str
    at: datetime | None
    source: str
    readers: str
    tlp: Tlp | None = None
    importance: Importance | None = None
    badge: str = ""
    state: str = ""
    due: str = ""
    is_late: bool = False
    reason: str = ""
    by: str = ""
    matter: UUID | None = None
    is_new: bool = False

    @property
    def value(self) -> str:
        """As a form names it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class BesidePage:
    id: UUID
    line: LineShown
    crumbs: tuple[Crumb, ...]
    find: str
    offered: tuple[ThingShown, ...]
    scope: Scope | None
    chosen: str


class PutForm(forms.Form):
    """Which thing, and why one thinks so."""

    thing = forms.CharField(
        label=gettext_lazy("What belongs to it"), error_messages={"required": gettext_lazy("Choose one of the lines.")}
    )
    reason = forms.CharField(label=gettext_lazy("Why you think so"), required=False, max_length=400)


def thing_shown(one: Thing, put: Put | None = None, at: datetime | None = None, *, is_new: bool = False) -> ThingShown:
    why: dict[str, Any] = {"reason": put.reason, "by": put.by.name(language()), "matter": put.matter} if put else {}
    return ThingShown(
        id=one.id,
        kind=one.kind.value,
        kind_name=sentence(one.kind.label(language())),
        url=reverse(PLACES[one.kind], args=[one.id]),
        at=at or one.at,
        is_new=is_new,
        **{**_said(one), **why},
    )


def placed_shown(found: Iterable[Placed]) -> tuple[ThingShown, ...]:
    return tuple(thing_shown(one.thing, one.put, one.at) for one in found)


def narrowest(found: Iterable[Placed | Thing]) -> list[Tlp]:
    """For the band on top: an order is as narrow as its readers."""
    things = (one.thing if isinstance(one, Placed) else one for one in found)
    return [color for one in things if (color := _color(one))]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def beside(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What this desk reads that may belong to an item: the newest, or what has these words."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id)
    form = PutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind, thing = _named(form.cleaned_data["thing"])
        reason = form.cleaned_data["reason"]

        def put() -> bool:
            actions.put(viewer, public_id, kind, thing, reason=reason)
            return True

        if tried(request, form, put):
            messages.success(request, _("It stands beside the item now, for your desk alone."))
            return _back(viewer, public_id)
    find = request.GET.get("find", "")[:100]
    found = offered(viewer, public_id, find)
    line = line_shown(reading)
    page = BesidePage(
        public_id,
        line,
        crumbs(line, _("What belongs to it…")),
        find,
        tuple(thing_shown(one) for one in found),
        scope_within([line.tlp, *narrowest(found)]),
        request.POST.get("thing", ""),
    )
    return render(request, "matters/beside.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def take_away(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """It can be put there again."""
    viewer = viewer_of(request)
    kind, thing = _named(request.POST.get("thing", ""))
    actions.take_away(viewer, public_id, kind, thing, reason=request.POST.get("reason", ""))
    messages.success(request, _("Taken away. It can be put there again."))
    return _back(viewer, public_id)


@require_POST
@login_required
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A suggestion that is wrong: with the reason, and for good."""
    kind, thing = _named(request.POST.get("thing", ""))
    actions.refuse(viewer_of(request), public_id, kind, thing, reason=request.POST.get("reason", ""))
    messages.success(request, _("Kept. It is not suggested for this item again."))
    return HttpResponseRedirect(reverse("item", args=[public_id]))


def _back(viewer: Viewer, public_id: UUID) -> HttpResponse:
    """To the event where the item stands in one."""
    found = event_of(viewer, public_id)
    return HttpResponseRedirect(
        reverse("event", args=[found.public_id]) if found else reverse("item", args=[public_id])
    )


def _named(text: str) -> tuple[FoundKind, UUID]:
    kind, _colon, which = text.partition(":")
    try:
        found = FoundKind.of(kind), UUID(which)
    except ValueError:
        raise NotFound from None
    if found[0] not in PUT:
        raise NotFound
    return found


def _color(one: Thing) -> Tlp | None:
    if one.order:
        return COLOR[one.order.reach]
    return one.listed.color.tlp if one.listed else None


def _said(one: Thing) -> dict[str, Any]:
    if one.order:
        return _order(one.order)
    return _object(one.listed) if one.listed else _alert(one.alert) if one.alert else {}


def _order(line: OrderLine) -> dict[str, Any]:
    row = row_shown(line)
    return {
        "title": row.title,
        "text": plain_sight.defanged_within(line.what),
        "source": f"{row.by_desk} → {row.desk}",
        "readers": sentence(line.reach.label(language())),
        "importance": row.importance,
        "badge": row.badge,
        "state": row.state,
        "due": row.due,
        "is_late": row.is_late,
    }


def _object(listed: Listed) -> dict[str, Any]:
    whole = whole_of(listed.kept.raw)
    kind = sentence(type_of(whole).label(language()))
    source, house = listed.origin.name if listed.origin else "", house_shown(listed.whose)
    home = f"{source} ({house})" if house else source
    return {
        "title": title_of(whole) or kind,
        "text": plain_sight.defanged_within(str(whole.get("description") or "")),
        "source": separator().join(part for part in (kind, home) if part),
        "readers": _("own organization") if listed.color.is_own_house else "",
        "tlp": listed.color.tlp,
    }


def _alert(alert: AlertShown) -> dict[str, Any]:
    return {
        "title": alert.title,
        "text": plain_sight.defanged_within(alert.summary),
        "source": alert.feed,
        "readers": _("Published; that your desk follows it, your desk alone knows"),
    }


urlpatterns = [
    path("items/<uuid:public_id>/beside/", beside, name="beside"),
    path("items/<uuid:public_id>/beside/take/", take_away, name="beside_take"),
    path("items/<uuid:public_id>/beside/refuse/", refuse, name="beside_refuse"),
]
