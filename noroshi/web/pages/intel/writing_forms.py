"""The form of each of the eleven kinds of information, made from its fields as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.audiences.viewer import Viewer
from noroshi.intel.by_name import by_name
from noroshi.intel.looking_up import NUMBER
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import listed, origins_of
from noroshi.intel.relating import Relation, named
from noroshi.stix.information import Information, InformationField
from noroshi.stix.kinds import KINDS, StixKind
from noroshi.vocabulary import StixType, Tlp2
from noroshi.web.pages.directory.asking import Lines
from noroshi.web.pages.directory.words import language, sector_choices, sentence
from noroshi.web.pages.intel.confidences import ConfidenceField
from noroshi.web.pages.intel.fields import is_of
from noroshi.web.pages.intel.words_of_fields import word_of

OFFERED: Final = 60
MOST_CHOSEN: Final = 500
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
        searched: QueryDict | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.information, typed = information, searched or self.data
        asked = typed if isinstance(typed, QueryDict) else QueryDict()
        known, related = dict(said or {}), list(ties)
        for field in information.fields:
            words, chosen = asked.get(f"q_{field.id}", ""), asked.getlist(f"f_{field.id}")
            self.fields[f"f_{field.id}"] = _field(viewer, field, related, Wish(words, chosen))
            self.initial[f"f_{field.id}"] = _initial(field, known, related, is_change=is_change)
            if field.form == "refs":
                self.fields[f"q_{field.id}"] = _search(field, words)
        if not is_change:
            sources = [(str(one.public_id), one.name) for one in origins_of(viewer)]
            self.fields["origin"] = forms.ChoiceField(
                label=gettext_lazy("Source"), required=False, choices=[("", _("Written by hand")), *sources]
            )
        colors = [(color.value, color.label(language())) for color in Tlp2]
        unsaid = _("As it is") if is_change else _("That of the source")
        self.fields["tlp"] = forms.ChoiceField(
            label=gettext_lazy("Color"),
            required=False,
            choices=[("", unsaid), *colors],
            help_text=gettext_lazy("What is tied to something never goes farther than that, whatever is chosen here."),
        )

    @classmethod
    def searching(cls, viewer: Viewer, information: Information, data: QueryDict, **more: Any) -> Self:
        """As it was typed, nothing complained of yet, with what was found to choose from."""
        form = cls(viewer, information, None, searched=data, **more)
        for name, field in form.fields.items():
            is_many = isinstance(field, forms.MultipleChoiceField)
            form.initial[name] = data.getlist(name) if is_many else data.get(name, "")
        form.initial.update({name: "" for name in form.fields if name.startswith("q_")})
        return form

    def said(self) -> dict[str, Any]:
        """By field id; what is empty is left out by the room."""
        return {field.id: self.cleaned_data[f"f_{field.id}"] for field in self.information.fields}

    @property
    def has_ties(self) -> bool:
        return any(field.form == "refs" for field in self.information.fields)

    def shown(self) -> list[forms.BoundField]:
        return list(self)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for among objects to choose from, and what was chosen before."""

    words: str = ""
    chosen: Sequence[str] = ()


def is_search(data: QueryDict) -> bool:
    """Whoever has typed something to look for is looking, whichever key was pressed."""
    return "find" in data or any(name.startswith("q_") and str(data[name]).strip() for name in data)


def _search(field: InformationField, words: str) -> forms.Field:
    label = _("Find for “%(field)s”") % {"field": sentence(field.label(language()))}
    found = _("Looked for “%(words)s”: what was found can be chosen above.") % {"words": words} if words else ""
    help_text = found or _("A part of the name, a value, or the id. Then press Search.")
    return forms.CharField(label=label, required=False, max_length=400, help_text=help_text)


def _field(viewer: Viewer, field: InformationField, ties: list[Relation], wish: Wish) -> forms.Field:
    common: dict[str, Any] = {
        "label": sentence(field.label(language())),
        "required": field.needed and not field.usually,
    }
    if field.form == "refs":
        control = forms.SelectMultiple(attrs={"size": 6})
        return forms.MultipleChoiceField(choices=_offered(viewer, field, ties, wish), widget=control, **common)
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
        case "count" if field.id == "confidence":
            return ConfidenceField(**common)
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


def _offered(viewer: Viewer, field: InformationField, ties: list[Relation], wish: Wish) -> list[tuple[str, str]]:
    """What it is tied to already or was chosen, then what was looked for, else the newest that it may be tied to."""
    kinds = [KINDS[name] for name in field.types] or [
        KINDS[name] for name in StixType if name in KINDS and KINDS[name] < 20
    ]
    found = {str(one.other.whole["id"]): one.other.title for one in ties if is_of(field, one)}
    found |= _chosen(viewer, kinds, wish.chosen)
    asked = by_name(viewer, wish.words, kinds) if wish.words.strip() else listed(viewer, kinds, most=OFFERED)
    for kept in asked:
        whole = whole_of(kept.raw)
        found.setdefault(str(whole["id"]), _called(title_of(whole), kept.kind.type))
    return list(found.items())


def _chosen(viewer: Viewer, kinds: Iterable[StixKind], ids: Sequence[str]) -> dict[str, str]:
    """What was found by an earlier search stays to be chosen, as long as it may be read."""
    allowed = {kind.type for kind in kinds}
    uuids = [UUID(found[1]) for one in ids[:MOST_CHOSEN] if (found := NUMBER.fullmatch(one))]
    ends = {str(one.whole["id"]): one for one in named(viewer, uuids).values()} if uuids else {}
    return {
        given: _called(ends[given].title, ends[given].type)
        for given in ids
        if given in ends and ends[given].type in allowed
    }


def _called(title: str, kind: str) -> str:
    return f"{title or '—'} ({StixType.of(kind).label(language())})"


def _initial(field: InformationField, said: Mapping[str, Any], ties: list[Relation], *, is_change: bool) -> Any:
    if field.form == "refs":
        return [str(one.other.whole["id"]) for one in ties if is_of(field, one)]
    value = said.get(field.id, "" if is_change else field.usually)
    if field.form == "moment":
        if isinstance(value, str) and value:
            return timezone.localtime(datetime.fromisoformat(value))
        return timezone.localtime() if field.needed and not is_change else None
    return value
