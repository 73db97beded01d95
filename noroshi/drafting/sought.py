"""What would give a source away: its names, people, numbers and domains, with the short forms under which they appear."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from noroshi.drafting.folding import folded

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
SHORTEST_NUMBER: Final = 6
HONORIFICS: Final = ("さん", "氏", "様", "殿", "課長", "部長", "室長", "係長", "主任", "主査", "担当", "社長")


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
        """Whole, and each part of it: 連絡 太郎 is 連絡 as well. One character alone is a name only before さん."""
        parts = [form for name in self.people for form in (name, *re.split(r"[\s,・=＝]+", name))]
        return _once(form for part in parts for form in (_addressed(part) if len(folded(part)) == 1 else (part,)))

    def number_forms(self) -> tuple[str, ...]:
        """Folded, at home and from abroad."""
        numbers = ["".join(one for one in folded(number) if one in "0123456789") for number in self.telephones]
        both = (
            form for number in numbers for form in (number, f"81{number[1:]}" if number.startswith("0") else number)
        )
        return _once(form for form in both if len(form) >= SHORTEST_NUMBER)

    def domain_forms(self) -> tuple[str, ...]:
        """Folded; an address says its domain too."""
        return _once(folded(domain.rpartition("@")[2]) for domain in self.domains)

    def domain_labels(self) -> tuple[str, ...]:
        """What is the organization's own in its domains; hosts are named after it."""
        labels = (label for domain in self.domains for label in re.split(r"[.@]", domain.casefold()))
        return _once(label for label in labels if label not in COMMON_LABELS and len(label) >= SHORTEST_LABEL)


def _addressed(part: str) -> tuple[str, ...]:
    return tuple(part + honorific for honorific in HONORIFICS)


def stem(name: str) -> str:
    """中央電力株式会社 and (株)中央電力 are 中央電力; Chuo Electric Co., Ltd. is Chuo Electric."""
    shorter = normalize("NFKC", name)
    while (next_one := AFTER.sub("", BEFORE.sub("", shorter))) != shorter:
        shorter = next_one
    return shorter.strip(" ,")


def _once(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form.strip()))
