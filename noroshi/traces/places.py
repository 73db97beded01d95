"""Where something is: names that everybody knows, addresses, and facilities that carry a name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from noroshi.traces import gazetteer
from noroshi.traces.folding import same_length
from noroshi.traces.nouns import LONG_NOUNS, NOUNS
from noroshi.traces.trace import Passage
from noroshi.traces.words import any_of, words
from noroshi.vocabulary.traces import TraceKind, TraceSign

ANY_LATIN: Final = any_of(gazetteer.LATIN)
FACILITIES: Final = "|".join(
    one if len(one) > 1 else f"{one}(?![一-龠々])" for one in sorted(words("facilities"), key=len, reverse=True)
)
SURNAMES: Final = frozenset(words("surnames"))
NOT_PLACES: Final = frozenset(words("not_places"))
PROPER: Final = r"[一-龠々ヶノァ-ヺーA-Za-z0-9]"
LONGEST_FIRST: Final = sorted(NOT_PLACES, key=len, reverse=True)
JOINT: Final = re.compile(r"(?<=[一-龠])[のがつ](?=[一-龠])")
DETERMINERS: Final = re.compile(
    r"^(?:当該|同一|近隣|隣接|対象|関係|被害|発生|一部|複数|上記|下記|前記|最寄り|各|同|他の?)+"
)
ADMINISTERED: Final = r"(?=[^一-龠]|$|内|役所|長|立|営|全域|一部|北部|南部|東部|西部|中心部|周辺|沿岸|地区|地内|消防|警察|役場|水道|教育|社会|商工|保健|土木|防災|議会|[一-龠]{1,5}[市区町村])"
ENGLISH_FACILITIES: Final = (
    "Power Station|Power Plant|Substation|Branch(?: Office)?|Hospital|Plant|Data Cent(?:er|re)|Airport|Station|Office|Building|Refinery|Terminal|"
    "Medical Cent(?:er|re)|Works|Depot|Factory|Prefecture|City"
)
PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"([一-龠々ヶケノ]{{1,6}}(?:市|郡)?(?:[一-龠々ヶケノ]{{1,5}}(?:区|町|村))?(?<=[市郡区町村])){ADMINISTERED}",
        r"([一-龠々]{1,3}[がつのヶ][一-龠々]{1,3}[市町村区])(?![場販民街況間])",
        r"((?:[一-龠々ヶケノ]{1,8})\d{1,5}番地(?:の?\d{1,4})?)",
        r"([ぁ-ん]{2,6}(?:市|町|村|区))(?![場販民街況間])",
        r"(?<![一-龠])([一-龠々]{1,4})(?:・[一-龠々]{1,4})?管内",
        r"・([一-龠々]{1,4})管内",
        r"(〒?\s?\d{3}-\d{4})(?=[\s　]*[一-龠])",
        r"([一-龠々ヶケノぁ-んァ-ヺ]{1,8}\s?\d{1,2}(?:丁目|-\d{1,3}(?:-\d{1,3})?(?=[\s　、。)）]|$))(?:\s?\d{1,3}(?:番地?|-)(?:\s?\d{1,3}号?)?)?)",
        r"(大字[一-龠々ヶケノぁ-ん]{1,8}\d{0,5}(?:番地)?|(?<=[町村市])字[一-龠々ヶケノぁ-ん]{1,6}\d{0,5}(?:番地)?)",
        r"((?:北緯|N)\s?\d{1,2}[.度°][\d.分秒′″'\"]*[\s,、]*(?:東経|E)\s?\d{2,3}[.度°][\d.分秒′″'\"]*)",
        r"(?<![\d.])(\d{2}\.\d{3,8}[,、\s]\s?1[234]\d\.\d{3,8})(?![\d.])",
        rf"\b([A-Z][a-z]{{1,20}}(?:[ -][A-Z][a-z]{{1,20}}){{0,2}}[ ](?:No\.\s?\d+[ ])?(?:{ENGLISH_FACILITIES}))\b",
    )
)
FACILITY: Final = re.compile(
    rf"({PROPER}{{1,12}}?|[ぁ-ん]{{2,6}}{PROPER}{{0,6}}?|[一-龠]{{1,3}}[のがつ][一-龠]{{1,3}})(第?[0-9一二三四五六七八九]{{1,2}}号?)?({FACILITIES})"
)
HIRAGANA: Final = re.compile(r"[ぁ-ん]+")
WORDS_IN_HIRAGANA: Final = frozenset(words("words_in_hiragana"))
FLOOR: Final = re.compile(r"([一-龠々ァ-ヺーA-Za-z0-9]{2,14}(?:ビルディング|ビル|タワー|棟))\s?(?:\d{1,2}(?:階|F))")


@lru_cache(maxsize=1)
def _latin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{ANY_LATIN})\b", re.IGNORECASE)


def places_in(text: str) -> Iterator[Passage]:
    plain = same_length(text)
    for found in gazetteer.pattern().finditer(plain):
        yield Passage(*found.span(), TraceKind.PLACE, sign=TraceSign.LIST)
    for found in _latin().finditer(plain):
        yield Passage(*found.span(), TraceKind.PLACE, sign=TraceSign.LIST)
    for pattern in (*PATTERNS, FLOOR):
        for found in pattern.finditer(plain):
            if not _says_nothing(found[1]):
                yield Passage(*found.span(1), TraceKind.PLACE, sign=TraceSign.CONTEXT)
    yield from _facilities(plain)


def _facilities(plain: str) -> Iterator[Passage]:
    for found in FACILITY.finditer(plain):
        name = _proper(_without_particle(found[1]))
        if name:
            yield Passage(found.end(1) - len(name), found.end(), TraceKind.PLACE, sign=TraceSign.CONTEXT)


def _without_particle(name: str) -> str:
    """A name may begin in hiragana, みなと駅; および第二浄水場 names none."""
    run = HIRAGANA.match(name)
    if run is None:
        return name
    head = run[0].lstrip("のはがをにでへとや") if run[0] not in WORDS_IN_HIRAGANA else ""
    return name[run.end() :] if len(head) < 2 or head in WORDS_IN_HIRAGANA else head + name[run.end() :]


def _is_joined(name: str) -> bool:
    """鵜の木 is one name, 会員の保守 is two nouns."""
    return all(len(part) < 4 and part and LONG_NOUNS.sub("", part) == part for part in re.split("[のがつ]", name))


def _proper(name: str) -> str:
    """What is left of 当該東浜 before 変電所; nothing of 当該. 国際展示場 before 駅 is a name, by what is left of it without 国際."""
    name = DETERMINERS.sub("", name)
    if JOINT.search(name) and not _is_joined(name):
        name = JOINT.split(name)[-1]
    own = name
    for word in LONGEST_FIRST:
        own = own.removeprefix(word) if len(word) > 1 else own
    for word in LONGEST_FIRST:
        own = own.removesuffix(word) if len(word) > 1 else own
    return "" if name in NOT_PLACES or len(own) < 2 or not NOUNS.sub("", own) else name


def _says_nothing(name: str) -> bool:
    return (
        name in NOT_PLACES
        or name in SURNAMES
        or name
        in {
            "都道府県",
            "市区町村",
            "市町村",
            "各市",
            "全市",
            "同市",
            "当市",
            "本市",
            "大都市",
            "政令市",
            "政令指定都市",
            "中核市",
        }
    )
