"""Under which forms what is known of a source may stand in a text, and how each must stand to be meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from noroshi.traces.folding import folded
from noroshi.traces.known import Known
from noroshi.traces.romaji import spellings
from noroshi.traces.short_forms import Short, short_forms
from noroshi.traces.stems import stem
from noroshi.traces.words import words
from noroshi.vocabulary.traces import Sureness, TraceKind, TraceSign


class Stands(Enum):
    """Where a form must stand: `ALONE` as a name does, `WORD` between no letters, `CAPITALS` so and in capitals only, `KANA` not
    inside longer kana, `ADDRESSED` before さん, `UNBROKEN` written in one piece."""

    ALONE = auto()
    WORD = auto()
    CAPITALS = auto()
    KANA = auto()
    UNBROKEN = auto()
    DIGITS = auto()


@dataclass(frozen=True, slots=True)
class Form:
    """`not_after` are characters that make another word of it."""

    wanted: str
    kind: TraceKind
    sureness: Sureness = Sureness.OWN
    sign: TraceSign = TraceSign.DIRECTORY
    stands: Stands = Stands.ALONE
    not_after: str = ""


type Named = tuple[Form, ...]
"""What texts themselves call by name."""
COMMON_LABELS: Final = frozenset(words("common_labels"))
EVERYBODYS_DOMAINS: Final = frozenset(words("common_mail_domains"))
EVERYBODYS_LOCALS: Final = frozenset(words("common_mailboxes"))
SHORTEST: Final = 2
MANY: Final = 200
SHORTEST_LABEL: Final = 4
SHORTEST_NUMBER: Final = 6
HONORIFICS: Final = (
    *(
        "さん",
        "氏",
        "様",
        "殿",
        "課長",
        "部長",
        "室長",
        "係長",
        "主任",
        "主査",
        "担当",
        "社長",
        "所長",
        "支店長",
        "次長",
        "専務",
        "常務",
    ),
    *("取締役", "技師", "先生", "院長", "医師", "局長", "統括", "リーダ", "マネージャ"),
)
KANA: Final = re.compile(r"[ぁ-ゖァ-ヺー\s・]+")


@lru_cache(maxsize=256)
def forms_of(known: Known) -> tuple[Form, ...]:
    """Each once; the surest of two that are written alike."""
    found: dict[tuple[str, TraceKind], Form] = {}
    for form in sorted(_all(known), key=lambda one: list(Sureness).index(one.sureness)):
        if len(form.wanted) >= SHORTEST:
            found.setdefault((form.wanted, form.kind), form)
    return tuple(found.values())


def standing_in(folded_text: str, forms: tuple[Form, ...]) -> Iterable[Form]:
    """With thousands of names and a short text, only those whose first two characters it holds."""
    if len(forms) < MANY or len(folded_text) > len(forms):
        return forms
    starts = _by_start(forms)
    pairs = {folded_text[at : at + SHORTEST] for at in range(len(folded_text) - 1)}
    return [form for pair in pairs for form in starts.get(pair, ())]


@lru_cache(maxsize=64)
def _by_start(forms: tuple[Form, ...]) -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault(form.wanted[:SHORTEST], []).append(form)
    return found


def _all(known: Known) -> Iterator[Form]:
    yield from _names(known.names, TraceKind.NAME)
    yield from _names(known.groups, TraceKind.GROUP)
    yield from (Form(folded(name), TraceKind.NAME) for name in known.desks)
    yield from _names(known.contractors, TraceKind.CONTRACTOR)
    yield from (form for name in known.people for form in _person(name))
    yield from _domains(known)
    yield from _mails(known.mails)
    yield from _numbers(known.telephones)
    for kind, kept in (
        (TraceKind.SYSTEM, known.systems),
        (TraceKind.PLACE, known.places),
        (TraceKind.PRODUCT, known.products),
    ):
        yield from (Form(folded(word), kind, stands=_as_written(word)) for word in kept)
    yield from (Form(folded(name), TraceKind.COMPANY) for one in known.companies for name in (one, stem(one)))


def _names(names: Iterable[str], kind: TraceKind) -> Iterator[Form]:
    """Whole, without 株式会社, and as people shorten it."""
    every = tuple(names)
    for name in every:
        yield from (Form(folded(one), kind) for one in (name, stem(name)))
    for short in short_forms(every):
        stands = Stands.CAPITALS if short.is_initials else _short_stands(short)
        yield Form(folded(short.text), kind, Sureness.LIKELY, short.sign, stands, short.not_after)


def _short_stands(short: Short) -> Stands:
    """What the directory itself writes in hiragana, みなも, is meant wherever it stands; a reading is not."""
    return Stands.ALONE if short.sign is TraceSign.SHORT_FORM and not short.text.isascii() else _as_written(short.text)


def _person(name: str) -> Iterator[Form]:
    """Whole, and each part of it: 連絡 太郎 is 連絡 as well. One character alone is a name only before さん."""
    yield Form(folded(name), TraceKind.PERSON, stands=_whole_stands(name))
    if KANA.fullmatch(name):
        for spelled in spellings(name):
            yield from _person_parts(spelled, TraceSign.READING)
    yield from _person_parts(name, TraceSign.DIRECTORY)


def _person_parts(name: str, sign: TraceSign) -> Iterator[Form]:
    parts = [part for part in re.split(r"[\s,・=＝.]+", name) if part]
    if len(parts) > 1:
        yield Form(folded("".join(reversed(parts))), TraceKind.PERSON, sign=sign, stands=_whole_stands(name))
        yield Form(folded("".join(parts)), TraceKind.PERSON, sign=sign, stands=_whole_stands(name))
    for part in parts:
        if len(folded(part)) == 1:
            addressed = HONORIFICS if not part.isascii() else ()
            yield from (Form(folded(part + one), TraceKind.PERSON, stands=Stands.UNBROKEN) for one in addressed)
        elif not part.isascii() or len(part) > SHORTEST:
            yield Form(folded(part), TraceKind.PERSON, sign=sign, stands=_part_stands(part))


def _whole_stands(name: str) -> Stands:
    """A whole name is long enough to be meant wherever it stands; in kana it may be the end of another word."""
    return Stands.KANA if KANA.fullmatch(name) else Stands.ALONE


def _part_stands(part: str) -> Stands:
    return Stands.WORD if part.isascii() else Stands.KANA if KANA.fullmatch(part) else Stands.ALONE


def _as_written(word: str) -> Stands:
    return Stands.WORD if word.isascii() else Stands.KANA if KANA.fullmatch(word) else Stands.ALONE


def _domains(known: Known) -> Iterator[Form]:
    """An address says its domain too; hosts are named after what is the organization's own in it."""
    for domain in (*known.domains, *known.mails):
        whole = domain.rpartition("@")[2].casefold()
        if whole in EVERYBODYS_DOMAINS:
            continue
        for written in _alphabets(whole):
            yield Form(folded(written), TraceKind.DOMAIN)
            labels = (label for label in re.split(r"[.。]", written) if label not in COMMON_LABELS)
            yield from (Form(folded(label), TraceKind.DOMAIN) for label in labels if len(label) >= SHORTEST_LABEL)


