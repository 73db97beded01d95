"""特記事項 as the form offers it: what goes further, what is kept back, what is public already, and the sentence made of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from noroshi.drafting.portions import Block, blocks
from noroshi.drafting.written import Written
from noroshi.editions.terms import Term
from noroshi.sharing.parties import Naming
from noroshi.vocabulary import Tlp
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, sector_choices
from noroshi.web.pages.drafts.fields import FieldShown
from noroshi.web.pages.items.picking import PartyGroup

NEVER_WITHHELD: Final = frozenset({"sharing_scope", "handling_note", "edition_number", "reference_number"})
SECTOR: Final = f"{Naming.SECTOR.value}:"
MOST_PARTS: Final = 9
FIRST_WORDS: Final = 40

type Pick = Callable[[Sequence[str]], tuple[PartyGroup, ...]]


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part held back: `number` names its controls, `mark` its paragraphs."""

    number: int
    mark: str
    colors: tuple[Choice, ...]
    readers: tuple[PartyGroup, ...]
    is_open: bool

    @property
    def name(self) -> str:
        return f"w.part.{self.number}"


@dataclass(frozen=True, slots=True)
class PublishedShown:
    number: int
    address: str
    is_open: bool

    @property
    def name(self) -> str:
        return f"w.published.{self.number}"


@dataclass(frozen=True, slots=True)
class UseShown:
    """What may be decided field by field: a column of the one list of fields."""

    name: str
    words: str
    chosen: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldUses:
    """A field and where it is ticked, in the order of the columns."""

    id: str
    words: str
    uses: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class ParagraphShown:
    """A paragraph of a text, by its first words, with the marks that it may carry."""

    name: str
    words: str
    marks: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Exceptions:
    sectors: tuple[Choice, ...]
    parts: tuple[PartShown, ...]
    published: tuple[PublishedShown, ...]
    uses: tuple[UseShown, ...]
    fields: tuple[FieldUses, ...]
    paragraphs: tuple[tuple[str, tuple[ParagraphShown, ...]], ...]
    bars_government: bool
    names_in_note: bool
    sentences: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        return any(one.is_chosen for one in self.sectors)

    @property
    def has_fields(self) -> bool:
        return any(one.chosen for one in self.uses)


def exceptions(written: Written, fields: Iterable[FieldShown], pick: Pick, terms: Sequence[Term]) -> Exceptions:
    """Of a wish as it is kept; one empty part and one empty address stand ready behind those that are filled."""
    wish, shown = written.wish, [one for one in fields if one.id not in NEVER_WITHHELD]
    kept, parts = _apart(wish.get("parts") or [])
    sectors = [text.removeprefix(SECTOR) for text in wish.get("additions") or [] if text.startswith(SECTOR)]
    marks = _numbered(parts)
    public = [*(wish.get("published") or []), {}]
    uses = tuple(_uses(kept, public, marks))
    return Exceptions(
        sectors=tuple(Choice(value, name, is_chosen=value in sectors) for value, name in sector_choices()),
        parts=tuple(_part(number, part, wish, pick) for number, part in enumerate(marks, start=1)),
        published=tuple(
            PublishedShown(number, str(one.get("address") or ""), bool(one))
            for number, one in enumerate(public, start=1)
        ),
        uses=uses,
        fields=tuple(_field(one, uses) for one in shown),
        paragraphs=tuple(_texts(written, shown, [str(part["mark"]) for part in marks])),
        bars_government=bool(wish.get("bars_government")),
        names_in_note=bool(wish.get("names_in_note")),
        sentences=tuple(term.words(language()) for term in terms),
    )


def _apart(parts: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """What is kept from other sectors, and the parts with readers or a color of their own."""
    kept = [part for part in parts if part.get("kept_from")]
    return (kept[0] if kept else {}), [part for part in parts if part not in kept[:1]]


def _numbered(parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Each part has a mark of its own, and the next free one waits."""
    used = {str(part.get("mark") or "") for part in parts}
    free = (str(number) for number in range(1, MOST_PARTS + 1) if str(number) not in used)
    numbered = [part if part.get("mark") else {**part, "mark": next(free, "")} for part in parts]
    following = next(free, "")
    return [*numbered, {"mark": following}] if following else numbered


def _part(number: int, part: Mapping[str, Any], wish: Mapping[str, Any], pick: Pick) -> PartShown:
    return PartShown(
        number,
        str(part["mark"]),
        _stricter(str(wish.get("tlp") or ""), str(part.get("tlp") or "")),
        pick(part.get("readers") or []),
        is_open=len(part) > 1,
    )


def _uses(
    kept: Mapping[str, Any], public: Sequence[Mapping[str, Any]], parts: Sequence[Mapping[str, Any]]
) -> Iterable[UseShown]:
    yield _use("w.kept", _("Not to other sectors"), kept)
    for number, one in enumerate(public, start=1):
        yield _use(f"w.published.{number}.fields", _("Public at address %(number)d") % {"number": number}, one)
    for number, one in enumerate(parts, start=1):
        yield _use(f"w.part.{number}.fields", _("Part %(number)s") % {"number": one["mark"]}, one)


def _use(name: str, words: str, one: Mapping[str, Any]) -> UseShown:
    return UseShown(name, words, frozenset(one.get("fields") or ()))


def _field(field: FieldShown, uses: Sequence[UseShown]) -> FieldUses:
    ticked = tuple((use.name, field.id in use.chosen) for use in uses)
    return FieldUses(field.id, f"{field.mark} {field.label}".strip(), ticked)


def _stricter(tlp: str, chosen: str) -> tuple[Choice, ...]:
    widest = Tlp.of(tlp).width if tlp in set(Tlp) else Tlp.CLEAR.width
    offered = [one for one in Tlp if one.width < widest or one.value == chosen]
    return (
        Choice("", _("The same color")),
        *(Choice(one.value, f"TLP:{one.name}", is_chosen=one.value == chosen) for one in offered),
    )


def _texts(
    written: Written, shown: Iterable[FieldShown], numbers: Sequence[str]
) -> Iterable[tuple[str, tuple[ParagraphShown, ...]]]:
    """Only texts of several paragraphs: of a single one the field itself is held back."""
    for field in shown:
        text = written.typed.get(field.id)
        found = blocks(text) if field.kind == "text" and isinstance(text, str) else []
        if len(found) > 1:
            yield field.label, tuple(_paragraph(field.id, one, numbers) for one in found)


def _paragraph(field_id: str, block: Block, numbers: Sequence[str]) -> ParagraphShown:
    marks = [
        ("", _("like the rest")),
        *((number, _("part %(number)s") % {"number": number}) for number in numbers),
        *((tlp.value, f"TLP:{tlp.name}") for tlp in (Tlp.RED, Tlp.AMBER)),
    ]
    words = block.text if len(block.text) <= FIRST_WORDS else f"{block.text[:FIRST_WORDS]}…"
    choices = tuple(Choice(value, name, is_chosen=value == block.mark) for value, name in marks)
    return ParagraphShown(f"w.portion.{field_id}.{block.digest}", words, choices)
