"""People whom nobody told of: a surname with a title, a full name, a label before it, a mail's display name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from noroshi.traces.folding import same_length
from noroshi.traces.forms import HONORIFICS
from noroshi.traces.gazetteer import ALONE
from noroshi.traces.nouns import LONG_NOUNS
from noroshi.traces.trace import Passage
from noroshi.traces.words import any_of, words
from noroshi.vocabulary.traces import TraceKind, TraceSign

KANJI: Final = "一-龠々ヶケノ髙﨑"
PLAIN_TITLES: Final = "|".join(("さん", "氏", "様", "殿"))
TITLES: Final = "|".join(
    sorted(
        {
            *HONORIFICS,
            "副部長",
            "課長代理",
            "副課長",
            "主幹",
            "主事",
            "班長",
            "当直長",
            "参事",
            "本部長",
            "工場長",
            "センター長",
            "看護師長",
            "弁護士",
            "税理士",
            "技術士",
            "機長",
            "教授",
            "准教授",
            "医長",
            "師長",
            "警部",
            "議員",
            "市長",
            "知事",
            "代表",
            "顧問",
            "理事",
            "監事",
            "支配人",
            "店長",
            "駅長",
            "船長",
            "助役",
            "参与",
            "主席",
            "室長代理",
        },
        key=len,
        reverse=True,
    )
)
LABELS: Final = "担当者名|担当者|担当|氏名|報告者|連絡者|作成者|記入者|責任者|発信者|窓口|文責|承認者|起票者|受付者|確認者|発見者|連絡先|作業者|管理者|送信者|差出人|宛先|対応者"
SURNAMES: Final = frozenset(words("surnames"))
NOT_PEOPLE: Final = frozenset(words("not_people"))
GIVEN: Final = "".join(words("given_endings"))
FULL: Final = rf"[{KANJI}]{{1,4}}[ 　]{{1,2}}[{KANJI}ぁ-んァ-ヶ]{{1,4}}"
KANA_FULL: Final = r"[ァ-ヶー]{2,7}[ 　・][ァ-ヶー]{2,7}"
KANA_NOT: Final = re.compile(
    r"ユーザ|メーカ|ベンダ|オペレータ|ドライバ|スタッフ|メンバ|リーダ|マネージャ|サプライヤ|パートナ|カスタマ|オーナ|エンジニア|シュ|グループ|センタ|サービス|システム"
)
LATIN_NAME: Final = r"[A-Z][a-zA-Z'’-]{1,20}"
LATIN_LABELS: Final = r"(?:From|To|Cc|Attn|Author|Contact(?: person)?|Reported by|Prepared by|Approved by|Written by|Name|Signed|Regards,|Sincerely,|by|担当|氏名)"


KNOWN: Final = any_of(words("surnames"))
LONGER: Final = any_of(one for one in words("surnames") if len(one) > 1 and one not in ALONE)
SOFT: Final = any_of(one for one in words("given_hiragana") if len(one) > 2)
LATIN: Final = any_of(words("surnames_latin"))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:^|(?<=[^{KANJI}]))((?:{KNOWN})[ 　]?(?:[{KANJI}ぁ-んァ-ヶ]{{1,3}})??)[ 　]?(?=(?:{TITLES}))",
            rf"(?<=[^{KANJI}])((?:{LONGER}))[ 　]?(?=(?:[{KANJI}]{{0,4}})(?:{TITLES}))",
            rf"(?<![{KANJI}])([{KANJI}]{{1,4}})[ 　]?(?=(?:{TITLES})(?![子式々相名堂定向]))",
            rf"(?:{LABELS})[ 　]*(?:[:：は]|[)）」】])?[ 　\t]*([{KANJI}]{{1,3}}[ 　]?[{KANJI}]{{1,3}}|[{KANJI}]{{1,3}}[ 　]?[ぁ-んァ-ヶ]{{2,4}})(?=[ 　]*(?:電話|TEL|Tel|℡|内線|携帯|[（(、。/]|$|\n))",
            rf"(?<![{KANJI}])([{KANJI}]{{1,4}})・[{KANJI}]{{1,4}}(?=両名|両氏|両人|の[0-9二三]名)",
            rf"・([{KANJI}]{{1,4}}?)(?=両名|両氏|両人|の[0-9二三]名)",
            rf"(?<![{KANJI}])([{KANJI}]{{1,3}}[ 　][ぁ-ん]{{2,4}})(?=から|より|[がはへにと、（()）]|$|\n)",
            rf"(?<![{KANJI}])([{KANJI}]{{1,3}}[ 　]?(?:{SOFT}))(?=から|より|まで|さん|[がはへにとの、（()）　 ]|$|\n)",
            rf"(?:まで|宛て?|へ)[ 　]?[（(]([{KANJI}]{{2,5}})[)）]",
            rf"[（(]({FULL}|[{KANJI}]{{2,4}}[{GIVEN}])[）)]",
            rf"(?<![{KANJI}])({FULL}|[{KANJI}]{{2,4}}[{GIVEN}])(?=から|より|[がはへにと、（(]|$|\n)",
            rf"(?<![{KANJI}])([{KANJI}]{{1,4}}(?:[ 　]?[ぁ-んァ-ヶ]{{2,4}})??)[ 　]?(?=(?:{PLAIN_TITLES})(?![子式々相名堂定向]))",
            r"([ァ-ヶー]{2,8}(?:[・ 　][ァ-ヶー]{2,8})?)[ 　]?(?=(?:さん|氏|様)(?![子式々相名]))",
            rf"(?:{LABELS})[ 　]*(?:[:：は]|\||\t|[)）」】])?[ 　\t]*((?:{KNOWN})[ 　]?[{KANJI}ぁ-んァ-ヶ]{{1,3}}|{FULL}|{KANA_FULL}|(?:{LONGER}))(?![{KANJI}])",
            rf"(?<![{KANJI}])((?:{KNOWN})[ 　]{{1,2}}[{KANJI}ぁ-んァ-ヶ]{{1,3}})(?![{KANJI}])",
            rf"(?<![{KANJI}])((?:{LONGER})[{KANJI}]{{0,2}}[{GIVEN}])(?![{KANJI}])",
            rf"(?<![{KANJI}])((?:{LONGER}))(?=[はがもとよ、](?:[^{KANJI}]|[{KANJI}]))",
            rf"({FULL}|{KANA_FULL})(?=[ 　]?[<(（]?[ 　]?[\w.+-]+@)",
            rf"\b(?:Mr|Ms|Mrs|Dr|Prof|Eng)s?\.?[ 　]+({LATIN_NAME}(?:[ 　]{LATIN_NAME})?)",
            rf"\b({LATIN_NAME}(?:[ ]{LATIN_NAME})?)-(?:san|sama)\b",
            rf"{LATIN_LABELS}[ 　]*[:：]?[ 　]*\"?({LATIN_NAME},?[ ]{LATIN_NAME})\b",
            rf"\b({LATIN_NAME},?[ ]{LATIN_NAME})\"?[ ]*<[^<>@ ]+@",
            rf"\b((?:[A-Z][a-z]{{1,10}}[ ]|[A-Z]\.[ ]?)(?i:{LATIN})|(?i:{LATIN}),?[ ](?:[A-Z][a-z]{{1,10}}|[A-Z]\.))(?![a-z])",
            r"(?i:users|home|ユーザー?名|user ?name|アカウント名?)[\\/:： は「]{1,3}([A-Za-z][\w.-]{2,30})",
        )
    )


def people_in(text: str) -> Iterator[Passage]:
    plain = same_length(text)
    for pattern in _patterns():
        for found in pattern.finditer(plain):
            if _is_person(found[1]):
                yield Passage(found.start(1), found.end(1), TraceKind.PERSON, sign=TraceSign.CONTEXT)


def _is_person(name: str) -> bool:
    bare = name.strip()
    if KANA_NOT.search(bare) or bare.casefold() in {"public", "default", "all users", "administrator", "root", "guest"}:
        return False
    if bare in NOT_PEOPLE or any(bare.endswith(word) for word in NOT_PEOPLE if len(word) > 1):
        return False
    return bare in SURNAMES or all(_is_proper(part) for part in re.split(r"[ 　・]+", bare))


def _is_proper(part: str) -> bool:
    """Every character is left when the common nouns are taken out: 障害 発生 is nobody."""
    return (
        part.isascii()
        or LONG_NOUNS.sub("", part) == part
        or any(part.startswith(name) for name in SURNAMES if len(name) > 1)
    )


def surname_of(name: str) -> str:
    """Of a full name written apart; empty where nobody can tell."""
    parts = re.split(r"[ 　・,]+", name.strip())
    if len(parts) > 1:
        return parts[0]
    return next((one for one in words("surnames") if len(one) > 1 and name.startswith(one)), "")
