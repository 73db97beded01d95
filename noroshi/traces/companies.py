"""Companies that a text names beside its source: by 株式会社, by 社, or by what they are paid for."""

import re
from collections.abc import Iterator
from typing import Final

from noroshi.traces.folding import same_length
from noroshi.traces.forms import HONORIFICS
from noroshi.traces.nouns import LONG_NOUNS, NOT_COMPANIES, NOUNS
from noroshi.traces.stems import with_form
from noroshi.traces.trace import Passage
from noroshi.traces.words import any_of, words
from noroshi.vocabulary.traces import TraceKind, TraceSign

NAME: Final = r"[一-龠々ヶァ-ヺー・A-Za-z0-9&＆.\-]"
START: Final = r"[一-龠々ァ-ヺA-Za-z]"
WHOLE: Final = rf"{START}{NAME}{{1,24}}"
HIRAGANA: Final = r"[ぁ-ん]{2,6}"
FORM: Final = r"(?:株式会社|有限会社|合同会社|㈱|㈲|\((?:株|有|同)\)|（(?:株|有|同)）)"
BEHIND: Final = r"(?=[はがのにをへともでや、。,（）()「」『』:：\s]|$|より|から|社|側|製)"
ROLE: Final = (
    r"(?:再?委託(?:先|業者|会社|事業者)?|保守(?:業者|会社|委託先|ベンダー?|担当会社|元)|運用(?:業者|会社|委託先|ベンダー?|受託者)|開発(?:元|会社|業者|ベンダー?)|協力会社|構築(?:業者|ベンダー?|会社)"
    r"|監視(?:会社|業者|委託先)|システムベンダー?|ベンダー?|SIer|MSP|MSSP|納入業者|施工業者|請負業者|工事業者|製造元|販売元|配布元|供給元|納入元|提供元|調達先|業者|販売店|代理店|データセンター事業者|クラウド事業者|外注先|発注先|取引先|調査会社|警備会社)"
)
WORK: Final = r"(?:保守|運用|監視|開発|構築|点検|調査|管理|設計|解析|復旧|工事|更新|維持管理|運転|清掃|警備|交換|修理|納入|設置|施工|検査|診断|回収|切替|ヘルプデスク|フォレンジック)"
WHAT: Final = r"(?:[一-龠ァ-ヺーA-Za-z]{0,12}の|[一-龠ァ-ヺーA-Za-z]{0,12})"
ENGLISH: Final = r"[A-Z][\w&-]{0,30}(?:[ ][A-Z][\w&-]{0,30}){0,4}"
ENDINGS: Final = any_of(words("company_endings"))
FORMED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![一-龠々ァ-ヺーA-Za-z0-9]){FORM}[ 　]?((?:{HIRAGANA}(?={START}))?{WHOLE}|{HIRAGANA}?(?=[はがのにをへもとや、。])|{HIRAGANA})",
        rf"{ROLE}{FORM}[ 　]?({WHOLE}?){BEHIND}",
        rf"({START}{NAME}{{0,24}}?)[ 　]?{FORM}",
        rf"(?<![一-龠々ァ-ヺーぁ-ん])([ぁ-ん]{{2,6}}(?:{START}{NAME}{{0,24}}?)?)[ 　]?{FORM}",
        rf"\b({ENGLISH}),?[ ](?:Inc|Ltd|Co|Corp|K\.?K|G\.?K|LLC|GmbH|Corporation|Limited|Incorporated|Pte|AG|B\.V)\b",
    )
)
WORDS_IN_HIRAGANA: Final = frozenset(words("words_in_hiragana"))
ANY_TITLE: Final = any_of(HONORIFICS)
STAFF: Final = re.compile(
    rf"(?<![ァ-ヺー一-龠A-Za-z])({START}{NAME}{{2,15}})の(?=[一-龠々ヶノ]{{1,4}}[ 　]?(?:{ANY_TITLE}))"
)
DEPARTMENT: Final = re.compile(r"(?:部|課|室|係|班|局|所|店|センター|グループ|チーム|担当|現場|現地|先|側)$")
CALLED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"((?<![ァ-ヺーA-Za-z一-龠])(?:{HIRAGANA})??{START}{NAME}{{0,15}}?)(?<![会0-9])社(?=[がはにへのをとよでもか製側員、。,.（）()」\s]|$)",
        rf"(?<![ァ-ヺーA-Za-z一-龠])({START}{NAME}{{1,14}}?)(?:社)?製(?=の|[ァ-ヺA-Z]|品|ルータ|端末)",
    )
)
NAMED: Final = re.compile(rf"{ROLE}[ 　]?(?:名)?[ 　（(「:：]{{1,2}}({WHOLE}?){BEHIND}")
INTRODUCED: Final = re.compile(rf"{ROLE}(?:の|である|は|が)[ 　]?「?({WHOLE}?){BEHIND}")
DONE_BY: Final = re.compile(rf"{WORK}(?:元|先|者|担当)?は[ 　]?({WHOLE}?){BEHIND}")
TOLD_BY: Final = re.compile(rf"(?<![ァ-ヺーA-Za-z一-龠])({WHOLE}?)(?=調べ|によると|によれば)")
CARES: Final = re.compile(
    rf"(?<![ァ-ヺーA-Za-z一-龠])({WHOLE}?)(?:が|による)(?:{WHAT}を)?(?:遠隔|定期|現地|常駐)?{WORK}(?:を|し|中|作業|業務|契約)"
)
PAID: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![ァ-ヺーA-Za-z一-龠])({WHOLE}?)(?:側)?(?:に|へ|と)(?:対し)?{WHAT}?{WORK}?(?:業務)?(?:を|の)?(?:一括|一部|再)?(?:委託|外注|発注|請け負わせ)",
        rf"(?<![ァ-ヺーA-Za-z一-龠])({WHOLE}?)(?:が|の|による|にて)(?:{WHAT}を)?(?:遠隔|定期|現地|常駐)?(?:{WORK})(?:員|要員|担当|作業|を|し|中|契約|用)",
        rf"(?<![ァ-ヺー一-龠A-Za-z])({START}{NAME}{{0,8}}?(?:{ENDINGS})){BEHIND}",
    )
)
PAID_ENGLISH: Final = re.compile(
    r"(?i:vendor|contractor|maintained by|outsourced to|operated by|supplier|integrator|supported by|subcontractor)s?[:,]?[ ](?:is[ ]|called[ ])?"
    rf"({ENGLISH})|(?<=[ ])(?:called|engaged|hired|asked|contacted)[ ]([A-Z][\w&-]+(?:[ ][A-Z][\w&-]+){{1,3}})"
)
LEADING: Final = re.compile(
    rf"^(?:{ROLE}(?:の|である)?|当該|同じく|なお|また|及び|および|うち|旧|元|現|例えば|一方|今回|同日|翌日|本日|昨日|直ちに|なお)"
)


