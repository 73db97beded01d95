"""The form of each of the eleven kinds of information, made from its fields as data."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.audiences.viewer import Viewer
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import listed, origins_of
from noroshi.intel.relating import Relation
from noroshi.stix.information import Information, InformationField
from noroshi.stix.kinds import KINDS
from noroshi.vocabulary import StixType, Tlp2
from noroshi.web.pages.directory.asking import Lines
from noroshi.web.pages.directory.words import language, sector_choices, sentence
from noroshi.web.pages.intel.fields import is_of
from noroshi.web.pages.intel.words_of_fields import word_of

OFFERED: Final = 60
LONGEST: Final = 20_000


class Moment(forms.DateTimeField):
    """In the reader's zone, as the browser's calendar writes it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class InformationForm(forms.Form):
    """Fields are named `f_…` after those of the kind, then where it goes."""

    def __init__(
        self,
        viewer: Viewer,
        information: Information,
        *args: Any,
        said: Mapping[str, Any] | None = None,
        ties: Iterable[Relation] = (),
        is_change: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.information = information
        known, related = dict(said or {}), list(ties)
        for field in information.fields:
            self.fields[f"f_{field.id}"] = _field(viewer, field, related)
            self.initial[f"f_{field.id}"] = _initial(field, known, related, is_change=is_change)
        if not is_change:
            sources = [(str(one.public_id), one.name) for one in origins_of(viewer)]
            self.fields["origin"] = forms.ChoiceField(
                label=gettext_lazy("Source"), required=False, choices=[("", _("Written by hand")), *sources]
            )
        colors = [(color.value, color.label(language())) for color in Tlp2]
        unsaid = _("As it is") if is_change else _("That of the source")
        self.fields["tlp"] = forms.ChoiceField(
            label=gettext_lazy("Color"), required=False, choices=[("", unsaid), *colors]
        )

    def said(self) -> dict[str, Any]:
        """By field id; what is empty is left out by the room."""
        return {field.id: self.cleaned_data[f"f_{field.id}"] for field in self.information.fields}

    def shown(self) -> list[forms.BoundField]:
        return list(self)


def _field(viewer: Viewer, field: InformationField, ties: list[Relation]) -> forms.Field:
    common: dict[str, Any] = {
        "label": sentence(field.label(language())),
        "required": field.needed and not field.usually,
    }
    if field.form == "refs":
        control = forms.SelectMultiple(attrs={"size": 6})
        return forms.MultipleChoiceField(choices=_offered(viewer, field, ties), widget=control, **common)
    if field.form == "words" or field.id == "sectors":
        choices = [(word, word_of(word)) for word in field.words] or sector_choices()
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if field.form == "word":
        return forms.ChoiceField(choices=[("", "—"), *((word, word_of(word)) for word in field.words)], **common)
    return _written(field, common)


def _written(field: InformationField, common: dict[str, Any]) -> forms.Field:
    match field.form:
        case "text":
            control = forms.Textarea(attrs={"rows": 5})
            return forms.CharField(max_length=LONGEST, widget=control, help_text=_help(field), **common)
        case "list":
            return Lines(help_text=gettext_lazy("One a line."), **common)
        case "moment":
            return Moment(**common)
        case "count":
            return forms.IntegerField(min_value=0, max_value=100, **common)
        case _:
            return forms.CharField(max_length=400, **common)


def _help(field: InformationField) -> Any:
    if field.id != "pattern":
        return ""
    return gettext_lazy(
        "Addresses, names, URLs or hashes, one a line, defanged or not. A STIX pattern is taken as it is."
    )


def _offered(viewer: Viewer, field: InformationField, ties: list[Relation]) -> list[tuple[str, str]]:
    """What it is tied to already, then the newest that it may be tied to."""
    found = {str(one.other.whole["id"]): one.other.title for one in ties if is_of(field, one)}
    kinds = [KINDS[name] for name in field.types] or [
        KINDS[name] for name in StixType if name in KINDS and KINDS[name] < 20
    ]
    for kept in listed(viewer, kinds, most=OFFERED):
        whole = whole_of(kept.raw)
        kind = StixType.of(kept.kind.type).label(language())
        found.setdefault(str(whole["id"]), f"{title_of(whole) or '—'} ({kind})")
    return list(found.items())


def _initial(field: InformationField, said: Mapping[str, Any], ties: list[Relation], *, is_change: bool) -> Any:
    if field.form == "refs":
        return [str(one.other.whole["id"]) for one in ties if is_of(field, one)]
    value = said.get(field.id, "" if is_change else field.usually)
    if field.form == "moment":
        if isinstance(value, str) and value:
            return timezone.localtime(datetime.fromisoformat(value))
        return timezone.localtime() if field.needed and not is_change else None
    return value
