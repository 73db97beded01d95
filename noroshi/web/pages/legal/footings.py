"""How an item stands in law, beside it and on a page of its own; there its originator says so, and any holder can hold its disposal."""

from dataclasses import dataclass
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
from noroshi.editions.errors import OnlyTheOriginator
from noroshi.editions.queries import edition_readable_by
from noroshi.legal.actions import end_hold, hold, say_footing
from noroshi.legal.footing import CITED, FootingShown, footing
from noroshi.legal.retention import HoldShown, hold_on
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Consent, LegalGround, Treatment
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.lines import line_shown


class FootingForm(forms.Form):
    """Ground, consent and what was agreed on."""

    ground = forms.ChoiceField(choices=[(one.value, one.en) for one in LegalGround])
    consent = forms.ChoiceField(choices=[(one.value, one.en) for one in Consent])
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        help_text=gettext_lazy("For example when and by whom consent was given. Whoever holds the item reads it."),
    )


@dataclass(frozen=True, slots=True)
class FootingPage:
    """`treatment` and `ground` in the reader's words."""

    public_id: UUID
    footing: FootingShown
    hold: HoldShown | None

    @property
    def treatment(self) -> str:
        return sentence(self.footing.treatment.label(language())) if self.footing.treatment else ""

    @property
    def is_voluntary(self) -> bool:
        return self.footing.treatment is Treatment.VOLUNTARY

    @property
    def ground(self) -> str:
        return sentence(self.footing.ground.label(language()))

    @property
    def consent(self) -> str:
        return sentence(self.footing.consent.label(language()))

    @property
    def cited(self) -> str:
        return CITED


@dataclass(frozen=True, slots=True)
class SayingPage:
    law: FootingPage
    crumbs: tuple[Crumb, ...]
    grounds: tuple[Choice, ...]
    consents: tuple[Choice, ...]


@require_safe
@login_required
def beside(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Without a script it leads to the page of its own."""
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("item_law", args=[public_id]))
    return render(request, "legal/of_item.html", {"law": _law(viewer_of(request), public_id)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def law(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    known = _law(viewer, public_id)
    form = FootingForm(request.POST or None, initial={"note": known.footing.note})
    if request.method == "POST":
        if not known.footing.may_say:
            raise OnlyTheOriginator
        if form.is_valid():
            given = form.cleaned_data
            ground, consent = LegalGround.of(given["ground"]), Consent.of(given["consent"])
            if tried(
                request, form, lambda: say_footing(viewer, public_id, ground, consent=consent, note=given["note"])
            ):
                messages.success(request, _("Written down. Whoever holds the item sees it."))
                return HttpResponseRedirect(reverse("item_law", args=[public_id]))
    page = _saying(request, viewer, known)
    return render(request, "legal/law.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def hold_item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    hold(viewer_of(request), public_id, request.POST.get("reason", ""))
    messages.success(request, _("It is held. Nothing of its matter is disposed of until you let it go."))
    return HttpResponseRedirect(reverse("item_law", args=[public_id]))


@require_POST
@login_required
def let_go(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_hold(viewer_of(request), public_id)
    messages.success(request, _("The hold has ended. The rules for records count again."))
    return HttpResponseRedirect(reverse("item_law", args=[public_id]))


def _law(viewer: Viewer, public_id: UUID) -> FootingPage:
    return FootingPage(public_id, footing(viewer, public_id), hold_on(viewer, public_id))


def _saying(request: HttpRequest, viewer: Viewer, known: FootingPage) -> SayingPage:
    lang, line = language(), line_shown(edition_readable_by(viewer, known.public_id, answer="page"))
    ground = request.POST.get("ground", known.footing.ground.value)
    consent = request.POST.get("consent", known.footing.consent.value)
    return SayingPage(
        known,
        (Crumb(line.title, reverse("item", args=[known.public_id])), Crumb(_("In law"), "")),
        tuple(Choice(one.value, sentence(one.label(lang)), is_chosen=one.value == ground) for one in LegalGround),
        tuple(Choice(one.value, sentence(one.label(lang)), is_chosen=one.value == consent) for one in Consent),
    )


urlpatterns = [
    path("items/<uuid:public_id>/law/beside/", beside, name="item_law_beside"),
    path("items/<uuid:public_id>/law/", law, name="item_law"),
    path("items/<uuid:public_id>/law/hold/", hold_item, name="hold_item"),
    path("items/<uuid:public_id>/law/let-go/", let_go, name="end_hold"),
]
