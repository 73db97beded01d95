"""One shape for the many ways to write a name: width, case, kana, old forms of characters, spaces and marks do not matter.

Every character is folded by itself, so that a name folds alike wherever it stands: nothing around it can hide it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import category, normalize

MARKS: Final = frozenset("・･·•-‐‑‒–—―−ー－ｰ_.,'’`\"()[]{}/\\|*~〜～「」『』【】")
NOTHING: Final = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})
KATAKANA: Final = range(0x30A1, 0x30F7)
SMALL: Final = dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True))
OLD_FORMS: Final = dict(
    zip(
        "髙﨑邊邉齋齊斎澤廣國嶋龍冨眞德惠榮條學鐵濱濵櫻瀧藏會發變團圓壽邨桒舘",
        "高崎辺辺斉斉斉沢広国島竜富真徳恵栄条学鉄浜浜桜滝蔵会発変団円寿村桑館",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text, and where in the typed text each of its characters comes from."""

    text: str
    places: tuple[int, ...]

    def spans(self, wanted: str) -> list[tuple[int, int]]:
        """Every place of a folded word, overlapping ones too, as spans of the typed text."""
        found: list[tuple[int, int]] = []
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            found.append((self.places[at], self.places[at + len(wanted) - 1] + 1))
            at = self.text.find(wanted, at + 1)
        return found


def fold(text: str) -> Folded:
    letters = [(letter, place) for place, typed in enumerate(text) for letter in _fold_one(typed)]
    return Folded("".join(letter for letter, _ in letters), tuple(place for _, place in letters))


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The same names are looked for in text after text."""
    return fold(name).text


@lru_cache(maxsize=8192)
def _fold_one(typed: str) -> str:
    typed = OLD_FORMS.get(typed, typed)
    return "".join(_letter(letter) for letter in normalize("NFKD", normalize("NFKD", typed).casefold()))


def _letter(letter: str) -> str:
    if letter in MARKS or category(letter) in NOTHING or _is_variation(letter):
        return ""
    if ord(letter) in KATAKANA:
        letter = chr(ord(letter) - 0x60)
    return SMALL.get(letter, OLD_FORMS.get(letter, letter))


def _is_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