COMPANY_LIKE: Final = re.compile(r"[ァ-ヺ]{2}|[A-Z]")
ENDS_LIKE_ONE: Final = re.compile(rf"(?:{ENDINGS})$")


def companies_in(text: str) -> Iterator[Passage]:
    plain = same_length(text)
    for kind, patterns, looks in (
        (TraceKind.COMPANY, FORMED, _is_name),
        (TraceKind.COMPANY, CALLED, _is_particular),
        (TraceKind.CONTRACTOR, (NAMED,), _is_particular),
        (TraceKind.CONTRACTOR, PAID[:1], _is_made_like_one),
        (TraceKind.CONTRACTOR, PAID[1:], _looks_like_a_company),
        (TraceKind.CONTRACTOR, (INTRODUCED, CARES, DONE_BY, TOLD_BY), _is_made_like_one),
        (TraceKind.CONTRACTOR, (STAFF,), _has_staff),
        (TraceKind.CONTRACTOR, (PAID_ENGLISH,), _is_name),
    ):
        for found in (one for pattern in patterns for one in pattern.finditer(plain)):
            start, end = _without_role(found)
            if looks(plain[start:end]):
                yield Passage(*with_form(plain, start, end), kind, sign=TraceSign.CONTEXT)


def _without_role(found: re.Match[str]) -> tuple[int, int]:
    """委託先青葉システムズ株式会社 names 青葉システムズ."""
    start, end = found.span(found.lastindex or 1)
    lead = LEADING.match(found[found.lastindex or 1])
    return (start + lead.end(), end) if lead and lead.end() < len(found[1]) - 1 else (start, end)


def _is_name(name: str) -> bool:
    return len(name) > 1 and name not in NOT_COMPANIES and name not in WORDS_IN_HIRAGANA


def _is_particular(name: str) -> bool:
    """Something is left when every common noun is taken out of it: 制御装置 is no company, 東洋計装 is."""
    return _is_name(name) and (len(NOUNS.sub("", name).strip("・ー-.0123456789")) > 1 or _has_own_and_noun(name))


def _looks_like_a_company(name: str) -> bool:
    """正規の保守用 names nobody: a company has katakana, capitals, or ends as companies do."""
    return _is_particular(name) and bool(COMPANY_LIKE.search(NOUNS.sub("", name)) or ENDS_LIKE_ONE.search(name))


def _has_staff(name: str) -> bool:
    """Whose person it is: a house, unless it is a department."""
    return _is_particular(name) and not DEPARTMENT.search(name)


def _is_made_like_one(name: str) -> bool:
    """日輪情報通信: something of its own, and a noun that says what it does."""
    return _looks_like_a_company(name) or _has_own_and_noun(name)


def _has_own_and_noun(name: str) -> bool:
    own = LONG_NOUNS.sub("", name)
    return len(name) > 3 and 1 < len(own) < len(name) and name.startswith(own[:2])
