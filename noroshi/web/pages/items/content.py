"""What an item says, field by field, under the labels and in the order of the form of its own scheme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.consulting import CONSULTATION
from noroshi.schemes.forms import Form, FormField
from noroshi.sharing.redaction import CHANNEL, TERMS
from noroshi.vocabulary import FormKind, Said
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.values import Cells, Reader

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
OWN_LABELS[CHANNEL] = _("Came in by")
OWN_LABELS[CONSULTATION] = _("Consultation")


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

    names = sorted(
        (name for name, value in content.items() if name != TERMS and not Said.of(value).is_empty), key=place
    )
    reader = Reader(scheme, timezone.now(), {})
    return tuple(_shown(name, content[name], _field(form, name), reader) for name in names)


def _field(form: Form | None, name: str) -> FormField | None:
    return (form.field(name) or form.field(name.replace(".", "_"))) if form else None


def _shown(name: str, value: Any, field: FormField | None, reader: Reader) -> FieldShown:
    label = field.label(language()) if field else str(OWN_LABELS.get(name, name))
    shown = reader.shown(field, value)
    return FieldShown(name, label, field.mark if field else "", "" if shown.cells else shown.text, shown.cells)
