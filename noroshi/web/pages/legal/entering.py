"""What is read and accepted before anything else, and what one has accepted before."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.legal.actions import accept_pledges
from noroshi.legal.pledges import PledgeShown, binding, outstanding, pledge, reaches
from noroshi.threshold.acting import seat_of
from noroshi.threshold.pledged import forget
from noroshi.vocabulary.errors import Malformed
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.places import Place, places, to
from noroshi.web.pages.directory.words import language, sentence


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """In the reader's language; what was not written in it stands as it was written."""

    pledge: PledgeShown

    @property
    def title(self) -> str:
        return _either(self.pledge.title_ja, self.pledge.title_en)

    @property
    def text(self) -> str:
        return _either(self.pledge.text_ja, self.pledge.text_en)

    @property
    def penalty(self) -> str:
        return _either(self.pledge.penalty_ja, self.pledge.penalty_en)

    @property
    def kind(self) -> str:
        return sentence(self.pledge.kind.label(language()))

    @property
    def reach(self) -> str:
        return sentence(self.pledge.reach.label(language()))

    @property
    def tick(self) -> tuple[Choice, ...]:
        return (Choice(str(self.pledge.public_id), _("I have read this and accept it.")),)

    @property
    def issuer(self) -> str:
        return self.pledge.organization.name(language())


@dataclass(frozen=True, slots=True)
class EntryPage:
    waiting: tuple[PledgeLine, ...]
    accepted: tuple[PledgeLine, ...]
    next: str
    places: tuple[Place, ...]
    may_write: bool
    is_administrator: bool


@dataclass(frozen=True, slots=True)
class OnePage:
    line: PledgeLine
    crumbs: tuple[Crumb, ...]


@require_safe
@login_required
def pledges(request: HttpRequest) -> HttpResponse:
    """Before entry alone, on a page of its own; later among the rules of the directory."""
    seat = seat_of(request)
    request.place = reverse("directory")  # type: ignore[attr-defined]  # the tab that it belongs to
    waiting = tuple(map(PledgeLine, outstanding(seat)))
    page = EntryPage(
        waiting=waiting,
        accepted=() if waiting else tuple(PledgeLine(one) for one in binding(seat)),
        next=_next(request),
        places=places(seat, "pledges"),
        may_write=bool(reaches(seat)),
        is_administrator=seat.is_administrator,
    )
    return render(request, "legal/entry.html" if waiting else "legal/accepted.html", {"page": page})


@require_safe
@login_required
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    line = PledgeLine(pledge(seat_of(request), public_id))
    page = OnePage(line, (*to("pledges", _("Pledges and rules at entry")), Crumb(line.title, "")))
    return render(request, "legal/pledge.html", {"page": page})


@require_POST
@login_required
def accept(request: HttpRequest) -> HttpResponse:
    """All of them, each ticked; what is not ticked is asked again."""
    try:
        given = [UUID(one) for one in request.POST.getlist("pledge")]
    except ValueError:
        raise Malformed from None
    if not given:
        messages.error(request, _("Tick each text that you accept."))
        return HttpResponseRedirect(reverse("pledges"))
    accept_pledges(seat_of(request), given)
    forget(request)
    messages.success(request, _("Accepted. It stays written down with its day and version."))
    return HttpResponseRedirect(_next(request) or reverse("home"))


def _next(request: HttpRequest) -> str:
    """Only to ourselves."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _either(ja: str, en: str) -> str:
    return en or ja if language() == "en" else ja


urlpatterns = [
    path("pledges/", pledges, name="pledges"),
    path("pledges/accept/", accept, name="accept_pledges"),
    path("pledges/<uuid:public_id>/", one, name="pledge"),
]
