"""特記事項 said from its structure: what readers and carriers must know of it, in both languages, printed in the handling note.

Who is added or excluded by name is printed only where the writer says so: whom one leaves out is not for everybody to read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from noroshi.editions.addressed import Addressed, addressed
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form
from noroshi.sharing.marking import Marking, Published
from noroshi.sharing.parties import Naming, Party
from noroshi.sharing.redaction import TERMS
from noroshi.vocabulary import OrganizationKind, Said, Word
from noroshi.vocabulary.plain_sight import defanged

NOTE: Final = "handling_note"
LANGUAGES: Final = ("ja", "en")


class TermKind(Word):
    """The forms in which a handling note says what a color cannot (手引書 2.3(2), 図5)."""

    BARRED = "barred", "政府機関への提供不可", "not to be passed to government"
    ALSO_SECTORS = "also_sectors", "ほかの分野への提供可", "may go to other sectors"
    ALSO_TO = "also_to", "追加の提供先", "may also go to"
    NOT_TO = "not_to", "提供しない相手", "not to be passed to"
    PUBLISHED = "published", "公表済み", "public already"


@dataclass(frozen=True, slots=True)
class Term:
    """One sentence, with the fields that it is about and the address where they stand already."""

    kind: TermKind
    ja: str
    en: str
    fields: tuple[str, ...] = ()
    address: str = ""

    def words(self, lang: str) -> str:
        return self.en if lang.startswith("en") else self.ja

    def plain(self) -> dict[str, Any]:
        said: dict[str, Any] = {"kind": self.kind.value, "ja": self.ja, "en": self.en}
        return (
            said
            | ({"fields": list(self.fields)} if self.fields else {})
            | ({"address": self.address} if self.address else {})
        )


def terms_of(marking: Marking, form: Form, scheme: Scheme, *, names: bool) -> tuple[Term, ...]:
    """In the order in which an official would say them."""
    return tuple(_terms(marking, form, scheme, names=names))


def with_terms(content: Mapping[str, Any], terms: Sequence[Term]) -> dict[str, Any]:
    """The sentences stand before what was written freely; beside them their structure, for readers of either language."""
    if not terms:
        return dict(content)
    free = Said.of(content.get(NOTE, "")).value
    said = [*(term.ja for term in terms), *([str(free)] if free else [])]
    return {**content, NOTE: "\n".join(said), TERMS: [term.plain() for term in terms]}


def terms_in(content: Mapping[str, Any]) -> tuple[Term, ...]:
    """As they were sealed."""
    found = content.get(TERMS)
    return tuple(
        Term(TermKind.of(one["kind"]), one["ja"], one["en"], tuple(one.get("fields", ())), one.get("address", ""))
        for one in (found if isinstance(found, list) else [])
        if one.get("kind") in set(TermKind)
    )


def free_note(content: Mapping[str, Any]) -> str:
    """What was written beside the sentences."""
    said = {term.ja for term in terms_in(content)}
    note = Said.of(content.get(NOTE, "")).value
    return "\n".join(line for line in str(note).split("\n") if line not in said) if said else str(note)


def _terms(marking: Marking, form: Form, scheme: Scheme, *, names: bool) -> Iterator[Term]:
    if marking.bars_government:
        yield Term(TermKind.BARRED, "政府機関への提供不可。", "Not to be passed to government bodies.")
    sectors = frozenset(party for party in marking.additions if party.naming is Naming.SECTOR)
    yield from _to_sectors(marking, sectors, form, scheme)
    if names and (others := _named(marking.additions - sectors)):
        yield Term(
            TermKind.ALSO_TO,
            f"{'、'.join(one[0] for one in others)}への情報提供可。",
            f"May also be passed to {', '.join(one[1] for one in others)}.",
        )
    if names and (excluded := _named(marking.exclusions)):
        yield Term(
            TermKind.NOT_TO,
            f"{'、'.join(one[0] for one in excluded)}への情報提供不可。",
            f"Not to be passed to {', '.join(one[1] for one in excluded)}.",
        )
    yield from (_published(one, form) for one in marking.published)


def _to_sectors(marking: Marking, sectors: frozenset[Party], form: Form, scheme: Scheme) -> Iterator[Term]:
    """Sectors that lack the same fields are named together (図5 企業が特定される事項を除いて他分野への情報提供可)."""
    apart: dict[frozenset[str], list[str]] = {}
    for party in sorted(sectors):
        lacks = frozenset(name for part in marking.parts if party in part.kept_from for name in part.fields)
        apart.setdefault(lacks, []).append(party.which)
    for fields, ids in apart.items():
        ja, en = (
            ("、".join(_sector(scheme, one, "ja") for one in ids)),
            ", ".join(_sector(scheme, one, "en") for one in ids),
        )
        but_ja, but_en = (_labels(form, fields, lang) for lang in LANGUAGES)
        yield Term(
            TermKind.ALSO_SECTORS,
            f"{'、'.join(but_ja)}を除いて{ja}分野への情報提供可。" if fields else f"{ja}分野への情報提供可。",
            f"May be passed to {en}, except: {', '.join(but_en)}." if fields else f"May be passed to {en}.",
            fields=tuple(sorted(fields)),
        )


def _published(one: Published, form: Form) -> Term:
    ja, en = (_labels(form, one.fields, lang) for lang in LANGUAGES)
    at = defanged(one.address)
    return Term(
        TermKind.PUBLISHED,
        f"{'、'.join(ja)}は公表済み（{at}）。引用可。",
        f"Public already at {at}, may be quoted: {', '.join(en)}.",
        fields=tuple(sorted(one.fields)),
        address=one.address,
    )


def _labels(form: Form, fields: Iterable[str], lang: str) -> list[str]:
    """In printed order; paragraphs count as their field and say so."""
    named = {name.partition("#")[0]: "#" in name for name in sorted(fields, reverse=True)}
    part = "（一部）" if lang == "ja" else " (in part)"
    known = [field for field in form.fields if field.id in named]
    return [f"{field.label(lang)}{part if named[field.id] else ''}" for field in known]


def _sector(scheme: Scheme, sector_id: str, lang: str) -> str:
    found = scheme.sector(sector_id)
    return found.label(lang) if found else sector_id


def _named(parties: Iterable[Party]) -> list[tuple[str, str]]:
    return [_words(one) for one in addressed(sorted(map(str, parties)))]


def _words(one: Addressed) -> tuple[str, str]:
    naming, _colon, which = one.text.partition(":")
    if naming == Naming.KIND:
        kind = OrganizationKind.of(which)
        return kind.label("ja"), kind.label("en")
    ja = f"{one.home_ja} {one.name_ja}".strip() or which
    return ja, f"{one.home_en or one.home_ja} {one.name_en or one.name_ja}".strip() or which
