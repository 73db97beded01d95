"""Where a text holds what is known of a source, in any of its forms."""

import re
from collections.abc import Callable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

from noroshi.traces.folding import HIDDEN, Folded, fold, folded, same_length
from noroshi.traces.forms import Form, Stands, digits_of, forms_of, standing_in
from noroshi.traces.known import Known
from noroshi.traces.shapes import DOT_WORDS, LABEL, addresses_in, refanged, without_dot_words
from noroshi.traces.stems import with_form
from noroshi.traces.trace import Passage
from noroshi.vocabulary.traces import Sureness, TraceKind, TraceSign

SHORT_LATIN: Final = 6
VERY_SHORT_LATIN: Final = 2
HIRAGANA_ENOUGH: Final = 4
HOUSES: Final = frozenset({TraceKind.NAME, TraceKind.GROUP, TraceKind.COMPANY, TraceKind.CONTRACTOR})
INITIAL: Final = re.compile(r"(?<![A-Za-z])[A-Z]\.[ ]?$")
LONG_VOWELS: Final = "ーｰ"
RUBY: Final = re.compile(r"[(（《][ぁ-ゖァ-ヺー・\s]{1,20}[)）》]")
PUNYCODE: Final = re.compile(rf"xn--{LABEL}", re.IGNORECASE)
KATAKANA: Final = re.compile(r"[ァ-ヺーｦ-ﾟ]")
DIGITS_OF_EXCHANGE: Final = 6
EVERYBODYS_EXCHANGES: Final = frozenset({"12", "57", "80", "00"})
"""Free and shared numbers (0120, 0570, 0800), and what no exchange has."""


def known_in(text: str, known: Known) -> Iterator[Passage]:
    shape = fold(text)
    forms = forms_of(known)
    yield from matches(text, shape, forms)
    for other in (without_dot_words(text) if DOT_WORDS.search(text) else "", _without_readings(text)):
        if other and other != text:
            yield from matches(other, fold(other), forms)
    yield from _punycode(text, forms)
    yield from _in_networks(same_length(text) if known.networks else text, known.networks)
    yield from _same_exchange(shape, known.telephones)


def matches(text: str, shape: Folded, forms: tuple[Form, ...]) -> Iterator[Passage]:
    for form in standing_in(shape.text, forms):
        for start, end in shape.spans(form.wanted):
            if _is_meant(text, start, end, form):
                yield Passage(*_with_form(text, start, end, form), form.kind, form.sureness, form.sign)


def _with_form(text: str, start: int, end: int, form: Form) -> tuple[int, int]:
    """㈱ before a name goes where the name goes, and so does the ー at its end."""
    while text[end : end + 1] in LONG_VOWELS and end < len(text):
        end += 1
    if (
        form.kind is TraceKind.PERSON
        and form.wanted.isascii()
        and (initial := INITIAL.search(text, max(0, start - 4), start))
    ):
        return initial.start(), end
    return with_form(text, start, end) if form.kind in HOUSES else (start, end)


def _is_meant(text: str, start: int, end: int, form: Form) -> bool:
    if form.not_after and text[end : end + 1] in form.not_after and end < len(text):
        return False
    return STANDS[form.stands](text, start, end, form.wanted)


def _stands_alone(text: str, start: int, end: int, wanted: str) -> bool:
    """`as a hint` is no Asahi, `security` no IT: a short Latin name that is spread out, or very short, must be whole words."""
    spread = any(character.isspace() for character in text[start:end])
    if not wanted.isascii() or len(wanted) > (SHORT_LATIN if spread else VERY_SHORT_LATIN):
        return True
    return _is_word(text, start, end, wanted)


def _is_word(text: str, start: int, end: int, _wanted: str) -> bool:
    return not (is_latin(text[start - 1 : start]) or is_latin(text[end : end + 1]))


def _is_capital(text: str, start: int, end: int, wanted: str) -> bool:
    """SEPC is meant, `sepc` in a word is not; S.E.P.C. is."""
    typed = [one for one in text[start:end] if one.isalpha()]
    whole = _is_word(text, start, end, wanted)
    return whole and len(typed) == len(wanted) and all(one.isupper() for one in typed)


def _is_unbroken(text: str, start: int, end: int, _wanted: str) -> bool:
    return not any(character.isspace() for character in text[start:end])


def _is_whole_number(text: str, start: int, end: int, _wanted: str) -> bool:
    return not (text[start - 1 : start].isdigit() or text[end : end + 1].isdigit())


def _is_whole_kana(text: str, start: int, end: int, _wanted: str) -> bool:
    """In katakana no katakana may go on; in hiragana, which runs into the next word, it must be long."""
    if KATAKANA.search(text[start:end]):
        return not (KATAKANA.match(text[start - 1 : start]) or KATAKANA.match(text[end : end + 1]))
    return end - start >= HIRAGANA_ENOUGH


STANDS: Final[dict[Stands, Callable[[str, int, int, str], bool]]] = {
    Stands.ALONE: _stands_alone,
    Stands.WORD: _is_word,
    Stands.CAPITALS: _is_capital,
    Stands.KANA: _is_whole_kana,
    Stands.UNBROKEN: _is_unbroken,
    Stands.DIGITS: _is_whole_number,
}


def is_latin(character: str) -> bool:
    shape = folded(character)
    return shape.isascii() and shape.isalpha()


def _without_readings(text: str) -> str:
    """潮見（しおみ）電力 is read past its furigana."""
    return RUBY.sub(lambda found: HIDDEN * len(found[0]), text)


def _punycode(text: str, forms: tuple[Form, ...]) -> Iterator[Passage]:
    for found in PUNYCODE.finditer(text):
        try:
            plain = folded(found[0].encode("ascii").decode("idna"))
        except UnicodeError:
            continue
        if any(form.wanted in plain for form in forms if not form.wanted.isdigit()):
            yield Passage(*found.span(), TraceKind.DOMAIN, Sureness.OWN, TraceSign.DIRECTORY)


def _in_networks(text: str, networks: tuple[str, ...]) -> Iterator[Passage]:
    """A net as wide as the internet says nothing."""
    for own in (network for one in networks if (network := _network(one)) and network.prefixlen):
        for start, end in addresses_in(text, own):
            typed = refanged(text[start:end]).replace(" ", "")
            found = _network(typed.replace("x", "0").replace("*", "0"))
            if found and found.version == own.version and found.overlaps(own):
                yield Passage(start, end, TraceKind.ADDRESS, Sureness.OWN, TraceSign.OWN_NETWORK)


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _same_exchange(shape: Folded, telephones: tuple[str, ...]) -> Iterator[Passage]:
    """A direct number beside the one in the directory: the first six digits are the house's."""
    numbers = (digits for one in telephones if len(digits := digits_of(one)) == 10)
    for head in {one[:DIGITS_OF_EXCHANGE] for one in numbers if one[1:3] not in EVERYBODYS_EXCHANGES}:
        for form in (head, f"81{head[1:]}"):
            yield from _numbers_after(shape, form)


def _numbers_after(shape: Folded, head: str) -> Iterator[Passage]:
    text, whole = shape.text, len(head) + 10 - DIGITS_OF_EXCHANGE
    at = text.find(head)
    while at >= 0:
        if text[at : at + whole].isdecimal() and not (
            text[at - 1 : at].isdecimal() or text[at + whole : at + whole + 1].isdecimal()
        ):
            yield Passage(
                *shape.span(at, min(at + whole, len(text))),
                TraceKind.TELEPHONE,
                Sureness.LIKELY,
                TraceSign.SAME_EXCHANGE,
            )
        at = text.find(head, at + 1)
