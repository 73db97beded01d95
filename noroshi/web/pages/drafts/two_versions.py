"""Two people at one draft: what the other has saved and what oneself has typed, field by field, with a choice for each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.audiences.viewer import Viewer
from noroshi.drafting import queries
from noroshi.drafting.actions import save
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import Certainty, FieldType, Metric
from noroshi.vocabulary.errors import ChangedMeanwhile
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language, sector_name, sentence, separator
from noroshi.web.pages.drafts.typed import PARTS, changed_since, flat, marks_of, unflat, version_of

EMPTY = "—"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of which there are two. `is_mine` is the choice that stands at first: mine where I have changed it."""

    name: str
    label: str
    theirs: str
    mine: str
    is_mine: bool = True


@dataclass(frozen=True, slots=True)
class VersionsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    url: str
    version: int
    saved_by: str
    saved_at: Any
    differences: tuple[Difference, ...]
    yours: str
    read: str


def both_shown(request: HttpRequest, viewer: Viewer, draft: DraftShown, mine: Written, read: str) -> HttpResponse:
    page = VersionsPage(
        title=draft.title or _("A draft without words yet"),
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(_("Two versions"), "")),
        url=reverse("draft", args=[draft.public_id]),
        version=draft.version,
        saved_by=draft.saved_by.name(language()),
        saved_at=draft.saved_at,
        differences=differences(draft, draft.written, mine, changed_since(read, mine)),
        yours=json.dumps(flat(mine)),
        read=read,
    )
    return render(request, "drafts/two_versions.html", {"page": page}, status=409)


def resolved(request: HttpRequest, viewer: Viewer, draft: DraftShown) -> HttpResponse:
    """Theirs, with one's own where one chose so; if a third has saved meanwhile, it is asked again."""
    given = request.POST
    yours, values = read_yours(given.get("yours", "")), flat(draft.written)
    for name in {*yours, *values}:
        if given.get(f"take.{name}") == "mine":
            values.pop(name, None)
            values |= {name: yours[name]} if name in yours else {}
    merged = unflat(values)
    try:
        with transaction.atomic():
            save(viewer, draft.public_id, merged, version=version_of(given))
    except ChangedMeanwhile as refusal:
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold writes it down
        return both_shown(request, viewer, queries.draft(viewer, draft.public_id), merged, marks_of(draft.written))
    messages.success(request, _("Saved: both are brought together."))
    return HttpResponseRedirect(reverse("draft", args=[draft.public_id]))


def read_yours(text: str) -> dict[str, Any]:
    """As the page before carried it; what has another shape is left out."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in known if name[:1] in PARTS and name[1:2] == "." and _fits(name, value)}


def differences(
    draft: DraftShown, theirs: Written, mine: Written, changed: set[str] | None = None
) -> tuple[Difference, ...]:
    one, other = flat(theirs), flat(mine)
    names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
    return tuple(
        Difference(
            name,
            _label(draft, name),
            _words(draft, name, one.get(name)),
            _words(draft, name, other.get(name)),
            is_mine=changed is None or name in changed,
        )
        for name in names
    )


def _fits(name: str, value: Any) -> bool:
    kinds = {"f": (str, list), "m": (dict,), "w": (str, list, bool), "g": (str,)}
    return isinstance(value, kinds[name[0]])


def _label(draft: DraftShown, name: str) -> str:
    letter, _dot, which = name.partition(".")
    field = draft.form.field(which)
    label = f"{field.mark} {sentence(field.label(language()))}".strip() if field else which
    if letter == "m":
        return _("%(field)s: how sure") % {"field": label}
    if letter == "g":
        return Metric.of(which).label(language()) if which in set(Metric) else which
    return label if letter == "f" else _wished(which)


def _wished(which: str) -> str:
    return {
        "tlp": _("Sharing scope"),
        "sectors": _("Sectors concerned"),
        "destinations": _("Destinations"),
        "additions": _("Additions"),
        "exclusions": _("Exclusions"),
        "parts": _("Parts held back"),
        "published": _("Public already"),
        "bars_government": _("Not to be passed to government bodies"),
        "names_in_note": _("Print in the handling note whom I add and exclude"),
        "is_statutory": _("Statutory report"),
        "relay_by_hand": _("Passed on by hand only"),
    }.get(which, which)


def _words(draft: DraftShown, name: str, value: Any) -> str:
    letter, _dot, which = name.partition(".")
    field = draft.form.field(which)
    match value:
        case None | "" | [] | {}:
            return EMPTY
        case bool():
            return _("Yes")
        case str():
            return _one(draft, field, value) if letter == "f" else f"TLP:{value.upper()}" if which == "tlp" else value
        case list():
            return separator().join(_one(draft, field, one) if isinstance(one, str) else _row(one) for one in value)
        case _:
            return _mark(value)


def _one(draft: DraftShown, field: FormField | None, value: str) -> str:
    if field is None:
        return value
    options = draft.scheme.option_set(field.options) if field.options else None
    option = options.option(value) if options else None
    if option:
        return sentence(option.label(language()))
    return sector_name(value) if field.type is FieldType.SECTOR else value


def _row(row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    cells = (separator().join(map(str, cell)) if isinstance(cell, list) else str(cell) for cell in row.values())
    return " ".join(cell for cell in cells if cell)


def _mark(mark: Any) -> str:
    """推定 (サーバログより)."""
    if not isinstance(mark, Mapping):
        return EMPTY
    words = [Certainty.of(mark["certainty"]).label(language())] if mark.get("certainty") in set(Certainty) else []
    words += [str(mark["basis"])] if mark.get("basis") else []
    words += [_("put right: %(why)s") % {"why": mark["correction"]}] if mark.get("correction") else []
    words += [_("name withheld")] if mark.get("anonymized") else []
    return separator().join(words) or EMPTY
