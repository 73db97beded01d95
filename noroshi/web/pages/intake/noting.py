"""Quick entry at a desk: who called or faxed and when, then what they said; everything else is filled in the draft."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import own_person
from noroshi.drafting.fields import DERIVED
from noroshi.intake.actions import Noted, note_call
from noroshi.intake.actions.note_call import BY_HAND
from noroshi.intake.reading import scheme_here
from noroshi.reports.prefilled import first_report
from noroshi.schemes.forms import FormField
from noroshi.schemes.words import OptionSet
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Channel, FieldType, FormKind
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sector_choices, sentence

FIRST: Final = ("operator_name", "sector", "detected_at", "summary", "system_status", "importance")
LONG: Final = frozenset({FieldType.TEXT})


class NoteForm(forms.Form):
    """Channel, time and caller; the form's own items are added by name."""

    claimed = forms.CharField(
        label=gettext_lazy("Who called or sent it"),
        max_length=254,
        help_text=gettext_lazy("Name, organization and how to call back, as they said it."),
    )
    arrived_at = forms.DateTimeField(
        label=gettext_lazy("Received at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *given: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*given, **more)
        form = scheme_here().form(FormKind.REPORT)
        known = {field.id: field for field in (form.fields if form else ())}
        filled = first_report(viewer)
        self.first = [known[name] for name in FIRST if name in known]
        starred = [one for one in known.values() if one.required and one.id not in DERIVED]
        self.starred = [one for one in starred if one not in self.first]
        for field in (*self.first, *self.starred):
            self.fields[field.id] = _control(field, filled.get(field.id, ""))
        self.fields["arrived_at"].initial = timezone.localtime().replace(second=0, microsecond=0)

    @property
    def said(self) -> dict[str, Any]:
        return {field.id: self.cleaned_data.get(field.id) or "" for field in (*self.first, *self.starred)}

    def first_fields(self) -> list[forms.BoundField]:
        return [self[field.id] for field in self.first]

    def starred_fields(self) -> list[forms.BoundField]:
        return [self[field.id] for field in self.starred]


@dataclass(frozen=True, slots=True)
class NotePage:
    crumbs: tuple[Crumb, ...]
    channels: tuple[Choice, ...]
    colors: tuple[Choice, ...]
    receiver: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def note_page(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = NoteForm(request.POST or None, viewer=viewer)
    channel = request.POST.get("channel", Channel.TELEPHONE.value)
    if request.method == "POST" and form.is_valid():
        noted = Noted(
            channel=Channel.of(channel) if channel in set(Channel) else Channel.PORTAL,
            claimed=form.cleaned_data["claimed"],
            typed=form.said,
            arrived_at=form.cleaned_data["arrived_at"],
            tlp=_color(request.POST.get("tlp", "")),
        )
        done = tried(request, form, lambda: note_call(viewer, noted))
        if done and done.draft:
            messages.success(request, _("Noted. Go on in the draft; nothing has been sent."))
            return HttpResponseRedirect(reverse("draft", args=[done.draft]))
    lang = language()
    page = NotePage(
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(_("Note a call or a fax"), "")),
        channels=tuple(
            Choice(one.value, sentence(one.label(lang)), is_chosen=one.value == channel)
            for one in Channel
            if one in BY_HAND
        ),
        colors=tuple(
            Choice(option.id, option.label(lang), is_chosen=option.id == request.POST.get("tlp"))
            for option in _colors().options
        ),
        receiver=own_person(viewer.seat).name(lang),
    )
    return render(request, "intake/note.html", {"page": page, "form": form}, status=status_of(request, form))


def _control(field: FormField, filled: Any) -> forms.Field:
    more: dict[str, Any] = {
        "label": sentence(f"{field.mark} {field.label(language())}".strip()),
        "required": False,
        "initial": filled,
        "help_text": field.help_en if language() == "en" else field.help_ja,
    }
    if field.type is FieldType.SECTOR:
        return forms.ChoiceField(choices=[("", _("Not chosen")), *sector_choices()], **more)
    options = scheme_here().option_set(field.options) if field.options else None
    if options:
        named = [(one.id, sentence(one.label(language()))) for one in options.options]
        return forms.ChoiceField(choices=[("", _("Not chosen")), *named], **more)
    widget = forms.Textarea(attrs={"rows": 4}) if field.type in LONG else forms.TextInput()
    return forms.CharField(widget=widget, strip=True, **more)


def _colors() -> OptionSet:
    found = scheme_here().option_set("sharing_scope")
    if found is None:
        raise LookupError("sharing_scope")
    return found


def _color(given: str) -> str:
    return given if _colors().option(given) else ""


urlpatterns = [path("arrivals/new/", note_page, name="note_arrival")]
