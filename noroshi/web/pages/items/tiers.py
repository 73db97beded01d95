"""名宛人: what an advisory asks of each tier of an organization; the reader's own tier first (改善具体化 2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noroshi.advisories.tiers import TierSaid, own_tiers
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Reading
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import AddresseeTier, Said
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.sheet import form_of
from noroshi.web.pages.items.values import Reader

ADDRESSEES: Final = "addressees"


@dataclass(frozen=True, slots=True)
class TierShown:
    """`said` is what this desk has answered for the tier."""

    tier: AddresseeTier
    name: str
    actions: tuple[str, ...]
    is_mine: bool
    said: TierSaid | None
    may_answer: bool

    @property
    def words(self) -> str:
        action = self.said.action if self.said else None
        return sentence(action.label(language())) if action else _("Read")


def tiers_of(viewer: Viewer, reading: Reading, reader: Reader) -> tuple[TierShown, ...]:
    """The reader's own tier first; who has no tier of its own there sees all of them folded."""
    role = viewer.seat.role
    form = form_of(reading)
    field = form.field(ADDRESSEES) if form else None
    rows = Said.of(reading.content.get(ADDRESSEES, [])).value
    if field is None or not isinstance(rows, list):
        return ()
    asked: dict[str, list[str]] = {}
    for row in rows:
        if isinstance(row, Mapping):
            asked.setdefault(str(row.get("tier", "")), []).append(_action(field, row, reader))
    known = {AddresseeTier.of(tier): actions for tier, actions in asked.items() if tier in set(AddresseeTier)}
    said = own_tiers(viewer, reading.public_id) if known else {}
    may_answer = reading.originator.pk != viewer.desk_id and not reading.is_recalled
    found = [
        TierShown(
            tier,
            sentence(tier.label(language())),
            tuple(actions),
            is_mine=tier.value == role.value,
            said=said.get(tier),
            may_answer=may_answer,
        )
        for tier, actions in known.items()
    ]
    return tuple(sorted(found, key=lambda tier: not tier.is_mine))


def _action(field: FormField, row: Mapping[str, object], reader: Reader) -> str:
    column = next((column for column in field.columns if column.id == "expected_action"), None)
    return reader.text(column, row.get("expected_action", ""))
