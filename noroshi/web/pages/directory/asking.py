"""A form asks a room for a deed. It is done, or the form comes back with the room's words and everything that was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.vocabulary.errors import ChangedMeanwhile, NotFound, NotYours, Refusal
from noroshi.web.pages.directory.words import language, separator

OPEN_QUESTIONS: Final = frozenset({400, 403, 409, 413, 422})
"""Refusals that are told beside the form; the others end the page."""


class Lines(forms.CharField):
    """One entry a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))


class HandleForm(forms.Form):
    """For what gets a name and its handle in one go; the handle stands right below the names."""

    field_order = ["name_ja", "name_en", "handle"]
    handle = forms.CharField(
        label=gettext_lazy("Handle"),
        help_text=gettext_lazy("Short and for good, like csirt."),
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
    )


class Day(forms.CharField):
    """A date as the room reads it; the browser offers its calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A field that somebody else saved while this editor was writing."""

    label: str
    now: str
    yours: str


class EditForm(forms.Form):
    """Knows what its editor has read, so that only what the editor changed is sent to the room."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.JSONField(widget=forms.HiddenInput)
    apart: ClassVar[frozenset[str]] = frozenset({"version", "read"})
    """Fields that are not columns of what is edited."""

    def __init__(self, data: QueryDict | None, *, now: Mapping[str, object], version: int, **kwargs: Any) -> None:
        self.meanwhile: tuple[Meanwhile, ...] = ()
        self.is_overtaken = False
        super().__init__(data, **kwargs)
        values = {name: _plain(now[name]) for name in self.own()}
        self.initial = {**values, "version": version, "read": values}

    def own(self) -> list[str]:
        return [name for name in self.fields if name not in self.apart]

    def changes(self) -> dict[str, object]:
        """What this editor changed, as typed."""
        return {name: self.cleaned_data[name] for name in self.own() if self._differs(name, self._was(name))}

    def go_on_from(self, current: Mapping[str, object]) -> None:
        """Somebody saved first: their values where this editor changed nothing, the editor's own everywhere else."""
        now = {name: _plain(current[name]) for name in self.own() if name in current}
        theirs = [name for name, value in now.items() if value != self._was(name)]
        mine = set(self.changes())
        self.is_overtaken = True
        self.meanwhile = tuple(self._told(name, now[name], is_mine=name in mine) for name in theirs)
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name in theirs:
            if name not in mine:
                _put(data, name, now[name])
        data["version"], data["read"] = str(current["version"]), self.fields["read"].prepare_value(now)
        self.data = data

    def _was(self, name: str) -> Any:
        read = self.cleaned_data.get("read")
        return read.get(name) if isinstance(read, dict) else None

    def _differs(self, name: str, was: Any) -> bool:
        field = self.fields[name]
        return field.has_changed(was, field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _told(self, name: str, now: Any, *, is_mine: bool) -> Meanwhile:
        field = self.fields[name]
        return Meanwhile(
            str(field.label), _shown(field, now), _shown(field, self.cleaned_data[name]) if is_mine else ""
        )


def tried[Answer](request: HttpRequest, form: forms.Form, deed: Callable[[], Answer]) -> Answer | None:
    """None when the room refused: its words stand in the form, and the threshold undoes and writes down."""
    try:
        with transaction.atomic():
            return deed()
    except ChangedMeanwhile as refusal:
        if not isinstance(form, EditForm):
            raise
        form.go_on_from(refusal.current)
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold writes it down
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        if refusal.status not in OPEN_QUESTIONS:
            raise
        tell(form, refusal)
        request.refusal = refusal  # type: ignore[attr-defined]  # as above
    return None


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Beside the fields that it is about, or above the form."""
    for name, words in refusal.field_messages(language()).items():
        for each in words:
            form.add_error(name if name in form.fields else None, each)
    if not refusal.fields:
        form.add_error(None, refusal.message(language()))


def status_of(request: HttpRequest, form: forms.Form) -> int:
    """Of the page that shows the form: as the room refused, or 422 when the form itself did."""
    refusal: Refusal | None = getattr(request, "refusal", None)
    if refusal is not None:
        return refusal.status
    return 422 if form.is_bound and form.errors else 200


def _plain(value: object) -> Any:
    """As JSON and forms carry it."""
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else "" if value is None else value


def _put(data: QueryDict, name: str, value: Any) -> None:
    if isinstance(value, bool):
        data.setlist(name, ["on"] if value else [])
    elif isinstance(value, list):
        data.setlist(name, [str(part) for part in value])
    else:
        data[name] = str(value)


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    names = {str(key): str(name) for key, name in getattr(field, "choices", ())}
    parts = value if isinstance(value, list) else [value]
    return separator().join(names.get(str(part), str(part)) for part in parts if part not in ("", None)) or "—"
