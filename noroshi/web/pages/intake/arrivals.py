"""What arrived at the own desk: the list, one of them with what was not taken over, taken in or put away."""

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
from django.views.decorators.http import require_http_methods, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import own_desk
from noroshi.intake.actions import answer_outside, put_away, take_in
from noroshi.intake.addressing import address_of
from noroshi.intake.queries import ArrivalShown, arrival, arrivals, mail_of, talk_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ReceiptState, Tlp
from noroshi.web.components import Choice, Crumb, FileLine, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.files import file_lines
from noroshi.web.pages.intake.outside import SaidShown, said_shown
from noroshi.web.pages.intake.shown import ArrivalLine, arrival_line

MOST = 100


@dataclass(frozen=True, slots=True)
class ArrivalsPage:
    crumbs: tuple[Crumb, ...]
    waiting: tuple[ArrivalLine, ...]
    rows: tuple[ArrivalLine, ...]
    address: str
    scope: Scope | None


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    crumbs: tuple[Crumb, ...]
    one: ArrivalLine
    text: str
    files: tuple[str, ...]
    may_be_taken: bool
    talk: "TalkShown | None"
    scope: Scope


@dataclass(frozen=True, slots=True)
class TalkShown:
    """What a non-member and this desk have said to each other."""

    lines: tuple[SaidShown, ...]
    files: tuple[FileLine, ...]
    states: tuple[Choice, ...]


class AnswerForm(forms.Form):
    """Words, or only another state."""

    text = forms.CharField(
        label=gettext_lazy("To whoever holds the receipt"),
        help_text=gettext_lazy("A question, an answer, thanks. Nothing that others told you in confidence."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        strip=True,
    )


@require_safe
@login_required
def arrival_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = arrivals(viewer, limit=MOST)
    page = ArrivalsPage(
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(_("What arrived"), "")),
        waiting=tuple(arrival_line(one) for one in found if one.waits),
        rows=tuple(arrival_line(one) for one in found if not one.waits),
        address=address_of(own_desk(viewer.seat).handle),
        scope=_scope() if found else None,
    )
    return render(request, "intake/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def arrival_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    form = AnswerForm(request.POST if request.POST.get("deed") == "answer" else None)
    if request.method == "POST":
        done = _answered(request, public_id, form) if form.is_bound else _settled(request, public_id)
        if done is not None:
            return done
    one = arrival(viewer, public_id)
    mail = mail_of(viewer, public_id) if one.has_mail else None
    page = ArrivalPage(
        crumbs=(
            Crumb(_("Drafts"), reverse("drafts")),
            Crumb(_("What arrived"), reverse("arrivals")),
            Crumb(one.number, ""),
        ),
        one=arrival_line(one),
        text=mail.text if mail else "",
        files=tuple(file.name for file in mail.files) if mail else (),
        may_be_taken=one.waits and (one.has_mail or one.has_receipt),
        talk=_talk(viewer, public_id) if one.has_receipt else None,
        scope=_scope(),
    )
    return render(request, "intake/arrival.html", {"page": page, "form": form}, status=status_of(request, form))


def _answered(request: HttpRequest, public_id: UUID, form: AnswerForm) -> HttpResponse | None:
    viewer, word = viewer_of(request), request.POST.get("stands", "")
    stands = ReceiptState.of(word) if word in set(ReceiptState) else None
    text = form.cleaned_data["text"] if form.is_valid() else ""

    def deed() -> bool:
        answer_outside(viewer, public_id, text=text, stands=stands)
        return True

    if not tried(request, form, deed):
        return None
    messages.success(request, _("It stands there for whoever holds the receipt."))
    return HttpResponseRedirect(f"{reverse('arrival', args=[public_id])}#talk")


def _talk(viewer: Viewer, public_id: UUID) -> TalkShown:
    found, lang = talk_of(viewer, public_id), language()
    desk = own_desk(viewer.seat)
    return TalkShown(
        lines=tuple(said_shown(line, desk.name(lang), _("Non-member")) for line in found.lines),
        files=file_lines(found.files),
        states=tuple(
            Choice(one.value, sentence(one.label(lang)), is_chosen=one is found.stands) for one in ReceiptState
        ),
    )


def _settled(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    if request.POST.get("deed") == "put_away":
        put_away(viewer, public_id)
        messages.success(request, _("It was put away. It can still be taken in."))
        return HttpResponseRedirect(reverse("arrivals"))
    taken: ArrivalShown = take_in(viewer, public_id)
    messages.success(request, _("It became a draft in your name. Nothing has been sent."))
    return HttpResponseRedirect(reverse("draft", args=[taken.draft]))


def _scope() -> Scope:
    return Scope(_("What arrived is your desk’s alone, until somebody sends a draft made of it."), Tlp.RED)


urlpatterns = [
    path("arrivals/", arrival_list, name="arrivals"),
    path("arrivals/<uuid:public_id>/", arrival_page, name="arrival"),
]
