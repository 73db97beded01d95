"""Everything that waits for an answer here or elsewhere, and the desk's standing wish about texts made from its reports."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.asking.actions import wish_approval
from noroshi.asking.approvals import may_wish, wants_approval
from noroshi.asking.queries import asked_from_here, asked_here
from noroshi.editions.queries import lines_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Scope
from noroshi.web.pages.asking.shown import InquiryLine, inquiry_lines
from noroshi.web.pages.items.lines import lines_shown, scope_of


@dataclass(frozen=True, slots=True)
class AskedPage:
    """`is_wished` is None where the desk has no secretariat that would take its name out."""

    scope: Scope | None
    waiting: tuple[InquiryLine, ...]
    ended: tuple[InquiryLine, ...]
    own: tuple[InquiryLine, ...]
    is_wished: bool | None


@require_safe
@login_required
def asked(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    here, own = asked_here(viewer, answer="page"), asked_from_here(viewer, answer="page")
    lines = lines_shown(lines_readable_by(viewer, {one.edition_id for one in [*here, *own]}).values())
    page = AskedPage(
        scope=scope_of(lines),
        waiting=inquiry_lines(viewer, [one for one in here if one.is_open]),
        ended=inquiry_lines(viewer, [one for one in here if not one.is_open]),
        own=inquiry_lines(viewer, own),
        is_wished=wants_approval(viewer, viewer.desk_id) if may_wish(viewer) else None,
    )
    return render(request, "asking/list.html", {"page": page})


@require_POST
@login_required
def wish(request: HttpRequest) -> HttpResponse:
    """Said again it stays as it is."""
    is_wanted = request.POST.get("is_wanted") == "yes"
    wish_approval(viewer_of(request), is_wanted=is_wanted)
    messages.success(
        request,
        _("Your secretariat sends nothing made from your reports before you have approved it.")
        if is_wanted
        else _("Your secretariat may send what it makes from your reports without asking you."),
    )
    return HttpResponseRedirect(reverse("asked") + "#wish")


urlpatterns = [path("asked/", asked, name="asked"), path("asked/wish/", wish, name="wish_approval")]
