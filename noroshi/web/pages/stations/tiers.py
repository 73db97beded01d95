"""Answering for one tier of the own house, beside what the advisory asks of it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from noroshi.advisories.actions import answer_tier
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ActionTaken, AddresseeTier
from noroshi.vocabulary.errors import NotFound


@require_POST
@login_required
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """`read`, or what was done."""
    tier, action = request.POST.get("tier", ""), request.POST.get("action", "")
    if tier not in set(AddresseeTier) or action not in {"read", *ActionTaken}:
        raise NotFound
    done = ActionTaken.of(action) if action != "read" else None
    answer_tier(viewer_of(request), public_id, AddresseeTier.of(tier), done)
    messages.success(request, _("Answered for this tier."))
    return HttpResponseRedirect(f"{reverse('item', args=[public_id])}#tiers-title")


urlpatterns = [path("items/<uuid:public_id>/tiers/", answer, name="answer_tier")]
