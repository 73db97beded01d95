"""A registered name without what every company has: 中央電力株式会社 and (株)中央電力 are 中央電力."""

import re
from typing import Final
from unicodedata import normalize

COMPANY_FORMS: Final = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:一般|公益)?(?:社団|財団)法人|(?:地方)?独立行政法人|国立大学法人|公立大学法人"
    r"|(?:特定非営利活動|社会福祉|(?:社会)?医療|学校)法人|\([株有同資名独財社医学]\)|かぶしき[がか]いしゃ|カブシキ[ガカ]イシャ"
    "|(?:ゆうげん|ごうどう)[がか]いしゃ|(?:ユウゲン|ゴウドウ)[ガカ]イシャ"
)
GROUP_FORMS: Final = "ホールディングス|ホールディング|グループ|HD"
BEFORE: Final = re.compile(rf"^\s*(?:{COMPANY_FORMS}|[(]?[旧元新][)]?[・:： ]?(?=.{{3}}))\s*")
AFTER: Final = re.compile(
    rf"\s*(?:{COMPANY_FORMS}|{GROUP_FORMS}|[,\s]\s*(?:inc|incorporated|co|company|ltd|limited|corp|corporation|k\.?k|g\.?k|l\.?l\.?c|plc|holdings?|group)\.?)\s*$",
    re.IGNORECASE,
)


def stem(name: str) -> str:
    """Chuo Electric Co., Ltd. is Chuo Electric."""
    shorter = normalize("NFKC", name)
    while (next_one := AFTER.sub("", BEFORE.sub("", shorter))) != shorter:
        shorter = next_one
    return shorter.strip(" ,")


JAPANESE_FORM: Final = r"(?:株式会社|有限会社|合同会社|[㈱㈲㈳㈶]|[(（]\s?(?:株|有|同|一社|一財|独)\s?[)）])"
FORM_BEFORE: Final = re.compile(rf"{JAPANESE_FORM}[ 　]?$")
FORM_AFTER: Final = re.compile(rf"[ 　]?{JAPANESE_FORM}|,?[ ](?:Co\.?,?[ ]?Ltd|Inc|Ltd|Corp|K\.K|LLC)\b\.?")
LONGEST_FORM: Final = 8


def with_form(text: str, start: int, end: int) -> tuple[int, int]:
    """㈱ before a name goes where the name goes."""
    before = FORM_BEFORE.search(text, max(0, start - LONGEST_FORM), start)
    after = FORM_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end
