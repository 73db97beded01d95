"""名宛人: what an advisory asks of each tier of an organization; the reader's own tier first (改善具体化 2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from noroshi.editions.queries import Reading
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import AddresseeTier, Role, Said
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.sheet import form_of
from noroshi.web.pages.items.values import Reader

ADDRESSEES: Final = "addressees"


@dataclass(frozen=True, slots=True)
class TierShown:
    name: str
    actions: tuple[str, ...]
    is_mine: bool


def tiers_of(reading: Reading, reader: Reader, role: Role) -> tuple[TierShown, ...]:
    """Who has no tier of its own there sees all of them folded."""
    form = form_of(reading)
    field = form.field(ADDRESSEES) if form else None
    rows = Said.of(reading.content.get(ADDRESSEES, [])).value
    if field is None or not isinstance(rows, list):
        return ()
    asked: dict[str, list[str]] = {}
    for row in rows:
        if isinstance(row, Mapping):
            asked.setdefault(str(row.get("tier", "")), []).append(_action(field, row, reader))
    found = [
        TierShown(sentence(AddresseeTier.of(tier).label(language())), tuple(actions), is_mine=tier == role.value)
        for tier, actions in asked.items()
        if tier in set(AddresseeTier)
    ]
    return tuple(sorted(found, key=lambda tier: not tier.is_mine))


def _action(field: FormField, row: Mapping[str, object], reader: Reader) -> str:
    column = next((column for column in field.columns if column.id == "expected_action"), None)
    return reader.text(column, row.get("expected_action", ""))
