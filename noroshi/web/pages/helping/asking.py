"""Asking for help: whom, what, and how much of an own item they may see."""

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
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.helping.actions import Asked, ask_help
from noroshi.helping.queries import helpers
from noroshi.helping.showing import Showable, showable
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HelpField
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence


class HelpForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Whom you ask"))
    title = forms.CharField(label=gettext_lazy("In one line"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("What you need to know"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Say what you have tried. Write nothing here that they need not know."),
    )
    fields_ = forms.MultipleChoiceField(
        label=gettext_lazy("What it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    may_be_passed_on = forms.BooleanField(
        label=gettext_lazy("They may pass it on to another ISAC or hub"),
        required=False,
        help_text=gettext_lazy("Without your name. Otherwise they ask you first."),
    )

    def __init__(self, *args: object, viewer: Viewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as forms take them
        desks = [(str(desk.public_id), desk_name(desk)) for desk in helpers(viewer)]
        self.fields["to"].choices = [("", _("Choose one")), *desks] if len(desks) > 1 else desks  # type: ignore[attr-defined]  # a ChoiceField
        kinds = [(one.value, sentence(one.label(language()))) for one in HelpField]
        self.fields["fields_"].choices = kinds  # type: ignore[attr-defined]  # likewise


@dataclass(frozen=True, slots=True)
class AskHelpPage:
    crumbs: tuple[Crumb, ...]
    about: UUID | None
    shows: tuple[Choice, ...]
    has_helpers: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_help(request: HttpRequest) -> HttpResponse:
    """`from` names an own item of which fields may be shown."""
    viewer = viewer_of(request)
    about = _id(request.POST.get("from", "") or request.GET.get("from", ""))
    fields = showable(viewer, about) if about else []
    form = HelpForm(request.POST if request.method == "POST" else None, viewer=viewer)
    chosen = request.POST.getlist("shows")
    if request.method == "POST" and form.is_valid():
        asked = _asked(form, about, chosen)
        made = tried(request, form, lambda: ask_help(viewer, UUID(form.cleaned_data["to"]), asked))
        if made is not None:
            messages.success(request, _("Asked. You are told when somebody takes it."))
            return HttpResponseRedirect(reverse("help_request", args=[made.public_id]))
    page = AskHelpPage(
        (Crumb(_("Technical help"), reverse("help_requests")), Crumb(_("Ask for help"), "")),
        about,
        tuple(_choice(one, chosen) for one in fields),
        bool(helpers(viewer)),
    )
    return render(request, "helping/ask.html", {"page": page, "form": form}, status=status_of(request, form))


def _asked(form: HelpForm, about: UUID | None, shows: list[str]) -> Asked:
    given = form.cleaned_data
    return Asked(
        given["title"],
        given["text"],
        [HelpField.of(one) for one in given["fields_"]],
        about,
        shows,
        given["may_be_passed_on"],
    )


def _choice(one: Showable, chosen: list[str]) -> Choice:
    name = one.en if language() == "en" else one.ja
    return Choice(one.id, sentence(name), one.text[:200], is_chosen=one.id in chosen)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


urlpatterns = [path("help/new/", new_help, name="new_help")]
