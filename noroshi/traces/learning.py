"""What a text itself says of names: an alias in brackets, a surname after the full name, a company without its form."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from noroshi.traces.folding import folded
from noroshi.traces.forms import Form, Stands
from noroshi.traces.nouns import LONG_NOUNS
from noroshi.traces.people import surname_of
from noroshi.traces.stems import stem
from noroshi.traces.trace import Passage
from noroshi.traces.words import words
from noroshi.vocabulary.traces import Sureness, TraceKind, TraceSign

ALIAS: Final = re.compile(
    r"[ 　]?[（(](?:以下、?|略称:?|通称:?)?(?:単に)?[「『\"]([^」』\"\n]{2,20})[」』\"](?:と(?:いう|記す|呼ぶ|する|表記(?:する)?|略す))?。?[）)]"
)
LEARNS: Final = frozenset(
    {
        TraceKind.PERSON,
        TraceKind.COMPANY,
        TraceKind.CONTRACTOR,
        TraceKind.SYSTEM,
        TraceKind.NAME,
        TraceKind.HOST,
        TraceKind.PLACE,
    }
)
COMMON: Final = frozenset((*words("not_companies"), *words("not_systems"), *words("not_people")))
MOST: Final = 200


def learned_forms(text: str, found: Iterable[Passage]) -> tuple[Form, ...]:
    """What was found by its surroundings is sought in the rest of the text as well."""
    forms: dict[tuple[str, TraceKind], Form] = {}
    for one in found:
        for name, stands in _names(text, one) if one.kind in LEARNS else ():
            sureness = Sureness.LIKELY if one.sureness is not Sureness.POSSIBLE else Sureness.POSSIBLE
            if len(folded(name)) > 1 and name not in COMMON:
                form = Form(folded(name), one.kind, sureness, TraceSign.LEARNED, stands)
                forms.setdefault((form.wanted, form.kind), form)
        if len(forms) >= MOST:
            break
    return tuple(forms.values())


def _names(text: str, one: Passage) -> Iterator[tuple[str, Stands]]:
    name = text[one.start : one.end]
    if alias := ALIAS.match(text, _behind_form(text, one.end)):
        yield alias[1], Stands.WORD if alias[1].isascii() else Stands.ALONE
    if one.kind is TraceKind.PERSON:
        if len(surname := surname_of(name)) > 1 and not surname.isascii():
            yield surname, Stands.UNBROKEN
        if " " in name and name.isascii():
            yield from ((part, Stands.WORD) for part in re.split(r"[ ,]+", name) if len(part) > 2)
    elif one.kind in {TraceKind.COMPANY, TraceKind.CONTRACTOR}:
        bare = stem(name)
        if len(bare) > 2:
            yield bare, Stands.WORD if bare.isascii() else Stands.UNBROKEN
        own = LONG_NOUNS.sub("", bare)
        if 1 < len(own) < len(bare) and bare.startswith(own):
            yield own, Stands.WORD if own.isascii() else Stands.UNBROKEN
    elif one.kind in {TraceKind.HOST, TraceKind.SYSTEM}:
        yield name, Stands.WORD


FORMS_BEHIND: Final = re.compile(r"[ 　]?(?:株式会社|有限会社|合同会社|㈱|\(株\)|（株）|,? (?:Inc|Co|Ltd)\.?,?)*")


def _behind_form(text: str, end: int) -> int:
    found = FORMS_BEHIND.match(text, end)
    return found.end() if found else end
