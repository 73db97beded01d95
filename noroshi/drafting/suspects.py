"""What may still give a source away before an anonymized edition leaves: found by the machine, judged by a person (C-079)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from noroshi.drafting.folding import Folded, fold, folded
from noroshi.drafting.identifiers import SuspectKind, identifiers_in, undotted
from noroshi.drafting.sought import SHORTEST, Sought
from noroshi.vocabulary import Said

SHORT_LATIN: Final = 6
VERY_SHORT_LATIN: Final = 2


@dataclass(frozen=True, slots=True)
class Suspect:
    """A passage of one field. `is_known`: the directory says that it is the source's own."""

    field: str
    start: int
    end: int
    text: str
    kind: SuspectKind
    is_known: bool = False


def suspects(texts: Mapping[str, str], sought: Sought) -> tuple[Suspect, ...]:
    """By field and place, without overlaps: what overlaps is one passage, named after its longest part."""
    return tuple(one for field, text in texts.items() for one in _merged(field, text, _found(text, sought)))


def suggest(text: str, found: Collection[Suspect], lang: str = "ja") -> str:
    """The source's own is replaced. What only might be is left: the attacker's address is what others need."""
    for one in sorted((one for one in found if one.is_known), key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.kind.label(lang) + text[one.end :]
    return text


def texts_of(content: Mapping[str, Any]) -> dict[str, str]:
    """Everything that an edition says in words, by field: `timeline.3.entry`, `attachments.0.name`."""
    return {name: text for field, raw in content.items() for name, text in _texts(field, raw)}


def _texts(field: str, raw: Any) -> Iterator[tuple[str, str]]:
    if isinstance(raw, Mapping) and "value" in raw:
        yield from _texts(field, Said.of(raw).value)
        yield from _texts(f"{field}.basis", Said.of(raw).basis)
    elif isinstance(raw, Mapping):
        yield from (pair for name, cell in raw.items() for pair in _texts(f"{field}.{name}", cell))
    elif isinstance(raw, Sequence) and not isinstance(raw, str):
        yield from (pair for place, cell in enumerate(raw) for pair in _texts(f"{field}.{place}", cell))
    elif isinstance(raw, str) and raw:
        yield field, raw


type Passage = tuple[int, int, SuspectKind, bool]


def _found(text: str, sought: Sought) -> Iterator[Passage]:
    shape, bare = fold(text), undotted(text)
    for kind, forms in ((SuspectKind.NAME, sought.name_forms()), (SuspectKind.PERSON, sought.person_forms())):
        for form in forms:
            yield from ((start, end, kind, True) for start, end in _spans(text, shape, form))
    for label in sought.domain_labels():
        yield from ((start, end, SuspectKind.DOMAIN, True) for start, end in _spans(text, shape, label))
    for number in sought.number_forms():
        yield from ((start, end, SuspectKind.TELEPHONE, True) for start, end in shape.spans(number))
    for domain in sought.domain_forms():
        yield from ((start, end, SuspectKind.DOMAIN, True) for start, end in bare.spans(domain))
    yield from ((start, end, kind, False) for kind, start, end in identifiers_in(text))


def _spans(text: str, shape: Folded, form: str) -> Iterator[tuple[int, int]]:
    wanted = folded(form)
    for start, end in shape.spans(wanted) if len(wanted) >= SHORTEST else ():
        if not wanted.isascii() or _stands_alone(text, start, end, len(wanted)):
            yield start, end


def _stands_alone(text: str, start: int, end: int, length: int) -> bool:
    """`as a hint` is no Asahi, `security` no IT: a short Latin name that is spread out, or very short, must be whole words."""
    spread = any(character.isspace() for character in text[start:end])
    if length > (SHORT_LATIN if spread else VERY_SHORT_LATIN):
        return True
    return not (_is_latin(text[start - 1 : start]) or _is_latin(text[end : end + 1]))


def _is_latin(character: str) -> bool:
    shape = folded(character)
    return shape.isascii() and shape.isalnum()


def _merged(field: str, text: str, passages: Iterator[Passage]) -> Iterator[Suspect]:
    group: list[Passage] = []
    reach = 0
    for one in sorted(passages, key=lambda one: (one[0], -one[1])):
        if group and one[0] >= reach:
            yield _one(field, text, group)
            group = []
        group.append(one)
        reach = max(reach, one[1])
    if group:
        yield _one(field, text, group)


def _one(field: str, text: str, group: list[Passage]) -> Suspect:
    start, end = group[0][0], max(end for _, end, _, _ in group)
    kind = max(group, key=lambda one: (one[1] - one[0], one[3]))[2]
    return Suspect(field, start, end, text[start:end], kind, any(known for _, _, _, known in group))
