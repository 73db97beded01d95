"""The written rules, to be read: plans side by side, and each of them part by part, as the documents print it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from noroshi.audiences.kept_schemes import scheme_key
from noroshi.directory.queries import handling_rules
from noroshi.directory.shown import HandlingRuleShown
from noroshi.schemes import Scheme, SchemeUnknown, all_schemes, load_scheme
from noroshi.schemes.contacts import Arrangement
from noroshi.schemes.forms import Condition, Form, FormField, Section
from noroshi.schemes.library import arrangement_for
from noroshi.schemes.parties import Ceptoar, Ministry
from noroshi.schemes.sectors import Responsibility, Sector, Service
from noroshi.schemes.sharing_tables import Row, Table
from noroshi.schemes.words import Group, Option, OptionSet
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import Requirement, TableVariant
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages import forecast
from noroshi.web.pages.directory.words import language, separator

PARTS: Final[dict[str, str | Promise]] = {
    "about": gettext_lazy("In short"),
    "sectors": gettext_lazy("Sectors"),
    "sharing": gettext_lazy("Sharing tables"),
    "forms": gettext_lazy("Forms"),
    "words": gettext_lazy("Words"),
    "routes": gettext_lazy("Routes and numbers"),
    "contacts": gettext_lazy("Contacts"),
}


@dataclass(frozen=True, slots=True)
class SchemeCard:
    scheme: Scheme
    url: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of the comparison: what each scheme says, in the order of the cards."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemesPage:
    cards: tuple[SchemeCard, ...]
    figures: tuple[Beside, ...]
    sectors: tuple[Beside, ...]
    rules: tuple[HandlingRuleShown, ...]


@dataclass(frozen=True, slots=True)
class PartLink:
    name: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class HeldBy:
    ministry: Ministry | None
    held: Responsibility


@dataclass(frozen=True, slots=True)
class ServiceShown:
    """With what the sector says where the service says nothing of its own."""

    service: Service
    laws: tuple[str, ...]
    outages: tuple[Any, ...]
    reporting: tuple[str, ...]
    levels: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SectorShown:
    sector: Sector
    ministries: tuple[HeldBy, ...]
    ceptoars: tuple[Ceptoar, ...]
    services: tuple[ServiceShown, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    row: Row
    asks: str
    legs: str


@dataclass(frozen=True, slots=True)
class TableShown:
    table: Table
    rows: tuple[RowShown, ...]


@dataclass(frozen=True, slots=True)
class VariantShown:
    """The four colors of one printed list."""

    variant: TableVariant
    tables: tuple[TableShown, ...]


@dataclass(frozen=True, slots=True)
class FieldShown:
    """`conditions` in words: left blank when, asked for when, needed when."""

    field: FormField
    options: OptionSet | None
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    section: Section
    fields: tuple[FieldShown, ...]


@dataclass(frozen=True, slots=True)
class FormShown:
    form: Form
    sections: tuple[SectionShown, ...]


@dataclass(frozen=True, slots=True)
class GroupShown:
    group: Group | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class SetShown:
    words: OptionSet
    groups: tuple[GroupShown, ...]


@dataclass(frozen=True, slots=True)
class ContactsShown:
    """How a sector is reached; from an earlier scheme when this one no longer prints it."""

    sector: Sector
    arrangement: Arrangement
    source: Scheme
    is_carried: bool


@dataclass(frozen=True, slots=True)
class SchemePage:
    scheme: Scheme
    crumbs: tuple[Crumb, ...]
    is_in_force: bool
    parts: tuple[PartLink, ...]
    part: str
    shown: Any


@require_safe
@login_required
def schemes(request: HttpRequest) -> HttpResponse:
    found, in_force = all_schemes(), scheme_key()
    page = SchemesPage(
        cards=tuple(
            SchemeCard(scheme, reverse("scheme", args=[scheme.id]), scheme.key == in_force) for scheme in found
        ),
        figures=_figures(found),
        sectors=_sectors_beside(found),
        rules=tuple(handling_rules(seat_of(request))),
    )
    return render(request, "schemes/list.html", {"page": page})


@require_safe
@login_required
def scheme(request: HttpRequest, scheme_id: str, part: str = "about") -> HttpResponse:
    if part not in PARTS:
        raise NotFound
    try:
        found = load_scheme(scheme_id)
    except SchemeUnknown:
        raise NotFound from None
    page = SchemePage(
        scheme=found,
        crumbs=(Crumb(_("Rules"), reverse("schemes")), Crumb(_short(found), "")),
        is_in_force=found.key == scheme_key(),
        parts=_parts(found, part),
        part=part,
        shown=SHOWN[part](found),
    )
    return render(request, f"schemes/{part}.html", {"page": page})


# ---------------------------------------------------------------- side by side


def _figures(found: Iterable[Scheme]) -> tuple[Beside, ...]:
    lines: tuple[tuple[str, Callable[[Scheme], str]], ...] = (
        (_("Decided on"), lambda one: one.header.decided_on.isoformat()),
        (_("Sectors"), lambda one: str(len(one.sectors))),
        (_("Services"), lambda one: str(sum(len(sector.services) for sector in one.sectors))),
        (_("CEPTOARs named"), lambda one: _("%(named)d of %(all)d") % _ceptoars(one)),
        (_("Forms"), lambda one: separator().join(form.label(language()) for form in one.forms) or _("free text")),
        (_("Sharing tables"), _tables_in_words),
        (_("Without a known color"), lambda one: f"TLP:{one.sharing.unknown_marking.name}"),
        (_("Reference numbers"), lambda one: separator().join(p.pattern for p in one.numbering.patterns) or _("none")),
        (_("Edition"), lambda one: one.edition),
    )
    schemes_ = tuple(found)
    return tuple(Beside(name, tuple(says(one) for one in schemes_)) for name, says in lines)


def _ceptoars(one: Scheme) -> dict[str, int]:
    return {"named": len(one.parties.ceptoars), "all": one.parties.ceptoar_count}


def _tables_in_words(one: Scheme) -> str:
    variants = {table.variant for table in one.sharing.tables}
    number = len(variants)
    return ngettext("%(n)d list", "%(n)d lists", number) % {"n": number} if variants else _("prints none")


def _sectors_beside(found: tuple[Scheme, ...]) -> tuple[Beside, ...]:
    """Sectors by id, in the order of the latest scheme; a dash where a scheme does not know one."""
    ids = list(dict.fromkeys(sector.id for one in found for sector in one.sectors))
    lang = language()
    lines = []
    for sector_id in ids:
        sectors = [one.sector(sector_id) for one in found]
        name = next(sector.label(lang) for sector in sectors if sector)
        lines.append(Beside(name, tuple(_in_short(sector) for sector in sectors)))
    return tuple(lines)


def _in_short(sector: Sector | None) -> str:
    if sector is None:
        return "—"
    number = len(sector.services)
    return ngettext("%(n)d service", "%(n)d services", number) % {"n": number}


# ---------------------------------------------------------------- part by part


def _about(found: Scheme) -> Scheme:
    return found


def _sectors(found: Scheme) -> tuple[SectorShown, ...]:
    return tuple(
        SectorShown(
            sector,
            ministries=tuple(HeldBy(found.ministry(held.id), held) for held in sector.ministries),
            ceptoars=tuple(one for ceptoar in sector.ceptoars if (one := found.ceptoar(ceptoar))),
            services=tuple(_service(sector, service) for service in sector.services),
        )
        for sector in found.sectors
    )


def _service(sector: Sector, service: Service) -> ServiceShown:
    return ServiceShown(
        service, service.laws, sector.outages_of(service), sector.reporting_of(service), sector.levels_of(service)
    )


def _sharing(found: Scheme) -> tuple[VariantShown, ...]:
    variants = (
        VariantShown(variant, tuple(_table(table) for table in found.sharing.tables if table.variant is variant))
        for variant in TableVariant
    )
    return tuple(variant for variant in variants if variant.tables)


def _table(table: Table) -> TableShown:
    lang = language()
    rows = (
        RowShown(
            row,
            asks=_("who needs to know") if Requirement.NEED_TO_KNOW in row.requires else "",
            legs=separator().join(leg.label(lang) for leg in row.legs),
        )
        for row in table.rows
    )
    return TableShown(table, tuple(rows))


def _forms(found: Scheme) -> tuple[FormShown, ...]:
    return tuple(
        FormShown(
            form,
            tuple(
                SectionShown(
                    section,
                    tuple(_field(found, form, field) for field in form.fields if field.section == section.id),
                )
                for section in form.sections
            ),
        )
        for form in found.forms
    )


def _field(found: Scheme, form: Form, field: FormField) -> FieldShown:
    conditions = tuple(_condition(found, form, condition) for condition in field.conditions)
    return FieldShown(field, found.option_set(field.options) if field.options else None, conditions)


def _condition(found: Scheme, form: Form, condition: Condition) -> str:
    """Which other field it depends on and which of its values, under their printed names."""
    lang, other = language(), form.field(condition.field)
    options = found.option_set(other.options) if other and other.options else None
    known = [options.option(value) if options else None for value in condition.values]
    values = [option.label(lang) if option else value for option, value in zip(known, condition.values, strict=True)]
    name = other.label(lang) if other else condition.field
    return f"{condition.kind.label(lang)}: {name} = {separator().join(values)}"


def _words(found: Scheme) -> tuple[SetShown, ...]:
    return tuple(SetShown(one, _groups(one)) for one in found.words.sets)


def _groups(options: OptionSet) -> tuple[GroupShown, ...]:
    groups: list[Group | None] = [None, *options.groups]
    shown = (
        GroupShown(group, tuple(one for one in options.options if one.group == (group.id if group else None)))
        for group in groups
    )
    return tuple(group for group in shown if group.options)


def _contacts(found: Scheme) -> tuple[ContactsShown, ...]:
    shown = []
    for sector in found.sectors:
        arranged = arrangement_for(found, sector.id)
        if arranged is not None:
            arrangement, source = arranged
            shown.append(ContactsShown(sector, arrangement, source, is_carried=source.id != found.id))
    return tuple(shown)


SHOWN: Final[dict[str, Callable[[Scheme], Any]]] = {
    "about": _about,
    "sectors": _sectors,
    "sharing": _sharing,
    "forms": _forms,
    "words": _words,
    "routes": _about,
    "contacts": _contacts,
}


def _parts(found: Scheme, here: str) -> tuple[PartLink, ...]:
    return tuple(
        PartLink(
            str(name),
            reverse("scheme", args=[found.id]) if part == "about" else reverse("scheme_part", args=[found.id, part]),
            part == here,
        )
        for part, name in PARTS.items()
    )


def _short(found: Scheme) -> str:
    return found.header.short_en if language() == "en" else found.header.short_ja


urlpatterns = [
    path("schemes/", schemes, name="schemes"),
    path("schemes/<slug:scheme_id>/", scheme, name="scheme"),
    path("schemes/<slug:scheme_id>/<slug:part>/", scheme, name="scheme_part"),
    *forecast.urlpatterns,
]
