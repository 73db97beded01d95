"""What would give a source away: its names, people, numbers and domains, with the short forms under which they appear."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

COMPANY_FORMS: Final = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:一般|公益)?(?:社団|財団)法人|独立行政法人|国立大学法人|(?:特定非営利活動|社会福祉|医療)法人"
    r"|\([株有同資名独財社医]\)|かぶしき[がか]いしゃ|カブシキ[ガカ]イシャ|(?:ゆうげん|ごうどう)[がか]いしゃ|(?:ユウゲン|ゴウドウ)[ガカ]イシャ"
)
GROUP_FORMS: Final = "ホールディングス|ホールディング|グループ|HD"
BEFORE: Final = re.compile(rf"^\s*(?:{COMPANY_FORMS})\s*")
AFTER: Final = re.compile(
    rf"\s*(?:{COMPANY_FORMS}|{GROUP_FORMS}|[,\s]\s*(?:inc|incorporated|co|company|ltd|limited|corp|corporation|k\.?k|g\.?k|l\.?l\.?c|plc|holdings?|group)\.?)\s*$",
    re.IGNORECASE,
)
COMMON_LABELS: Final = frozenset(
    (
        *("co", "or", "ne", "go", "ac", "ed", "gr", "ad", "lg", "jp", "com", "net", "org", "info", "biz", "local"),
        *("www", "mail", "smtp", "mx", "csirt", "example", "test", "invalid"),
    )
)
SHORTEST: Final = 2
SHORTEST_LABEL: Final = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """Names as the directory has them: Japanese, English and kana, of the organization, its desks and its people."""

    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    def name_forms(self) -> tuple[str, ...]:
        """Each name whole and without 株式会社, (株), Inc."""
        return _once(form for name in self.names for form in (name, stem(name)))

    def person_forms(self) -> tuple[str, ...]:
        """Whole, and each part of it: 連絡 太郎 is 連絡さん as well."""
        return _once(form for name in self.people for form in (name, *re.split(r"[\s,・=＝]+", name)))

    def domain_labels(self) -> tuple[str, ...]:
        """What is the organization's own in its domains; hosts are named after it."""
        labels = (label for domain in self.domains for label in re.split(r"[.@]", domain.casefold()))
        return _once(label for label in labels if label not in COMMON_LABELS and len(label) >= SHORTEST_LABEL)


def stem(name: str) -> str:
    """中央電力株式会社 and (株)中央電力 are 中央電力; Chuo Electric Co., Ltd. is Chuo Electric."""
    shorter = normalize("NFKC", name)
    while (next_one := AFTER.sub("", BEFORE.sub("", shorter))) != shorter:
        shorter = next_one
    return shorter.strip(" ,")


def _once(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form.strip()))
