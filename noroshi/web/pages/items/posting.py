"""Who may post where, as it binds this desk; written by the administrator of a house and by the owner of a group."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.editions.posting import RuleShown, rule_desk, rule_group, rules
from noroshi.sharing.posting import Posters
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.items.lines import kind_name
from noroshi.web.pages.items.picking import desk_choices

KINDS = ("report", "advisory", "notice")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """`choices` are offered to whoever may set it."""

    id: UUID
    of: str
    name: str
    words: str
    choices: tuple[Choice, ...]
    named: tuple[Choice, ...]
    may_set: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def posting(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "POST":
        _write(viewer, request)
        messages.success(request, _("The rule is in force."))
        return HttpResponseRedirect(reverse("posting"))
    lines = tuple(_line(viewer, one) for one in rules(viewer))
    return render(request, "items/posting.html", {"lines": lines})


def _write(viewer: Viewer, request: HttpRequest) -> None:
    given = request.POST
    try:
        number = UUID(given.get("id", ""))
    except ValueError:
        raise NotFound from None
    if given.get("of") == "desk":
        kinds = [one for one in given.getlist("kind") if one in KINDS]
        return rule_desk(viewer, number, None if set(kinds) == set(KINDS) else kinds)
    posters = given.get("posters", "")
    named = [UUID(one.removeprefix("desk:")) for one in given.getlist("named") if one.startswith("desk:")]
    return rule_group(viewer, number, Posters.of(posters) if posters in set(Posters) else Posters.OWNER, named)


def _line(viewer: Viewer, one: RuleShown) -> RuleLine:
    lang = language()
    if one.desk is not None:
        allowed = KINDS if one.kinds is None else one.kinds
        said = separator().join(kind_name(kind) for kind in KINDS if kind in allowed)
        choices = tuple(Choice(kind, kind_name(kind), is_chosen=kind in allowed) for kind in KINDS)
        return RuleLine(one.desk.public_id, "desk", one.desk.name(lang), said, choices, (), one.may_set)
    if one.group is None:
        raise NotFound
    named = [f"desk:{desk.public_id}" for desk in one.named]
    words = separator().join(f"{desk.organization.name(lang)} {desk.name(lang)}" for desk in one.named)
    label = one.posters.label(lang)
    return RuleLine(
        one.group.public_id,
        "group",
        one.group.name_en if lang == "en" and one.group.name_en else one.group.name_ja,
        f"{label}: {words}" if words else label,
        tuple(Choice(each.value, each.label(lang), is_chosen=each is one.posters) for each in Posters),
        desk_choices(viewer.seat, named) if one.may_set else (),
        one.may_set,
    )


urlpatterns = [path("posting/", posting, name="posting")]
