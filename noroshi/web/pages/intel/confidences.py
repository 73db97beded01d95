"""How sure somebody is: typed as a number or in the words of a scale that the reader knows, and told in all of them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from noroshi.stix.confidence import LONGEST, SCALES, ConfidenceUnknown, in_every_scale, written
from noroshi.web.pages.directory.words import language

HELP = gettext_lazy("A number from 0 to 100, or a word of a scale: high, B2, likely…")


class WithWords(forms.TextInput):
    """Offers the words of every scale; whatever is typed is read either way."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        shown = dict(attrs or {})
        offered = f"{shown.get('id') or name}_words"
        control = super().render(name, value, {**shown, "list": offered, "autocomplete": "off"}, renderer)
        lang = language()
        words = format_html_join(
            "",
            '<option value="{}">{} · {}</option>',
            (
                (step.label(lang), scale.label(lang), step.value)
                for scale in SCALES.values()
                if scale.id != "tenths"
                for step in scale.steps
            ),
        )
        return format_html('{}<datalist id="{}">{}</datalist>', control, offered, words)


class ConfidenceField(forms.CharField):
    """The number that STIX keeps."""

    widget = WithWords

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "required": False, "help_text": HELP, **kwargs})

    def clean(self, value: Any) -> int | None:
        try:
            number = written(value)
        except ConfidenceUnknown as refusal:
            raise forms.ValidationError(refusal.message(language()), code=refusal.code) from None
        if number is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return number


@dataclass(frozen=True, slots=True)
class ScaleShown:
    scale: str
    word: str


def scales_shown(value: int | None) -> tuple[ScaleShown, ...]:
    lang = language()
    return tuple(ScaleShown(scale.label(lang), step.label(lang)) for scale, step in in_every_scale(value))
