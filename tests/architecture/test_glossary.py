"""The glossary is complete, names every closed list, and its words-not-to-use stay out of the code."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from noroshi import vocabulary
from noroshi.vocabulary import Word, glossary

ROOT = Path(__file__).resolve().parents[2]
TERMS = glossary.load()
AVOIDED = {word: term.code for term in TERMS for word in term.avoid}
HIRAGANA_AND_KATAKANA = re.compile(r"[ぁ-んァ-ヴー・/]+")


def test_each_word_stands_once() -> None:
    for field in ("ja", "en", "code"):
        counted = Counter(getattr(term, field) for term in TERMS)

        assert [word for word, times in counted.items() if times > 1] == []


def test_each_source_begins_with_a_known_document() -> None:
    known = tuple(f"{short} " for short in glossary.documents()) + tuple(glossary.documents())

    assert [term.code for term in TERMS if not term.source.startswith(known)] == []


def test_each_meaning_is_one_sentence() -> None:
    assert [term.code for term in TERMS if not re.fullmatch(r"[A-Z0-9][^.]*(\.\d[^.]*)*\.", term.meaning)] == []
    assert [term.code for term in TERMS if not term.meaning_ja.endswith("。")] == []


def test_readings_are_kana() -> None:
    assert [term.code for term in TERMS if not HIRAGANA_AND_KATAKANA.fullmatch(term.reading)] == []


def test_codes_are_identifiers() -> None:
    assert [term.code for term in TERMS if not re.fullmatch(r"[a-z][a-z0-9_]*", term.code)] == []


def test_every_closed_list_has_an_entry() -> None:
    lists = [name for name in vocabulary.__all__ if name != "Word" and issubclass(getattr(vocabulary, name), Word)]

    assert [name for name in lists if _snake(name) not in {term.code for term in TERMS}] == []


def test_no_word_is_both_used_and_avoided() -> None:
    assert AVOIDED.keys() & {term.code for term in TERMS} == set()


def test_words_to_avoid_stand_in_no_identifier() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name} (say {AVOIDED[word]})"
        for path in sorted((ROOT / "noroshi").rglob("*.py"))
        for name, line in _identifiers(path)
        for word in AVOIDED
        if f"_{word}_" in f"_{_snake(name)}_" or f"_{word}s_" in f"_{_snake(name)}_"
    ]

    assert found == []


def test_an_entry_without_meaning_is_refused(tmp_path: Path) -> None:
    entry = "\n".join(f'{key} = "x"' for key in ("group", "ja", "reading", "en", "code", "meaning_ja", "source"))
    broken = tmp_path / "glossary.toml"
    broken.write_text(f'[documents]\n[[term]]\n{entry}\nmeaning = ""\navoid = []\n', encoding="utf-8")

    with pytest.raises(glossary.GlossaryError, match="x: empty meaning"):
        glossary.load(broken)


def test_help_speaks_the_language_of_the_reader() -> None:
    assert glossary.help_for("near_miss", "ja").startswith("事象には")
    assert glossary.help_for("near_miss", "en").startswith("Sign or close call")
    assert glossary.help_for("no_such_word", "en") == ""


def _identifiers(path: Path) -> list[tuple[str, int]]:
    """Names that this file gives: functions, classes, arguments, assigned names and attributes."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.append((node.name, node.lineno))
            case ast.arg():
                found.append((node.arg, node.lineno))
            case ast.Name(ctx=ast.Store()):
                found.append((node.id, node.lineno))
            case ast.Attribute(ctx=ast.Store()):
                found.append((node.attr, node.lineno))
    return found


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
