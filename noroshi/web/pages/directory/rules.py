"""Handling rules: those that one is asked to keep, and those that one's own organization writes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.directory import queries
from noroshi.directory.actions.rules import edit_handling_rule, withdraw_handling_rule, write_handling_rule
from noroshi.directory.seated import Seated
from noroshi.directory.shown import HandlingRuleShown
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import Role
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import Day, EditForm, status_of, tried
from noroshi.web.pages.directory.places import Place, places, to

LONG, SHORT = forms.Textarea(attrs={"rows": 10}), forms.Textarea(attrs={"rows": 3})


class RuleForm(forms.Form):
    title_ja = forms.CharField(label=gettext_lazy("Title"))
    title_en = forms.CharField(label=gettext_lazy("Title in English"), required=False)
    text_ja = forms.CharField(label=gettext_lazy("Text"), widget=LONG)
    text_en = forms.CharField(label=gettext_lazy("Text in English"), required=False, widget=LONG)
    scheme_place = forms.CharField(
        label=gettext_lazy("Place in the scheme"),
        required=False,
        help_text=gettext_lazy("What it stands beside, for example: guide, table 4."),
    )
    difference_ja = forms.CharField(label=gettext_lazy("How it differs from the scheme"), required=False, widget=SHORT)
    difference_en = forms.CharField(label=gettext_lazy("The difference in English"), required=False, widget=SHORT)
    valid_from = Day(label=gettext_lazy("In force from"))


class EditRuleForm(RuleForm, EditForm):
    pass


@dataclass(frozen=True, slots=True)
class RulesPage:
    places: tuple[Place, ...]
    own: tuple[HandlingRuleShown, ...]
    asked: tuple[HandlingRuleShown, ...]
    may_write: bool


@require_safe
@login_required
def rules(request: HttpRequest) -> HttpResponse:
    seat = seat_of(request)
    home = queries.own_organization(seat).id
    found = queries.handling_rules(seat)
    page = RulesPage(
        places=places(seat, "handling_rules"),
        own=tuple(rule for rule in found if rule.organization.id == home),
        asked=tuple(rule for rule in found if rule.organization.id != home),
        may_write=_may_write(seat),
    )
    return render(request, "directory/rules.html", {"page": page})


@dataclass(frozen=True, slots=True)
class RulePage:
    crumbs: tuple[Crumb, ...]
    rule: HandlingRuleShown


@require_safe
@login_required
def rule(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = _rule(seat_of(request), public_id)
    return render(request, "directory/rule.html", {"page": RulePage(_crumbs(), shown)})


@dataclass(frozen=True, slots=True)
class RuleFormPage:
    crumbs: tuple[Crumb, ...]
    back_url: str
    is_new: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: HttpRequest) -> HttpResponse:
    seat = seat_of(request)
    if not _may_write(seat):
        raise NotYours
    form = RuleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = tried(request, form, lambda: write_handling_rule(actor=seat, **form.cleaned_data))
        if made:
            messages.success(request, _("The handling rule is in the directory."))
            return HttpResponseRedirect(reverse("handling_rule", args=[made.public_id]))
    return _form_page(request, form, RuleFormPage(_crumbs(), reverse("handling_rules"), is_new=True))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = _rule(seat, public_id)
    if not shown.may_edit:
        raise NotYours
    now: dict[str, Any] = {name: getattr(shown, name) for name in RuleForm.base_fields}
    form = EditRuleForm(request.POST or None, now=now, version=shown.version)
    back = reverse("handling_rule", args=[public_id])
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        if tried(
            request, form, lambda: edit_handling_rule(actor=seat, rule=public_id, version=version, **form.changes())
        ):
            messages.success(request, _("The handling rule was changed."))
            return HttpResponseRedirect(back)
    return _form_page(request, form, RuleFormPage(_crumbs(), back, is_new=False))


@require_POST
@login_required
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    withdraw_handling_rule(actor=seat_of(request), rule=public_id)
    messages.success(request, _("The handling rule was withdrawn."))
    return HttpResponseRedirect(reverse("handling_rules"))


def _form_page(request: HttpRequest, form: forms.Form, page: RuleFormPage) -> HttpResponse:
    return render(request, "directory/rule_form.html", {"page": page, "form": form}, status=status_of(request, form))


def _rule(seat: Seated, public_id: UUID) -> HandlingRuleShown:
    for each in queries.handling_rules(seat):
        if each.id == public_id:
            return each
    raise NotFound


def _may_write(seat: Seated) -> bool:
    return seat.is_administrator or seat.role is Role.SECRETARIAT


def _crumbs() -> tuple[Crumb, ...]:
    return to("handling_rules", _("Handling rules"))