def _alphabets(domain: str) -> Iterator[str]:
    """日本語.jp is xn--wgv71a119e.jp as well, either way round."""
    yield domain
    try:
        yield domain.encode("ascii").decode("idna") if "xn--" in domain else domain.encode("idna").decode()
    except UnicodeError:
        return


def _mails(mails: Iterable[str]) -> Iterator[Form]:
    for mail in mails:
        local = mail.partition("@")[0].casefold()
        if "@" in mail and len(local) >= SHORTEST_LABEL and local not in EVERYBODYS_LOCALS:
            yield Form(folded(local), TraceKind.EMAIL, Sureness.LIKELY, stands=Stands.WORD)


def _numbers(telephones: Iterable[str]) -> Iterator[Form]:
    """At home, from abroad, and without the area code."""
    for number in telephones:
        digits = digits_of(number)
        for form in (digits, f"81{digits[1:]}" if digits.startswith("0") else digits, f"810{digits[1:]}"):
            if len(form) >= SHORTEST_NUMBER:
                yield Form(form, TraceKind.TELEPHONE, stands=Stands.ALONE)
        if len(digits) == 10:
            yield Form(digits[-8:], TraceKind.TELEPHONE, Sureness.LIKELY, stands=Stands.DIGITS)


def digits_of(number: str) -> str:
    """Without the extension."""
    whole = re.split(r"内線|ext|x", folded(number))[0]
    return "".join(one for one in whole if one in "0123456789")
