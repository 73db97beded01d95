"""All checks over one draft, in the order of its form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from unicodedata import normalize

from noroshi.drafting.checks.bound import bound
from noroshi.drafting.checks.colors import contradicting
from noroshi.drafting.checks.finding import CheckKind, Finding
from noroshi.drafting.checks.insults import insults
from noroshi.drafting.checks.personal import personal
from noroshi.drafting.checks.specimens import is_like_a_specimen
from noroshi.drafting.portions import portions
from noroshi.schemes.forms import Form
from noroshi.vocabulary import FieldType, Tlp
from noroshi.vocabulary.text import texts

CONTACTS: Final = ("source_", "contact_")
"""Who writes and whom one may ask stands there because the form asks for it (手引書 図4, 図7)."""
NO_TEXT: Final = frozenset({FieldType.FILES, FieldType.SPECIMENS, FieldType.REFERENCES, FieldType.DESTINATIONS})
ATTACHMENTS: Final = "attachments"
MOST: Final = 30


def looked_through(
    form: Form, typed: Mapping[str, Any], tlp: Tlp | None, files: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """`files` are the names of those beside the form that are not specimens. Each is named once."""
    found = [*_in_texts(form, typed, tlp), *_in_files(files)]
    return tuple(dict.fromkeys(found))[:MOST]


def _in_texts(form: Form, typed: Mapping[str, Any], tlp: Tlp | None) -> Iterator[Finding]:
    for field in form.fields:
        if field.type in NO_TEXT or field.id not in typed:
            continue
        for text in texts(typed[field.id]):
            plain = normalize("NFKC", text)
            if not field.id.startswith(CONTACTS):
                yield from (Finding(kind, field.id, words) for kind, words in personal(plain))
            yield from (Finding(kind, field.id, words) for kind, words in bound(plain))
            yield from (Finding(kind, field.id, words) for kind, words in insults(plain))
            yield from (Finding(kind, field.id, words) for kind, words in _colors(text, tlp))


def _colors(text: str, tlp: Tlp | None) -> Iterator[tuple[CheckKind, str]]:
    """A paragraph that is marked in a stricter color is measured by its own."""
    if tlp is None:
        return
    cut = portions(text, tlp)
    pieces = ((one.text, Tlp.of(one.mark) if one.mark in set(Tlp) else tlp) for one in cut.pieces)
    for part, color in ((cut.open, tlp), *pieces):
        yield from contradicting(normalize("NFKC", part), color)


def _in_files(names: Iterable[str]) -> Iterator[Finding]:
    return (Finding(CheckKind.SPECIMEN, ATTACHMENTS, name) for name in names if is_like_a_specimen(name))
