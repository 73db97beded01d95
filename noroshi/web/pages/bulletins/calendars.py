"""Dates of updates: what comes next, by which rule, when the desk is reminded, and the address for calendar programs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.bulletins.actions.addresses import make_address, revoke_address
from noroshi.bulletins.actions.calendars import CalendarWish, amend_calendar, begin_calendar, end_calendar
from noroshi.bulletins.days import Rule
from noroshi.bulletins.queries import CalendarShown, DateShown, calendar_shown, calendars_of, dates_of, has_address
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import DateRule
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import Lines, status_of, tried
from noroshi.web.pages.directory.words import language

TEMPLATES: Final[dict[str, dict[str, Any]]] = {
    "second_tuesday": {"rule": "monthly", "nth": "2", "weekday": "1", "shift": True},
    "quarter": {"rule": "quarterly", "nth": "3", "weekday": "1", "start": "2026-01-01", "shift": True},
    "two_weeks": {"rule": "weeks", "weeks": 2},
    "single": {"rule": "dates"},
}
"""The usual rhythms of publishers; each field can be changed."""
WEEKDAYS: Final = [
    ("", "—"),
    ("0", gettext_lazy("Monday")),
    ("1", gettext_lazy("Tuesday")),
    ("2", gettext_lazy("Wednesday")),
    ("3", gettext_lazy("Thursday")),
    ("4", gettext_lazy("Friday")),
    ("5", gettext_lazy("Saturday")),
    ("6", gettext_lazy("Sunday")),
]
NTH: Final = [
    ("", "—"),
    ("1", gettext_lazy("first")),
    ("2", gettext_lazy("second")),
    ("3", gettext_lazy("third")),
    ("4", gettext_lazy("fourth")),
    ("5", gettext_lazy("fifth")),
    ("-1", gettext_lazy("last")),
]


class Days(Lines):
    """One day a line."""

    def to_python(self, value: Any) -> Any:
        try:
            return [date.fromisoformat(line) for line in super().to_python(value)]
        except ValueError:
            raise forms.ValidationError(gettext_lazy("Write days like 2027-01-31, one a line.")) from None


class CalendarForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    rule = forms.ChoiceField(label=gettext_lazy("How the dates come about"))
    nth = forms.TypedChoiceField(
        label=gettext_lazy("Which in the month"), choices=NTH, required=False, coerce=int, empty_value=None
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"), choices=WEEKDAYS, required=False, coerce=int, empty_value=None
    )
    weeks = forms.IntegerField(label=gettext_lazy("Weeks between"), required=False, min_value=1, max_value=52)
    start = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("For weeks, the first date; once a quarter, any day of the first month."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    dates = Days(
        label=gettext_lazy("Single days"),
        required=False,
        help_text=gettext_lazy("One a line, like 2027-01-31. Empty as long as the next is not known."),
    )
    shift = forms.BooleanField(
        label=gettext_lazy("A day later here"),
        required=False,
        help_text=gettext_lazy("For dates of the Americas, which are the next day in Japan."),
    )
    remind_days = forms.IntegerField(
        label=gettext_lazy("Remind the desk, days before"),
        required=False,
        min_value=0,
        max_value=30,
        help_text=gettext_lazy("Empty: no reminder."),
    )
    link = forms.CharField(label=gettext_lazy("Page of the publisher"), max_length=500, required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(rule.value, rule.label(language())) for rule in DateRule]  # type: ignore[attr-defined]  # of a ChoiceField

    def wish(self) -> CalendarWish:
        said = self.cleaned_data
        rule = Rule(
            DateRule.of(said["rule"]),
            said["nth"],
            said["weekday"],
            said["weeks"],
            said["start"],
            tuple(said["dates"]),
            int(said["shift"]),
        )
        return CalendarWish(said["name"], rule, said["note"], said["link"], said["remind_days"])


@dataclass(frozen=True, slots=True)
class CalendarLine:
    one: CalendarShown
    rule: str


@dataclass(frozen=True, slots=True)
class CalendarsPage:
    """`address` only in the answer that made it."""

    crumbs: tuple[Crumb, ...]
    dates: tuple[DateShown, ...] = ()
    lines: tuple[CalendarLine, ...] = ()
    has_address: bool = False
    address: str = ""
    of: UUID | None = None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendars(request: HttpRequest) -> HttpResponse:
    """A POST makes the address for calendar programs; the one before ends."""
    viewer = viewer_of(request)
    secret = make_address(viewer) if request.method == "POST" else ""
    page = CalendarsPage(
        crumbs=(Crumb(_("Intelligence"), reverse("intel")), Crumb(_("Dates of updates"), "")),
        dates=tuple(dates_of(viewer)[:20]),
        lines=tuple(CalendarLine(one, _rhythm(one.rule)) for one in calendars_of(viewer)),
        has_address=has_address(viewer),
        address=request.build_absolute_uri(reverse("calendar_program", args=[secret])) if secret else "",
    )
    return render(request, "bulletins/calendars.html", {"page": page})


@require_POST
@login_required
def revoke_calendar_address(request: HttpRequest) -> HttpResponse:
    revoke_address(viewer_of(request))
    messages.success(request, _("The address is revoked. Calendar programs find nothing any more."))
    return HttpResponseRedirect(reverse("calendars"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_calendar(request: HttpRequest) -> HttpResponse:
    usual = TEMPLATES.get(request.GET.get("like", ""), TEMPLATES["second_tuesday"])
    viewer, form = viewer_of(request), CalendarForm(request.POST or None, initial=usual)
    return _form(
        request,
        form,
        lambda: begin_calendar(viewer, form.wish()).public_id,
        CalendarsPage(_crumbs(_("A new calendar"))),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = calendar_shown(viewer, public_id)
    form = CalendarForm(request.POST or None, initial=_said(one))
    page = CalendarsPage(_crumbs(one.name), of=public_id)
    return _form(request, form, lambda: amend_calendar(viewer, public_id, form.wish()).public_id, page)


@require_POST
@login_required
def stop_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_calendar(viewer_of(request), public_id)
    messages.success(request, _("The calendar has ended."))
    return HttpResponseRedirect(reverse("calendars"))


def _rhythm(rule: Rule) -> str:
    """The kind of rule and, where it is one of weekdays, which; of weeks, how many, and on which day."""
    if rule.weeks and rule.start:
        words = _("every week") if rule.weeks == 1 else _("every %(n)s weeks") % {"n": rule.weeks}
        return f"{words} · {dict(WEEKDAYS)[str(rule.start.weekday())]}"
    words = rule.kind.label(language())
    if rule.nth is None or rule.weekday is None:
        return words
    which = (str(dict(NTH)[str(rule.nth)]), str(dict(WEEKDAYS)[str(rule.weekday)]))
    return f"{words} · {(' ' if language() == 'en' else '').join(which)}"


def _said(one: CalendarShown) -> dict[str, Any]:
    rule = one.rule
    return {
        **{name: getattr(one, name) for name in ("name", "note", "link", "remind_days")},
        **{name: getattr(rule, name) for name in ("nth", "weekday", "weeks", "start")},
        "rule": rule.kind.value,
        "dates": [day.isoformat() for day in rule.dates],
        "shift": bool(rule.shift),
    }


def _form(request: HttpRequest, form: CalendarForm, deed: Callable[[], UUID], page: CalendarsPage) -> HttpResponse:
    if form.is_bound and form.is_valid() and tried(request, form, deed) is not None:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("calendars"))
    status = status_of(request, form)
    return render(request, "bulletins/calendar_form.html", {"page": page, "form": form}, status=status)


def _crumbs(here: str) -> tuple[Crumb, ...]:
    return Crumb(_("Dates of updates"), reverse("calendars")), Crumb(here, "")


urlpatterns = [
    path("calendars/", calendars, name="calendars"),
    path("calendars/new/", new_calendar, name="calendar_new"),
    path("calendars/address/revoke/", revoke_calendar_address, name="calendar_address_revoke"),
    path("calendars/<uuid:public_id>/", change_calendar, name="calendar"),
    path("calendars/<uuid:public_id>/end/", stop_calendar, name="calendar_end"),
]
