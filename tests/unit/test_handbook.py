"""The handbook: every chapter in Japanese and in English, built alike, and found by the words of either."""

import re
from pathlib import Path

import pytest

from noroshi.search.handbook import GUIDE, Page, page, pages, pages_saying
from noroshi.search.leaves import blocks
from noroshi.vocabulary import Language

CHAPTERS = sorted({path.name.split(".")[0] for path in GUIDE.glob("*.md")})
PLACEHOLDER = re.compile(r"<[^>]+>")
TYPED = {'"変電所の保守"', "-訓練", "停止 OR 遅延", '"as it stands"', "-without", "one OR the other"}
"""Examples of what one types into the search box, in one's own language."""
HEADINGS = ("title", "heading", "subheading")
JAPANESE = r"[ぁ-ゖァ-ヺ一-鿿]"


def _written(name: str, language: str) -> Path:
    return GUIDE / (f"{name}.ja.md" if language == "ja" else f"{name}.md")


def _both(name: str) -> tuple[Page, Page]:
    japanese, english = page(name, "ja"), page(name, "en")
    assert japanese is not None
    assert english is not None
    return japanese, english


def _built(one: Page) -> list[str]:
    return [block.kind for block in one.blocks if block.kind in HEADINGS]


def _code(one: Page) -> list[str]:
    return [block.text for block in one.blocks if block.kind == "code"]


def _named(one: Page) -> set[str]:
    """What is typed or called, and where links lead: the same in every language."""
    spans = [span for block in one.blocks if block.kind != "code" for cell in block.cells for span in cell]
    named = [PLACEHOLDER.sub("<>", span.text) for span in spans if span.kind == "code"]
    return set(named) - TYPED | {span.leads.replace(".ja.md", ".md") for span in spans if span.leads}


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_chapter_has_the_same_headings_code_and_addresses_in_both_languages(name: str) -> None:
    japanese, english = _both(name)

    assert _built(japanese) == _built(english)
    assert _code(japanese) == _code(english)
    assert _named(japanese) == _named(english)


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_chapter_keeps_to_one_language(name: str) -> None:
    """Titles, and paragraphs as a whole: names and examples in the other language may stand between."""
    japanese, english = _both(name)

    texts = [block for block in japanese.blocks if block.kind in {"text", "item", "step"}]
    assert [block.text for block in texts if not re.search(JAPANESE, block.text)] == []
    assert [
        block.text for block in english.blocks if re.search(r"[ぁ-ゖァ-ヺ]{8}", block.text) and block.kind != "code"
    ] == []
    assert not re.search(JAPANESE, english.title)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_japanese_has_no_brackets_of_half_width(name: str) -> None:
    japanese, _english = _both(name)
    plain = [
        span.text
        for block in japanese.blocks
        for cell in block.cells
        for span in cell
        if span.kind != "code" and block.kind != "code"
    ]

    assert [text for text in plain if re.search(rf"{JAPANESE}\s?[(),;:]|[(),;:]\s?{JAPANESE}", text)] == []


@pytest.mark.parametrize("language", list(Language))
def test_every_chapter_is_in_the_table_of_contents_of_either_language(language: Language) -> None:
    assert sorted(one.name for one in pages(language)) == CHAPTERS
    assert {one.language for one in pages(language)} == {language}
    assert all(_written(name, language).is_file() for name in CHAPTERS)


def test_words_of_either_language_find_the_page_of_the_reader_where_it_says_them_and_the_other_s_where_not() -> None:
    def found(words: str, language: str) -> set[tuple[str, str]]:
        return {(one.name, one.language.value) for one in pages_saying([[words]], language)}

    assert ("taxii", "ja") in found("taxii", "ja")
    assert ("taxii", "en") in found("taxii", "en")
    assert found("次の当番", "en") == {("notices", "ja")}
    assert found("next shift", "ja") == {("notices", "en")}
    assert pages_saying([], "ja") == []


def test_a_page_of_another_name_or_way_up_is_no_page() -> None:
    assert page("nothing", "ja") is None
    assert page("../tour", "en") is None


def test_what_is_written_becomes_pieces() -> None:
    lines = [
        "# T",
        "",
        "Say *Go* in",
        "**bold**, `a*b` and `c`* [there](x.md).",
        "",
        "1. one",
        "",
        "| `a` | b\\|c |",
        "|---|---|",
    ]

    title, text, step, row, rule = blocks(lines)

    assert [block.kind for block in (title, text, step, row, rule)] == ["title", "text", "step", "row", "rule"]
    assert [(span.kind, span.text) for span in text.spans] == [
        ("plain", "Say "),
        ("name", "Go"),
        ("plain", " in "),
        ("strong", "bold"),
        ("plain", ", "),
        ("code", "a*b"),
        ("plain", " and "),
        ("code", "c"),
        ("plain", "* "),
        ("link", "there"),
        ("plain", "."),
    ]
    assert text.spans[-2].leads == "x.md"
    assert [cell[0].text for cell in row.cells] == ["a", "b|c"]


def test_japanese_is_written_on_without_a_space() -> None:
    (text,) = blocks(["一行目の", "続き"])

    assert text.text == "一行目の続き"


def test_a_table_may_have_a_head_without_words() -> None:
    assert [block.kind for block in blocks(["| | |", "|---|---|", "| a | b |"])] == ["row", "rule", "row"]
