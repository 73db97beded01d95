"""The number under which this desk keeps a matter in its own books, and how it weighs it: set here, told to nobody else."""

from dataclasses import dataclass
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
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.editions.tickets import set_ticket, weigh
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.lines import LineShown, line_shown


class TicketForm(forms.Form):
    """Empty takes it away."""

    number = forms.CharField(
        label=gettext_lazy("Own number"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("As your own ticket system has it. It holds for the whole matter, follow-ups included."),
    )
    importance = forms.ChoiceField(
        label=gettext_lazy("Own importance"),
        required=False,
        help_text=gettext_lazy("What the sender has said stays beside it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(value, sentence(label)) for value, label in Importance.choices(language())]
        self.fields["importance"].choices = [("", _("As the sender said")), *words]  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, slots=True)
class TicketPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ticket(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = lines_readable_by(viewer, [public_id]).get(public_id)
    if found is None:
        raise NotFound
    line = line_shown(found)
    form = TicketForm(request.POST) if request.method == "POST" else TicketForm(initial=_initial(found))
    if form.is_bound and form.is_valid() and tried(request, form, lambda: _kept(viewer, public_id, form.cleaned_data)):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("item", args=[public_id]))
    page = TicketPage(
        line,
        (Crumb(line.kind, reverse("items")), Crumb(line.title, line.url), Crumb(_("Own number and importance"), "")),
    )
    return render(request, "items/ticket.html", {"page": page, "form": form}, status=status_of(request, form))


def _initial(found: Line) -> dict[str, str]:
    return {"number": found.ticket, "importance": found.own_importance.value if found.own_importance else ""}


def _kept(viewer: Viewer, public_id: UUID, given: dict[str, str]) -> bool:
    """Both stand in one form; what it does not send stays."""
    importance = given["importance"]
    set_ticket(viewer, public_id, given["number"])
    weigh(viewer, public_id, Importance.of(importance) if importance else None)
    return True


urlpatterns = [path("items/<uuid:public_id>/ticket/", ticket, name="own_number")]
