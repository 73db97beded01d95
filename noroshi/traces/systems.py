"""Systems that carry a name of their own, and how the source speaks of itself."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from noroshi.traces.companies import ROLE
from noroshi.traces.folding import same_length
from noroshi.traces.industries import NOT_INITIALS
from noroshi.traces.trace import Passage
from noroshi.traces.words import any_of, words
from noroshi.vocabulary.traces import TraceKind, TraceSign

NOT_SYSTEMS: Final = frozenset(words("not_systems"))
THING: Final = r"(?:システム|サーバー?|サービス|アプリ(?:ケーション)?|サイト|端末|ポータル|ネットワーク|装置|基盤|データベース|DB|ソフト|ツール)"
NAMED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[「『“\"]([^」』”\"\n]{{2,30}})[」』”\"](?:という|と称する|と呼ばれる|（[^）]{{1,20}}）)?(?:名称?の)?[一-龠ァ-ヺー]{{0,10}}{THING}",
        rf"{THING}[「『“]([^」』”\n。、をが]{{2,20}})[」』”]",
        rf"{THING}[（(](?!{ROLE})([A-Za-z0-9ァ-ヺー・ -]{{2,24}})[）)]",
        rf"(?:{THING}|SSID|機器|資産)の?(?:名称?|番号)[ ]?(?:[:：]|は)[ ]?[「『]?([^\s、。「」『』（）()]{{2,24}}?)(?=[\s、。」』）)]|である|です|と|$)",
        rf"(?<![A-Za-z0-9_.@/-])([A-Z](?=[A-Za-z0-9]{0, 30}[A-Za-z])[A-Za-z0-9-]{1, 30})(?:系)?(?!DB){THING}",
        r"(?<![ァ-ヺー])([ァ-ヺー]{2,12})(?:システム|ネット(?!ワーク|ショ|バ))(?![ァ-ヺー])",
        rf"(?<![A-Za-z0-9ァ-ヺー])([A-Za-z][A-Za-z0-9-]{{1,20}}|[ァ-ヺー]{{2,12}}|(?<![ぁ-ん一-龠])[ぁ-ん]{{2,8}})という(?:名の|名前の)?[一-龠]{{0,6}}{THING}",
        r"(?<![A-Za-z0-9_.-])([A-Z]{3,12}-[A-Z0-9]{1,4})(?![A-Za-z0-9_.-])",
        r"(?:シリアル(?:番号|No\.?)?|S/N|資産番号|管理番号|製造番号|契約番号|お客様番号)[ ]?(?:[:：は])?[ ]?([A-Za-z0-9][A-Za-z0-9-]{4,30})",
    )
)
OURSELVES: Final = re.compile(
    r"(?:弊|当|本|御|貴)(?:社グループ|社|行|院|局|庁|庫|組合|金庫|信用金庫|空港|港|駅|発電所|変電所|浄水場|病院|企業団|水道局|支店|支社|事業所|工場|センター|市|県|町|村|区|大学|機構|協会|法人)(?![一-龠]{0,2}[内外]?[部課室]?構)"
)
NOT_OURSELVES: Final = frozenset(words("not_ourselves"))


def systems_in(text: str) -> Iterator[Passage]:
    plain = same_length(text)
    for pattern in NAMED:
        for found in pattern.finditer(plain):
            if _is_particular(found[1]):
                yield Passage(*found.span(1), TraceKind.SYSTEM, sign=TraceSign.CONTEXT)
    for found in OURSELVES.finditer(plain):
        if found[0] not in NOT_OURSELVES and plain[found.start() - 1 : found.start()] not in {
            "担",
            "相",
            "該",
            "基",
            "日",
        }:
            yield Passage(*found.span(), TraceKind.OURSELVES, sign=TraceSign.CONTEXT)


def products_in(text: str) -> Iterator[Passage]:
    plain = same_length(text)
    for found in _products().finditer(plain):
        yield Passage(*found.span(), TraceKind.PRODUCT, sign=TraceSign.LIST)


def _is_particular(name: str) -> bool:
    bare = name.removesuffix("システム")
    if name.partition("-")[0].casefold() in NOT_INITIALS:
        return False
    return len(name) > 1 and bare not in NOT_SYSTEMS and name not in NOT_SYSTEMS and not name.isdigit()


ANY_PRODUCT: Final = any_of(words("products")).replace("_", r"[ \-]?")
VERSION: Final = (
    r"(?:[ \-]?(?:ver(?:sion)?\.?|バージョン|[A-Z]{1,3})?[ \-]?\d[A-Za-z0-9\-]{0,12}(?:\.[A-Za-z0-9]{1,8}){0,4})?"
)
MODEL: Final = r"(?-i:[a-z]?[A-Z]{1,2}-[A-Z0-9]{1,3})"


@lru_cache(maxsize=1)
def _products() -> re.Pattern[str]:
    pattern = rf"(?<![A-Za-z0-9])(?:{ANY_PRODUCT}){VERSION}(?:[ ]{MODEL}|[ ]{VERSION})?(?![A-Za-z])"
    return re.compile(pattern, re.IGNORECASE)
