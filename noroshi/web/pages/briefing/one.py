"""One page: composing it, reading it, its PDF, the decision and what is taken back of it."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.briefing.actions import compose, decide, take_back
from noroshi.briefing.printing import printed
from noroshi.briefing.queries import BriefingShown, briefing_shown, briefing_taken
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.briefing.forms import ComposeForm, DecideForm, Named, TakeBackForm
from noroshi.web.pages.briefing.parts import (
    FigureShown,
    OrdersShown,
    PartShown,
    as_of,
    counted,
    figures_on,
    inside,
    orders_on,
    parts_on,
)
from noroshi.web.pages.briefing.sheet import data_of
from noroshi.web.pages.briefing.words import crumbs_to
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language


@dataclass(frozen=True, slots=True)
class BriefingPage:
    id: UUID
    crumbs: tuple[Crumb, ...]
    scope: Scope
    shown: BriefingShown
    by: str
    parts: tuple[PartShown, ...]
    orders: OrdersShown
    figures: tuple[FigureShown, ...]
    figures_at: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_briefing(request: HttpRequest) -> HttpResponse:
    """`?item=` and `?order=` tick what one came from."""
    viewer, named = viewer_of(request), Named.by(request)
    ticked = {"sources": [str(one) for one in named.items], "orders": [str(one) for one in named.orders]}
    form = ComposeForm(viewer, named, request.POST or None, initial=ticked)
    if request.method == "POST" and form.is_valid():
        made = tried(request, form, lambda: compose(viewer, form.wish()))
        if made is not None:
            if made.kept_back:
                messages.warning(request, _kept_back(len(made.kept_back), len(form.cleaned_data["sources"])))
            return HttpResponseRedirect(reverse("briefing", args=[made.public_id]))
    crumbs = crumbs_to(Crumb(_("Compose"), ""))
    return render(request, "briefing/new.html", {"form": form, "crumbs": crumbs}, status=status_of(request, form))


def _kept_back(many: int, of: int) -> str:
    """Whoever composed is told at once: nobody else misses a page that does not reach those who decide."""
    if many < of:
        return _("%(many)d of %(all)d items may not go to the desk that decides and stay off its page.") % {
            "many": many,
            "all": of,
        }
    return _(
        "None of these items could be shared with the desk that decides. Unless it holds one already, nobody there can open this page:"
        " compose it again with an item that may go there, or ask the desks that wrote them."
    )


@require_safe
@login_required
def briefing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, viewer_of(request), public_id)


@require_POST
@login_required
def decide_briefing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    form = DecideForm(viewer, briefing_shown(viewer, public_id), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        to, number, due_at = [UUID(one) for one in said["to"]], int(said["option"]), said["due_at"]
        wished = partial(decide, viewer, public_id, number, words=said["words"], to=to, due_at=due_at)
        done = tried(request, form, wished)
        if done is not None:
            messages.success(request, _("Decided. It is kept with your name and the time."))
            return HttpResponseRedirect(reverse("briefing", args=[public_id]))
    return _page(request, viewer, public_id, form)


@require_POST
@login_required
def take_back_briefing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), TakeBackForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        wished = partial(take_back, viewer, public_id, said["reason"], read_number=said["number"])
        if tried(request, form, wished) is not None:
            messages.success(
                request, _("Taken back. Orders that nobody had begun are withdrawn; the others were told.")
            )
            return HttpResponseRedirect(reverse("briefing", args=[public_id]))
    return _page(request, viewer, public_id, back=form)


@require_safe
@login_required
def briefing_pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    viewer = viewer_of(request)
    now = timezone.now()
    shown, holder = briefing_taken(viewer, public_id, now)
    content = printed(data_of(shown, holder), now)
    return handed_over("briefing.pdf", len(content), iter([content]))


def _page(
    request: HttpRequest,
    viewer: Viewer,
    public_id: UUID,
    form: DecideForm | None = None,
    back: TakeBackForm | None = None,
) -> HttpResponse:
    shown = briefing_shown(viewer, public_id)
    words = _("As narrow as the strictest item on it.") if shown.line.tlp else inside()
    scope = Scope(words, shown.line.tlp)
    crumbs = crumbs_to(Crumb(shown.line.title, ""))
    page = BriefingPage(
        public_id,
        crumbs,
        scope,
        shown,
        shown.line.by.name(language()),
        parts_on(shown),
        OrdersShown(orders_on(shown.orders), counted(shown.orders)),
        figures_on(shown.figures),
        as_of(shown.figures),
    )
    offered = (form or DecideForm(viewer, shown)) if shown.may_decide else None
    may_end = _take_back_form(shown, back)
    sent = form or back
    given = {"page": page, "form": offered, "back": may_end}
    return render(request, "briefing/page.html", given, status=status_of(request, sent) if sent else 200)


def _take_back_form(shown: BriefingShown, sent: TakeBackForm | None) -> TakeBackForm | None:
    """For whoever may, and for whoever was refused, with the words of the refusal."""
    if sent is not None and (shown.may_take_back or sent.non_field_errors()):
        return sent
    return TakeBackForm(initial={"number": shown.number}) if shown.may_take_back else None


urlpatterns = [
    path("briefings/new/", new_briefing, name="briefing_new"),
    path("briefings/<uuid:public_id>/", briefing, name="briefing"),
    path("briefings/<uuid:public_id>/decide/", decide_briefing, name="briefing_decide"),
    path("briefings/<uuid:public_id>/take-back/", take_back_briefing, name="briefing_take_back"),
    path("briefings/<uuid:public_id>/briefing.pdf", briefing_pdf, name="briefing_pdf"),
]
