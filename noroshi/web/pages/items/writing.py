"""A notice: title, text, marking. One sees who may hold it before anything is sealed; nobody but the own desk holds it after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
from noroshi.editions.actions import EditionKind, Statement, seal_edition
from noroshi.editions.explaining import preview
from noroshi.editions.previews import told
from noroshi.editions.wishes import marking
from noroshi.sharing.marking import refuse_contradictions
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance, Tlp
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import LONGEST_TEXT, clean_line, clean_text
from noroshi.web.components import AudiencePreview, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.audience import audience_of
from noroshi.web.pages.items.ceilings import CeilingShown, ceiling_shown
from noroshi.web.pages.items.marking_asked import MarkingAsked, MarkingChoices, marking_choices

LONGEST_TITLE = 160


class NoticeForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"))
    body = forms.CharField(label=gettext_lazy("Message"), widget=forms.Textarea(attrs={"rows": 8}))
    importance = forms.ChoiceField(
        label=gettext_lazy("Importance"),
        required=False,
        help_text=gettext_lazy("How soon the reader should act, not how great the harm is."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(value, sentence(label)) for value, label in Importance.choices(language())]
        self.fields["importance"].choices = [("", _("Not given")), *levels]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_title(self) -> str:
        return _cleaned(lambda: clean_line(self.cleaned_data["title"], most=LONGEST_TITLE, required=True))

    def clean_body(self) -> str:
        return _cleaned(lambda: clean_text(self.cleaned_data["body"], most=LONGEST_TEXT, required=True))


@dataclass(frozen=True, slots=True)
class WritePage:
    crumbs: tuple[Crumb, ...]
    choices: MarkingChoices
    audience: AudiencePreview | None
    ceiling: CeilingShown | None
    refused: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write_notice(request: HttpRequest) -> HttpResponse:
    """`deed` says whether to show who or to seal; showing changes nothing and keeps what was typed."""
    viewer = viewer_of(request)
    is_seal = request.POST.get("deed") == "seal"
    asked = MarkingAsked.read(request.POST) if request.method == "POST" else MarkingAsked(Tlp.AMBER)
    form = NoticeForm(request.POST) if is_seal else NoticeForm(initial=_typed(request.POST))
    if is_seal and form.is_valid():
        sealed = tried(request, form, lambda: seal_edition(viewer, _statement(viewer, form.cleaned_data, asked)))
        if sealed is not None:
            messages.success(request, _("Sealed. Your desk alone holds it until you pass it on."))
            return HttpResponseRedirect(reverse("item", args=[sealed.public_id]))
    page = _page(viewer, asked)
    template = "items/write.html#preview" if request.headers.get("HX-Request") else "items/write.html"
    return render(request, template, {"page": page, "form": form}, status=status_of(request, form))


def _page(viewer: Viewer, asked: MarkingAsked) -> WritePage:
    audience: AudiencePreview | None = None
    ceiling: CeilingShown | None = None
    refused = ""
    try:
        wanted = marking(viewer, asked.wish(), EditionKind.NOTICE.value)
        refuse_contradictions(wanted)
        reach = told(viewer, preview(wanted))
        audience, ceiling = audience_of(asked.tlp, reach), ceiling_shown(reach)
    except Refusal as refusal:
        refused = refusal.message(language())
    return WritePage(
        crumbs=(Crumb(_("Shared items"), reverse("items")), Crumb(_("Write a notice"), "")),
        choices=marking_choices(viewer.seat, asked),
        audience=audience,
        ceiling=ceiling,
        refused=refused,
    )


def _statement(viewer: Viewer, given: Mapping[str, str], asked: MarkingAsked) -> Statement:
    return Statement(
        kind=EditionKind.NOTICE,
        content={"title": given["title"], "body": given["body"]},
        marking=marking(viewer, asked.wish(), EditionKind.NOTICE.value),
        importance=given["importance"],
    )


def _typed(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given.get(name, "") for name in ("title", "body", "importance")}


def _cleaned(clean: Any) -> str:
    try:
        return str(clean())
    except Refusal as refusal:
        raise forms.ValidationError(refusal.message(language())) from None


urlpatterns = [path("notices/new/", write_notice, name="write_notice")]
