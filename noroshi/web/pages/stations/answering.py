"""Answering an advisory: read, and whether it has come here. The answer may be changed; the newest counts."""

import json
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

from noroshi.advisories.actions import acknowledge
from noroshi.advisories.errors import NotAnAdvisory, OwnAdvisory
from noroshi.advisories.queries import Answer, answers
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ActionTaken, SightingAnswer, Usefulness, Word
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.stations.relaying import crumbs


class AnswerForm(forms.Form):
    """Without a sighting it says only that it was read."""

    sighting = forms.ChoiceField(required=False, choices=[("", ""), *SightingAnswer.choices("en")])
    action = forms.ChoiceField(required=False, choices=[("", ""), *ActionTaken.choices("en")])
    usefulness = forms.ChoiceField(required=False, choices=[("", ""), *Usefulness.choices("en")])
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Read by who passed it to you and by the center; by no other recipient."),
    )


@dataclass(frozen=True, slots=True)
class AnswerPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    choices: tuple[Choice, ...]
    before: Answer | None
    actions: tuple[Choice, ...] = ()
    usefulness: tuple[Choice, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page asks; the dock of the item and the home post here at once."""
    viewer = viewer_of(request)
    before = own_answer(viewer, public_id)
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None, initial={"note": before.note if before else ""})
    if posted and form.is_valid():
        done = _answered(request, viewer, public_id, form, before)
        if done is not None:
            return done
    return render(
        request,
        "stations/answer.html",
        {"page": _page(viewer, public_id, before), "form": form},
        status=status_of(request, form),
    )


def own_answer(viewer: Viewer, public_id: UUID) -> Answer | None:
    return next((one for one in answers(viewer, public_id) if one.is_own), None)


def answer_choices(before: Answer | None) -> tuple[Choice, ...]:
    """Nothing is chosen before somebody has said something."""
    words = {
        SightingAnswer.SEEN: _("Traces were found here"),
        SightingAnswer.NOT_SEEN: _("We looked and found nothing"),
        SightingAnswer.UNKNOWN: _("Still looking, or not clear whether it concerns us"),
    }
    given = before.sighting if before else None
    lang = language()
    asked = [Choice(each.value, sentence(each.label(lang)), words[each], is_chosen=each is given) for each in words]
    only_read = _("Read; the answer follows")
    return (*asked, Choice("", _("Only acknowledge"), only_read, is_chosen=before is not None and given is None))


def _answered(
    request: HttpRequest, viewer: Viewer, public_id: UUID, form: AnswerForm, before: Answer | None
) -> HttpResponse | None:
    given = form.cleaned_data
    sighting = SightingAnswer.of(given["sighting"]) if given["sighting"] else None
    note = given["note"] if "note" in request.POST or before is None else before.note
    action, usefulness = _more(request, form, before)
    done = tried(
        request,
        form,
        lambda: acknowledge(viewer, public_id, sighting=sighting, note=note, action=action, usefulness=usefulness),
    )
    if done is None:
        return None
    words = _words(sighting, before)
    if request.headers.get("HX-Request"):
        return _for_htmx(request, public_id, words)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("item", args=[public_id]))


def _more(
    request: HttpRequest, form: AnswerForm, before: Answer | None
) -> tuple[ActionTaken | None, Usefulness | None]:
    """What the short form of the dock does not ask stays as it was said before."""
    given = form.cleaned_data
    action = ActionTaken.of(given["action"]) if given["action"] else None
    usefulness = Usefulness.of(given["usefulness"]) if given["usefulness"] else None
    if before is None or "asks_more" in request.POST:
        return action, usefulness
    return action or before.action, usefulness or before.usefulness


def _picks[Asked: Word](words: type[Asked], given: Asked | None) -> tuple[Choice, ...]:
    lang = language()
    asked = [Choice(each.value, sentence(each.label(lang)), is_chosen=each is given) for each in words]
    return (*asked, Choice("", _("Not said"), is_chosen=given is None))


def _for_htmx(request: HttpRequest, public_id: UUID, words: str) -> HttpResponse:
    """The open page stays and says so; one that asks to be led goes to the item."""
    if request.headers.get("HX-Target"):
        page = _page(viewer_of(request), public_id, own_answer(viewer_of(request), public_id))
        response = render(request, "stations/answer.html#asked", {"page": page, "form": AnswerForm()})
        response["HX-Trigger"] = json.dumps({"toast": {"words": words}})
        return response
    messages.success(request, words)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("item", args=[public_id])
    return response


def _words(sighting: SightingAnswer | None, before: Answer | None) -> str:
    said = sentence(sighting.label(language())) if sighting else _("Acknowledged")
    told = _("You changed your answer to: %(answer)s.") if before else _("You answered: %(answer)s.")
    return told % {"answer": said} + " " + _("You may change it at any time.")


def _page(viewer: Viewer, public_id: UUID, before: Answer | None) -> AnswerPage:
    reading = edition_readable_by(viewer, public_id, answer="page")
    if reading.kind != "advisory":
        raise NotAnAdvisory
    if reading.originator.pk == viewer.desk_id:
        raise OwnAdvisory
    line = line_shown(reading)
    return AnswerPage(
        line,
        crumbs(reading.kind, line, _("Answer")),
        answer_choices(before),
        before,
        actions=_picks(ActionTaken, before.action if before else None),
        usefulness=_picks(Usefulness, before.usefulness if before else None),
    )


urlpatterns = [path("items/<uuid:public_id>/acknowledge/", answer, name="acknowledge")]
