"""One shape of letters for what is kept and what is asked: width, case, kana, and addresses as they were before they were blunted.

`folded` is for the index and the question; `Folded` remembers which letter came from where, so that hits are marked in what was written.
"""

import re
from dataclasses import dataclass
from itertools import repeat
from typing import Final, Self
from unicodedata import normalize

TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
SPACES: Final = re.compile(r"[\s\x00-\x20\u200b-\u200f\u2028-\u202e\u2060\ufeff\xad]+")
UNSEEN: Final = re.compile(r"[\x00-\x08\x0e-\x1b\u200b-\u200f\u202a-\u202e\u2060\ufeff\xad]")
"""Of these what Python itself does not take for a space; a text without any is split by Python, in a third of the time."""
PLAINER: Final = TO_HIRAGANA | dict.fromkeys(map(ord, "‐‑‒–—―−"), ord("-"))
NOT_PLAIN: Final = re.compile("[\u30a1-\u30f6‐‑‒–—―−]+")
"""Stretches of these alone are put in other letters: a table asked for every letter of a text costs more than all the rest."""
IN_BRACKETS: Final = (
    r"[\[({<【]\s?(?:(?P<dot>\.|dot|。|どっと)|(?P<at>@|at|あっと)|(?P<colon>:)|(?P<slash>//?))\s?[\])}>】]"
)
BLUNTED: Final = re.compile(rf"{IN_BRACKETS}|(?P<http>\bh(?:xx|\*\*)p)|(?P<ftp>\bfxp)")
BRACKETS: Final = re.compile(IN_BRACKETS)
SCHEMES: Final = ("hxxp", "h**p", "fxp")
MEANT: Final = {"dot": ".", "at": "@", "colon": ":", "http": "http", "ftp": "ftp"}
CLUSTER: Final = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)


def folded(text: str) -> str:
    plain = _plain(text)
    plain = SPACES.sub(" ", plain) if UNSEEN.search(plain) else " ".join(plain.split())
    blunted = BLUNTED if any(scheme in plain for scheme in SCHEMES) else BRACKETS
    return blunted.sub(_meant, plain).strip()


@dataclass(frozen=True, slots=True)
class Folded:
    """`places[n]` is where the letter that became `text[n]` begins in what was written."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, written: str) -> Self:
        letters: list[str] = []
        places: list[int] = []
        for cluster in CLUSTER.finditer(written):
            for letter in SPACES.sub(" ", _plain(cluster[0])):
                if letter != " " or (letters and letters[-1] != " "):
                    letters.append(letter)
                    places.append(cluster.start())
        return cls(*_as_meant("".join(letters), [*places, len(written)]))


def _plain(text: str) -> str:
    return NOT_PLAIN.sub(lambda found: found[0].translate(PLAINER), normalize("NFKC", text).casefold())


def _meant(found: re.Match[str]) -> str:
    return MEANT.get(found.lastgroup or "") or found["slash"]


def _as_meant(text: str, places: list[int]) -> tuple[str, tuple[int, ...]]:
    said, of, at = list[str](), list[int](), 0
    for found in BLUNTED.finditer(text):
        instead = _meant(found)
        said += [text[at : found.start()], instead]
        of += [*places[at : found.start()], *repeat(places[found.start()], len(instead))]
        at = found.end()
    return "".join([*said, text[at:]]), (*of, *places[at:])
