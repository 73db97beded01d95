"""What the pages of the directory say about its values, in the reader's language."""

from typing import Any

from django.template import Library

from noroshi.vocabulary import DeskKind, OrganizationKind, Role, Tie
from noroshi.web.pages.directory import words

register = Library()


@register.filter
def called(thing: words.Named | None) -> str:
    """`{{ organization|called }}`: its name."""
    return thing.name(words.language()) if thing else ""


@register.filter
def organization_kind(value: str) -> str:
    return words.sentence(words.label_of(OrganizationKind, value))


@register.filter
def desk_kind(value: str) -> str:
    return words.sentence(words.label_of(DeskKind, value))


@register.filter
def role_word(value: str) -> str:
    return words.sentence(words.label_of(Role, value))


@register.filter
def tie_word(value: str) -> str:
    return words.sentence(words.label_of(Tie, value))


@register.filter
def sector(value: str) -> str:
    return words.sector_name(value)


@register.filter
def agreement_kind(value: str) -> str:
    return str(words.AGREEMENTS[value])


@register.filter
def column(name: str) -> str:
    return words.column_name(name)


@register.filter
def said(thing: Any, part: str) -> str:
    """`{{ rule|said:"title" }}`: `title_en` where the reader reads English and there is one, else `title_ja`."""
    english = getattr(thing, f"{part}_en") if words.language() == "en" else ""
    return str(english or getattr(thing, f"{part}_ja"))
