"""Without an account: something is told, its receipt shown once, and followed with number and secret. Works without scripts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.audiences.viewer import ReceiptHolder
from noroshi.directory.signin.address import client_address
from noroshi.intake.actions import File, Telling, add_from_outside, tell_from_outside
from noroshi.intake.outside.desks import desk_for_outside, desks_for_outside
from noroshi.intake.outside.letters import Followed, ReceiptUnknown, followed
from noroshi.intake.outside.receipts import Receipt, holder_of
from noroshi.intake.outside.telling import LONGEST, ONE_LINE, QUESTIONS, ToldOutsideUnfit, looks_unfit
from noroshi.intake.outside.tickets import new_ticket, still_fits
from noroshi.vocabulary import ReceiptState
from noroshi.vocabulary.errors import TooMany
from noroshi.web.components import Choice, FileLine
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence

IN_SESSION: Final = "receipt"
KEPT_SECONDS: Final = 30 * 60
"""How long a browser follows a receipt before it is asked for again."""
MOST_FILES: Final = 5
ROWS: Final = {"what": 7, "indicators": 4}
HELP: Final = {
    "what": gettext_lazy(
        "In your own words: what you noticed, and what happened then. Guesses are welcome; say that they are guesses."
    ),
    "when": gettext_lazy("As well as you know it: 21 November, about 9 in the morning."),
    "systems": gettext_lazy("Kind, product and version. No names of people, no names of customers."),
    "measures": gettext_lazy("What you have done about it, and whom you have told."),
    "indicators": gettext_lazy("One a line. They may be written with [.] or hxxp."),
}


class ManyFiles(forms.FileInput):
    """Several at once; without scripts as well."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """No more than a few of them, each read by the room."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)s files at once.") % {"most": MOST_FILES})
        return [one for one in given if one]


class TellForm(forms.Form):
    """The five questions; their words stand where the room keeps them."""

    file = FilesField(label=gettext_lazy("Files"), required=False)
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("I have looked at it again; send it as it stands"), required=False
    )
    homepage = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, most in LONGEST.items():
            self.fields[name] = _question(name, most)
        self.fields["file"].help_text = _("Screenshots or logs, up to %(most)s MB together. Never malware itself.") % {
            "most": _megabytes()
        }

    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in LONGEST]

    @property
    def given(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in LONGEST}


