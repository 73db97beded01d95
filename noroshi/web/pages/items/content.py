"""What an item says, field by field, under the labels and in the order of the form of its own scheme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.schemes.forms import Form, FormField
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import FormKind
from noroshi.web.pages.directory.words import language, separator

OWN_LABELS: Final[dict[str, str | Promise]] = {
    "title": _("Title"),
    "body": _("Message"),
    "target": _("What it concerns"),
    "countermeasures": _("What to do"),
    "source.person": _("Person in charge"),
    "source.telephone": _("Telephone"),
    "source.email": _("E-mail"),
    "contact.person": _("Contact person"),
    "contact.telephone": _("Contact telephone"),
    "contact.email": _("Contact e-mail"),
}
FIRST: Final = ("title", "body")


@dataclass(frozen=True, slots=True)
class Cells:
    """A field that is a table."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FieldShown:
    """`mark` is the printed ①…; the field is known to the form or carries its own name."""

    name: str
    label: str
    mark: str
    text: str = ""
    cells: Cells | None = None


def fields_of(content: Mapping[str, Any], kind: str, scheme_key: str) -> tuple[FieldShown, ...]:
    """Only what this reader holds is in `content`; what is not there leaves no trace."""
    scheme = scheme_of(scheme_key)
    form = scheme.form(FormKind.of(kind)) if kind in set(FormKind) else None
    order = [field.id for field in form.fields] if form else []

    def place(name: str) -> tuple[int, int]:
        if name in FIRST:
            return 0, FIRST.index(name)
        found = _field(form, name)
        return (1, order.index(found.id)) if found else (2, 0)

    names = sorted((name for name, value in content.items() if value not in ("", None, [])), key=place)
    return tuple(_shown(name, content[name], _field(form, name), scheme) for name in names)


def _field(form: Form | None, name: str) -> FormField | None:
    return (form.field(name) or form.field(name.replace(".", "_"))) if form else None


def _shown(name: str, value: Any, field: FormField | None, scheme: Scheme) -> FieldShown:
    label = field.label(language()) if field else str(OWN_LABELS.get(name, name))
    mark = field.mark if field else ""
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        return FieldShown(name, label, mark, cells=_cells(value, field))
    parts = value if isinstance(value, list | tuple) else [value]
    return FieldShown(name, label, mark, separator().join(_said(part, field, scheme) for part in parts))


def _said(value: Any, field: FormField | None, scheme: Scheme) -> str:
    """An option as the scheme prints it, everything else as it was written."""
    options = scheme.option_set(field.options) if field and field.options else None
    option = options.option(str(value)) if options else None
    return option.label(language()) if option else str(value)


def _cells(rows: list[dict[str, Any]], field: FormField | None) -> Cells:
    known = {column.id: column for column in field.columns} if field else {}
    names = list(dict.fromkeys(name for row in rows for name in row))
    english = language() == "en"
    heads = [(known[name].en if english else known[name].ja) if name in known else name for name in names]
    return Cells(tuple(heads), tuple(tuple(str(row.get(name, "")) for name in names) for row in rows))
