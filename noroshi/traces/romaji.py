"""Kana in Latin letters, in the spellings that people use: Shiomi, Siomi, Tōhō, Toho, Touhou."""

from typing import Final
from unicodedata import normalize

ROWS: Final = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
PLAIN: Final = {kana: head + vowel for head, row in ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)} | {
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n", "ゐ": "i", "ゑ": "e", "ゔ": "vu",
    "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o",
}  # fmt: skip
HEPBURN: Final = (
    *(("sy", "sh"), ("ty", "ch"), ("zy", "j"), ("dy", "j"), ("si", "shi"), ("ti", "chi"), ("tu", "tsu")),
    *(("hu", "fu"), ("zi", "ji"), ("di", "ji"), ("du", "zu")),
)
SMALL: Final = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
LATIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz")


def spellings(kana: str) -> tuple[str, ...]:
    """None where it is no kana. Words stay apart as they were typed."""
    words = normalize("NFKC", kana).split()
    made = [_spelled(word) for word in words]
    if not words or not all(made):
        return ()
    return tuple(dict.fromkeys(" ".join(parts) for parts in zip(*made, strict=True)))


def _spelled(word: str) -> tuple[str, ...]:
    plain = _letters(word)
    if not plain or not set(plain) <= LATIN:
        return ()
    hepburn = plain
    for old, new in HEPBURN:
        hepburn = hepburn.replace(old, new)
    lips = hepburn.replace("nb", "mb").replace("np", "mp").replace("nm", "mm")
    return (hepburn, _short(hepburn), _short(lips), _short(hepburn, "oh"), plain, _short(plain))


def _short(word: str, instead: str = "o") -> str:
    return word.replace("ou", instead).replace("oo", instead).replace("uu", "u")


def _letters(word: str) -> str:
    made = ""
    double = False
    for letter in (chr(ord(one) - 0x60) if "ァ" <= one <= "ヴ" else one for one in word):
        if letter == "っ":
            double = True
            continue
        if letter in SMALL and made.endswith("i"):
            made = made[:-1] + SMALL[letter]
            continue
        part = made[-1:] if letter == "ー" else PLAIN.get(letter, letter)
        made += part[:1] + part if double else part
        double = False
    return made