class FollowForm(forms.Form):
    """Both at once: a number alone asks nothing."""

    number = forms.CharField(label=gettext_lazy("Receipt number"), max_length=40)
    secret = forms.CharField(label=gettext_lazy("Secret"), max_length=80)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class AddForm(forms.Form):
    """Words, files, or both."""

    text = forms.CharField(
        label=gettext_lazy("What you want to add or answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=True,
    )
    file = FilesField(label=gettext_lazy("Files"), required=False)


@dataclass(frozen=True, slots=True)
class TellPage:
    desks: tuple[Choice, ...]
    desk: str
    unfit: tuple[str, ...]
    asks_again: bool


@dataclass(frozen=True, slots=True)
class SaidShown:
    """One line of the talk."""

    by_desk: bool
    who: str
    text: str
    said: tuple[tuple[str, str], ...]
    state: str
    at: object


@dataclass(frozen=True, slots=True)
class FollowedPage:
    number: str
    desk: str
    state: str
    sign: str
    meaning: str
    lines: tuple[SaidShown, ...]
    files: tuple[FileLine, ...]
    stops: tuple[tuple[str, str], ...]


MEANINGS: Final = {
    ReceiptState.RECEIVED: gettext_lazy("It is here. Nobody has begun with it yet."),
    ReceiptState.LOOKED_AT: gettext_lazy("Somebody at the desk is looking at it. A question to you would stand below."),
    ReceiptState.PASSED_ON: gettext_lazy("What is of use to others has gone on to them, without anything about you."),
    ReceiptState.CLOSED: gettext_lazy("The desk has finished with it. You may still add something."),
}
SIGNS: Final = {
    ReceiptState.RECEIVED: "new",
    ReceiptState.LOOKED_AT: "half",
    ReceiptState.PASSED_ON: "done",
    ReceiptState.CLOSED: "ended",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_report(request: HttpRequest) -> HttpResponse:
    desk_for_outside()
    form = TellForm(request.POST or None, request.FILES or None, initial={"ticket": new_ticket()})
    if request.method == "POST" and form.is_valid():
        receipt = _told(request, form)
        if receipt:
            return _receipt_page(request, receipt)
    _renew_ticket(form)
    status = status_of(request, form)
    return render(request, "public/report.html", {"page": _tell_page(request, form), "form": form}, status=status)


def _told(request: HttpRequest, form: TellForm) -> Receipt | None:
    cleaned = form.cleaned_data
    telling = Telling(
        ticket=cleaned["ticket"],
        given=form.given,
        desk=request.POST.get("desk", ""),
        trap=cleaned["homepage"],
        is_confirmed=cleaned["is_confirmed"],
        files=_files(cleaned["file"]),
    )
    return _kept_as_typed(request, form, lambda: tell_from_outside(telling, address=client_address(request.META)))


def _receipt_page(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Shown once; the same browser may go on at once."""
    _follow(request, receipt.holder)
    return render(request, "public/receipt.html", {"receipt": receipt}, status=201)


def _renew_ticket(form: TellForm) -> None:
    """One that is still young is kept, so that waiting for it was not in vain."""
    if form.is_bound and not still_fits(str(form.data.get("ticket", ""))):
        data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["ticket"] = new_ticket()
        form.data = data


def _tell_page(request: HttpRequest, form: TellForm) -> TellPage:
    lang, found = language(), desks_for_outside()
    wanted = request.POST.get("desk", "") or found[0].handle
    desks = tuple(
        Choice(
            desk.handle,
            desk.organization.name(lang),
            desk.name(lang),
            is_chosen=desk.handle == wanted,
        )
        for desk in found
    )
    asks_again = isinstance(getattr(request, "refusal", None), ToldOutsideUnfit)
    unfit = looks_unfit(form.given) if asks_again else ()
    return TellPage(
        desks=desks if len(desks) > 1 else (),
        desk=f"{desks[0].name} {desks[0].words}",
        unfit=tuple(f"{one.kind.label(lang)} ({one.shown})" for one in unfit),
        asks_again=asks_again,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_follow(request: HttpRequest) -> HttpResponse:
    """Whatever was typed, the answer is the same until both fit together."""
    desk_for_outside()
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        holder = holder_of(form.cleaned_data["number"], form.cleaned_data["secret"])
        try:
            followed(holder)
        except ReceiptUnknown as refusal:
            form.add_error(None, refusal.message(language()))
        else:
            _follow(request, holder)
            return HttpResponseRedirect(reverse("public_followed"))
    return render(request, "public/follow.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_followed(request: HttpRequest) -> HttpResponse:
    holder = _holder(request)
    if holder is None:
        return HttpResponseRedirect(reverse("public_follow"))
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, form, holder):
        return HttpResponseRedirect(f"{reverse('public_followed')}?added=1#talk")
    try:
        found = followed(holder)
    except ReceiptUnknown:
        return HttpResponseRedirect(reverse("public_follow"))
    page = {"page": _followed_page(found), "form": form, "is_added": "added" in request.GET}
    return render(request, "public/followed.html", page, status=status_of(request, form))


@require_POST
def public_leave(request: HttpRequest) -> HttpResponse:
    request.session.pop(IN_SESSION, None)
    return HttpResponseRedirect(reverse("public_follow"))


def _added(request: HttpRequest, form: AddForm, holder: ReceiptHolder) -> bool:
    cleaned = form.cleaned_data

    def deed() -> bool:
        add_from_outside(
            holder, text=cleaned["text"], files=_files(cleaned["file"]), address=client_address(request.META)
        )
        return True

    return bool(_kept_as_typed(request, form, deed))


def _kept_as_typed[Answer](request: HttpRequest, form: forms.Form, deed: Callable[[], Answer]) -> Answer | None:
    """Who writes too often may try again later, and has not written in vain."""
    try:
        return tried(request, form, deed)
    except TooMany as refusal:
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold writes it down
        form.add_error(None, refusal.message(language()))
        return None


def _follow(request: HttpRequest, holder: ReceiptHolder) -> None:
    request.session.cycle_key()
    request.session[IN_SESSION] = [holder.mark.hex(), _now()]


def _holder(request: HttpRequest) -> ReceiptHolder | None:
    mark, since = request.session.get(IN_SESSION, ("", 0))
    if not mark or _now() - int(since) > KEPT_SECONDS:
        request.session.pop(IN_SESSION, None)
        return None
    return ReceiptHolder(bytes.fromhex(mark))


def _followed_page(found: Followed) -> FollowedPage:
    lang = language()
    return FollowedPage(
        number=found.number,
        desk=found.desk(lang),
        state=sentence(found.stands.label(lang)),
        sign=SIGNS[found.stands],
        meaning=str(MEANINGS[found.stands]),
        lines=tuple(said_shown(line, found.desk(lang), _("You")) for line in found.lines),
        files=tuple(FileLine(one.name, one.size, "", "") for one in found.files),
        stops=tuple((sentence(one.label(lang)), "now" if one is found.stands else "") for one in ReceiptState),
    )


def said_shown(line: Any, desk: str, other: str) -> SaidShown:
    lang = language()
    said: Mapping[str, str] = dict(line.said)
    return SaidShown(
        by_desk=line.by_desk,
        who=desk if line.by_desk else other,
        text=line.text,
        said=tuple((QUESTIONS[name].label(lang), said[name]) for name in QUESTIONS if name in said),
        state=sentence(line.stands.label(lang)) if line.stands else "",
        at=line.at,
    )


def _megabytes() -> int:
    return int(settings.PUBLIC_INTAKE_FILE_MB)


def _now() -> int:
    return int(timezone.now().timestamp())


def _files(given: list[Any]) -> list[File]:
    return [File(str(one.name), one.chunks()) for one in given]


def _question(name: str, most: int) -> forms.Field:
    words = QUESTIONS[name].label(language())
    widget = forms.TextInput() if name in ONE_LINE else forms.Textarea(attrs={"rows": ROWS.get(name, 3)})
    return forms.CharField(
        label=words, required=name == "what", widget=widget, help_text=str(HELP[name]), strip=True, max_length=most
    )


urlpatterns = [
    path("public/report/", public_report, name="public_report"),
    path("public/report/follow/", public_follow, name="public_follow"),
    path("public/report/followed/", public_followed, name="public_followed"),
    path("public/report/leave/", public_leave, name="public_leave"),
]
