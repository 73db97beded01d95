"""Beside an item: what was ordered about it here, the way to order more, and saying to its sender how far one is."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.response.about import EDITION, About, must_read
from noroshi.response.actions.saying import Summary, say, summary
from noroshi.response.queries import orders_about
from noroshi.threshold.acting import viewer_of
from noroshi.web.pages.response.words import about_text, rows_shown


@require_safe
@login_required
def item_orders(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asked for by itself; without a script, its list on the board stands for it."""
    viewer, about = viewer_of(request), About(EDITION, public_id)
    must_read(viewer, about)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(f"{reverse('order_new')}?about={about_text(about)}")
    found = summary(viewer, public_id)
    shown = {
        "public_id": public_id,
        "about": about_text(about),
        "rows": rows_shown(orders_about(viewer, [about])),
        "summary": found,
        "words": _words(found) if found else "",
    }
    return render(request, "response/of_item.html", shown)


@require_POST
@login_required
def say_to_sender(request: HttpRequest, public_id: UUID) -> HttpResponse:
    say(viewer_of(request), public_id, request.POST.get("text", ""))
    messages.success(request, _("Said to the sender, and to those who brought it here."))
    return HttpResponseRedirect(reverse("item", args=[public_id]))


def _words(found: Summary) -> str:
    """Figures alone; whoever sends it writes what else is to be said."""
    said = _("%(finished)d of %(orders)d measures are finished.") % {"finished": found.finished, "orders": found.orders}
    stuck = _("%(n)d cannot be carried out.") % {"n": found.cannot} if found.cannot else ""
    return f"{said} {stuck}".strip()


urlpatterns = [
    path("items/<uuid:public_id>/orders/", item_orders, name="item_orders"),
    path("items/<uuid:public_id>/orders/say/", say_to_sender, name="item_orders_say"),
]
