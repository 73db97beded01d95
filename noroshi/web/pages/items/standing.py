"""Standing relay orders of the desk: what passes on at machine speed, to whom; written and ended here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import end_order, write_order
from noroshi.editions.actions.orders import Order
from noroshi.editions.addressed import OrderShown, orders_of
from noroshi.editions.foretelling import may_order
from noroshi.editions.wishes import parties
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance, Tlp
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sector_choices, sector_name, sentence, separator
from noroshi.web.pages.items.lines import KINDS, kind_name
from noroshi.web.pages.items.picking import PartyGroup, recipient_groups
from noroshi.web.pages.items.routes import called


class OrderForm(forms.Form):
    """Nothing chosen in a list means any."""

    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("About these sectors"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tlps = forms.MultipleChoiceField(
        label=gettext_lazy("In these colors"), required=False, widget=forms.CheckboxSelectMultiple
    )
    importances = forms.MultipleChoiceField(
        label=gettext_lazy("Of this importance"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Of these kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        importances = [(value, sentence(label)) for value, label in Importance.choices(language())]
        offered: dict[str, list[Any]] = {
            "sectors": sector_choices(),
            "tlps": [(tlp.value, f"TLP:{tlp.name}") for tlp in Tlp],
            "importances": importances,
            "kinds": list(KINDS.items()),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # all are MultipleChoiceFields


@dataclass(frozen=True, slots=True)
class OrderLine:
    public_id: UUID
    to: str
    sectors: str
    tlps: tuple[Tlp, ...]
    importances: str
    kinds: str
    note: str
    since: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrdersPage:
    crumbs: tuple[Crumb, ...]
    standing: tuple[OrderLine, ...]
    ended: tuple[OrderLine, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class NewOrderPage:
    crumbs: tuple[Crumb, ...]
    groups: tuple[PartyGroup, ...]
    chosen: tuple[str, ...]
    find: str


@require_safe
@login_required
def orders(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    lines = tuple(_line(order) for order in orders_of(viewer))
    page = OrdersPage(
        crumbs=_crumbs(),
        standing=tuple(line for line in lines if line.ended_at is None),
        ended=tuple(line for line in lines if line.ended_at is not None),
        may_write=may_order(viewer),
    )
    return render(request, "items/orders.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_order(request: HttpRequest) -> HttpResponse:
    """The button "Find" keeps what was chosen and looks for more organizations."""
    viewer = viewer_of(request)
    is_deed = request.method == "POST" and "find_only" not in request.POST
    form = OrderForm(request.POST) if is_deed else OrderForm(initial=_kept(request))
    chosen = tuple(request.POST.getlist("to"))
    if is_deed and form.is_valid():
        if not chosen:
            form.add_error(None, _("Choose at least one recipient."))
        elif tried(request, form, lambda: write_order(viewer, _order(viewer, form, chosen))) is not None:
            messages.success(request, _("The order stands. It is shown on every hop that it makes."))
            return HttpResponseRedirect(reverse("standing_orders"))
    find = request.POST.get("find", "")[:100]
    page = NewOrderPage(
        crumbs=(*_crumbs(is_link=True), Crumb(_("Write an order"), "")),
        groups=recipient_groups(viewer.seat, chosen, find, carries=may_order(viewer)),
        chosen=chosen,
        find=find,
    )
    return render(request, "items/new_order.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def end(request: HttpRequest, public_id: UUID) -> HttpResponseRedirect:
    end_order(viewer_of(request), public_id)
    messages.success(request, _("The order has ended. What it passed on stays where it is."))
    return HttpResponseRedirect(reverse("standing_orders"))


def _order(viewer: Viewer, form: OrderForm, chosen: tuple[str, ...]) -> Order:
    given = form.cleaned_data
    return Order(
        to=parties(viewer, chosen),
        sectors=frozenset(given["sectors"]),
        tlps=frozenset(given["tlps"]),
        importances=frozenset(given["importances"]),
        kinds=frozenset(given["kinds"]),
        note=given["note"],
    )


def _kept(request: HttpRequest) -> dict[str, Any]:
    lists: dict[str, Any] = {name: request.POST.getlist(name) for name in ("sectors", "tlps", "importances", "kinds")}
    return lists | {"note": request.POST.get("note", "")}


def _line(order: OrderShown) -> OrderLine:
    mark = separator()
    importances = (Importance.of(value).label(language()) for value in order.importances)
    return OrderLine(
        public_id=order.public_id,
        to=called(order.to),
        sectors=mark.join(sector_name(sector) for sector in order.sectors),
        tlps=tuple(Tlp.of(value) for value in order.tlps),
        importances=mark.join(importances),
        kinds=mark.join(kind_name(kind) for kind in order.kinds),
        note=order.note,
        since=order.created_at,
        ended_at=order.ended_at,
    )


def _crumbs(*, is_link: bool = False) -> tuple[Crumb, ...]:
    here = Crumb(_("Standing relay orders"), reverse("standing_orders") if is_link else "")
    return Crumb(_("Shared items"), reverse("items")), here


urlpatterns = [
    path("standing-orders/", orders, name="standing_orders"),
    path("standing-orders/new/", new_order, name="new_standing_order"),
    path("standing-orders/<uuid:public_id>/end/", end, name="end_standing_order"),
]
