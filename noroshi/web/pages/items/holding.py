"""Who reads which field and paragraph once an item is marked again: as the whole, a stricter color, or this desk alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from noroshi.editions.queries import Reading
from noroshi.editions.remarking import AS_NOW, OWN, held_now
from noroshi.sharing.marking import Marking
from noroshi.sharing.redaction import TERMS
from noroshi.vocabulary import Said, Tlp
from noroshi.web.components import Choice
from noroshi.web.pages.items.content import fields_of

NAMED: Final = "held."
BEGINNING: Final = 48


@dataclass(frozen=True, slots=True)
class HeldShown:
    """One field, or one paragraph that was marked when it was sealed."""

    name: str
    label: str
    text: str
    chosen: str
    options: tuple[Choice, ...]

    @property
    def control(self) -> str:
        return f"{NAMED}{self.name}"


def holds_asked(given: QueryDict) -> dict[str, str]:
    return {name.removeprefix(NAMED): given.get(name, "") for name in given if name.startswith(NAMED)}


def holds_shown(reading: Reading, marking: Marking, asked: Mapping[str, str]) -> tuple[HeldShown, ...]:
    """In the order of the form; a paragraph stands under its field."""
    now = held_now(marking)
    names = [name for name in reading.sealed if name != TERMS and not Said.of(reading.sealed[name]).is_empty]
    labels = {name: _label(reading, name) for name in names}
    order = [one.name for one in fields_of(reading.content, reading.kind, reading.scheme)]
    names = sorted((name for name in names if labels[name]), key=lambda name: (_place(order, name), "#" in name))
    return tuple(_held(reading, name, labels[name], now.get(name, ""), asked) for name in names)


def _held(reading: Reading, name: str, label: str, now: str, asked: Mapping[str, str]) -> HeldShown:
    chosen = asked.get(name, now)
    return HeldShown(name, label, _beginning(reading.sealed[name]), chosen, tuple(_options(reading.tlp, now, chosen)))


def _options(tlp: Tlp, now: str, chosen: str) -> Iterable[Choice]:
    said = [("", _("as the whole")), *((one.value, one.name) for one in Tlp if one is not Tlp.CLEAR)]
    said += [(OWN, _("this desk alone"))]
    said += [(now, _("as it is held now"))] if now.startswith(AS_NOW) else []
    return (Choice(value, words, is_chosen=value == chosen) for value, words in said)


def _label(reading: Reading, name: str) -> str:
    bare = name.partition("#")[0]
    found = fields_of({bare: reading.content[bare]}, reading.kind, reading.scheme) if bare in reading.content else ()
    label = found[0].label if found else ""
    return _("%(field)s, a paragraph") % {"field": label} if "#" in name and label else label


def _place(order: list[str], name: str) -> int:
    bare = name.partition("#")[0]
    return order.index(bare) if bare in order else len(order)


def _beginning(value: object) -> str:
    text = Said.of(value).value
    words = text if isinstance(text, str) else ""
    return f"{words[:BEGINNING]}…" if len(words) > BEGINNING else words
