"""The next edition without some paragraphs, in one step: chosen here, written in the draft that opens."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.advisories.redacting import Paragraphs, begin_without, paragraphs
from noroshi.drafting.portions import Block
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.passing import crumbs


@dataclass(frozen=True, slots=True)
class FieldWritten:
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RedactPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    fields: tuple[FieldWritten, ...]
    taken: tuple[str, ...]


class RedactForm(forms.Form):
    """What is chosen are digests of paragraphs; none of them is a field by itself."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def redact(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For the desk whose edition it is; to everybody else there is no such page."""
    viewer = viewer_of(request)
    found = paragraphs(viewer, public_id)
    form, taken = RedactForm(request.POST if request.method == "POST" else None), request.POST.getlist("out")
    if form.is_bound and form.is_valid():
        draft = tried(request, form, lambda: begin_without(viewer, public_id, taken))
        if draft is not None:
            return HttpResponseRedirect(reverse("draft", args=[draft.public_id]))
    line = line_shown(edition_readable_by(viewer, public_id, answer="page"))
    page = RedactPage(line, crumbs(line, _("Leave paragraphs out")), tuple(map(_field, found)), tuple(taken))
    return render(request, "items/redact.html", {"page": page, "form": form}, status=status_of(request, form))


def _field(one: Paragraphs) -> FieldWritten:
    return FieldWritten(f"{one.field.mark} {sentence(one.field.label(language()))}".strip(), one.blocks)


urlpatterns = [path("items/<uuid:public_id>/redact/", redact, name="redact")]
