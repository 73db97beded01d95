"""How far an object may go by what is marked on it. Several markings intersect; what nobody knows is the strictest.

Inward: TLP 1 and 2 become the plan's colors, never a wider one. Outward: a color becomes the strictest label that does not
widen it, with a statement that says the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from noroshi.stix.read import Read
from noroshi.stix.tlp import ID_OF, TLP1, TLP2, TLP2_CREATED, TLP2_EXTENSION
from noroshi.vocabulary import Tlp, Tlp2
from noroshi.vocabulary.word import Text


@dataclass(frozen=True, slots=True)
class Limit:
    """`tlp` None: nothing was said, the origin's own default holds. `own_organization`: RED here, and may reach the own organization.

    `unknown` are markings that could not be understood; they made it RED.
    """

    tlp: Tlp | None = None
    own_organization: bool = False
    statements: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __and__(self, other: "Limit") -> "Limit":
        """What both allow."""
        known = [one for one in (self, other) if one.tlp is not None]
        tlp = min((one.tlp for one in known if one.tlp is not None), key=lambda color: color.width, default=None)
        reds = [one for one in known if one.tlp is Tlp.RED]
        return Limit(
            tlp,
            bool(reds) and all(one.own_organization for one in reds),
            tuple(dict.fromkeys(self.statements + other.statements)),
            tuple(dict.fromkeys(self.unknown + other.unknown)),
        )

    def within(self, tlp: Tlp) -> "Limit":
        """With the color of where it came from: where nothing was said it is that color, else the stricter of both."""
        return self & Limit(tlp)

    @property
    def says(self) -> Text | None:
        """Why it became stricter than its sender may have meant."""
        if not self.unknown:
            return None
        given = ", ".join(self.unknown[:3])
        return Text(
            f"意味の分からない印（{given}）があるため、宛先限り（RED）として扱います。",
            f"It carries a marking that is not understood ({given}) and is treated as RED.",
        )


NOTHING: Final = Limit()
COLORS: Final = {
    "red": Limit(Tlp.RED),
    "amber+strict": Limit(Tlp.RED, own_organization=True),
    "amber": Limit(Tlp.AMBER),
    "green": Limit(Tlp.GREEN),
    "clear": Limit(Tlp.CLEAR),
    "white": Limit(Tlp.CLEAR),
}
"""AMBER+STRICT is one organization alone: narrower than the plan's AMBER, which several organizations of a sector may hold."""

FIXED: Final = {ref: COLORS[color] for ref, color in (*TLP1.items(), *TLP2.items())}
LABEL: Final = "tlp:"
OUTWARD: Final = {Tlp.RED: Tlp2.RED, Tlp.AMBER: Tlp2.AMBER_STRICT, Tlp.GREEN: Tlp2.GREEN, Tlp.CLEAR: Tlp2.CLEAR}

type Book = Mapping[str, Limit]
"""What is known of marking definitions that are not fixed, by id."""


def meant(definition: Read | Mapping[str, Any]) -> Limit:
    """Of one marking definition. The fixed ids mean what they mean, whatever their content says."""
    whole = msgspec.json.decode(definition.raw) if isinstance(definition, Read) else definition
    fixed = FIXED.get(whole["id"].lower())
    if fixed is not None:
        return fixed
    said = [_by_definition(whole), *_by_extensions(whole)]
    known = [one for one in said if one is not None]
    limit = _all(known) if known else _unknown(whole["id"])
    return limit if None not in said[1:] else limit & _unknown(whole["id"])


def limit_of(read: Read, book: Book | Callable[[str], Limit | None] = {}) -> Limit:  # noqa: B006 - never written to
    """Of one object: its own markings, those of its parts, and TLP that came as plain labels. Unknown ids are RED."""
    if not read.markings and not read.labels:
        return NOTHING
    find = book if callable(book) else book.get
    limits = [FIXED.get(ref) or find(ref) or _unknown(ref) for ref in read.markings]
    limits += [COLORS.get(_color(label)) or _unknown(label) for label in read.labels if is_label(label)]
    return _all(limits) if limits else NOTHING


def fixed_marking(label: Tlp2) -> dict[str, Any]:
    """The marking definition of a TLP 2.0 label, word for word as it is published."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": ID_OF[label],
        "created": TLP2_CREATED,
        "name": label.en,
        "extensions": {TLP2_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": label.value}},
    }


def outward(tlp: Tlp) -> Tlp2:
    """The strictest label that does not widen our color."""
    return OUTWARD[tlp]


def _all(limits: list[Limit]) -> Limit:
    whole = limits[0] if limits else NOTHING
    for one in limits[1:]:
        whole &= one
    return whole


def _unknown(what: str) -> Limit:
    return Limit(Tlp.RED, unknown=(what[:120],))


def _color(label: str) -> str:
    return label.strip()[len(LABEL) :].strip().lower()


def is_label(label: str) -> bool:
    """TLP that came as a plain label, however much room stands before it."""
    return label.lstrip()[: len(LABEL)].lower() == LABEL


def _by_definition(whole: Mapping[str, Any]) -> Limit | None:
    kind, given = whole.get("definition_type"), whole.get("definition")
    if not isinstance(given, dict):
        return None
    if kind == "statement" and isinstance(given.get("statement"), str):
        return Limit(statements=(given["statement"],))
    return COLORS.get(str(given.get("tlp")).lower()) if kind == "tlp" else None


def _by_extensions(whole: Mapping[str, Any]) -> list[Limit | None]:
    """None for each that is not TLP 2.0: somebody else's way to mark."""
    found: list[Limit | None] = []
    given = whole.get("extensions")
    for name, one in given.items() if isinstance(given, dict) else ():
        color = one.get("tlp_2_0") if isinstance(one, dict) and name == TLP2_EXTENSION else None
        found.append(COLORS.get(color) if isinstance(color, str) else None)
    return found


__all__ = [
    "COLORS",
    "FIXED",
    "NOTHING",
    "Book",
    "Limit",
    "fixed_marking",
    "is_label",
    "limit_of",
    "meant",
    "outward",
]
