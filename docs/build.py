#!/usr/bin/env python3
"""Render the pages that are made from data; `--check` only says which are out of date."""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

from noroshi.sharing.decisions import WORDS  # noqa: E402 - the repository is put on the path first
from noroshi.vocabulary import glossary  # noqa: E402 - likewise
from tests.policy.reading import DESKS, tables  # noqa: E402 - likewise

MADE = "<!-- Made by docs/build.py. Change the source, not this page. -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is out of date")
    stale = out_of_date()
    if parser.parse_args().check:
        for path in stale:
            print(f"{path.relative_to(DOCS.parent)} is out of date: run python docs/build.py")
        return 1 if stale else 0
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(DOCS.parent)}")
    return 0


def out_of_date() -> dict[Path, str]:
    """Pages whose text differs from their source, with the text they should have."""
    wanted = {DOCS / name: render() for name, render in PAGES.items()}
    return {path: text for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text}


def glossary_page() -> str:
    lines = [MADE, "# Glossary / 用語集", "", "Source: `docs/glossary.toml`. 出典の文書名は末尾に示します。", ""]
    for group, terms in groupby(glossary.load(), key=lambda term: term.group):
        lines += [
            f"## {group}",
            "",
            "| 日本語 | よみ | English | code | meaning / 意味 | 出典 | not |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [
            _row(t.ja, t.reading, t.en, f"`{t.code}`", f"{t.meaning}<br>{t.meaning_ja}", t.source, _codes(t.avoid))
            for t in terms
        ]
        lines.append("")
    lines += ["## Documents / 文書", "", *(f"- **{short}**: {title}" for short, title in glossary.documents().items())]
    return _page(lines)


def asvs_page() -> str:
    data = tomllib.loads((DOCS / "security" / "asvs.toml").read_text(encoding="utf-8"))
    rows = data["row"]
    lines = [
        MADE,
        "# OWASP ASVS 5.0.0",
        "",
        "Level 2 whole; level 3 for V8 authorization, V14 data protection and V16 logging and errors. The numbers are",
        "the standard's, the words are ours and short: look the requirement up by its number. Source: `asvs.toml`.",
        "",
        _tally(rows),
        "",
    ]
    for chapter, title in data["chapters"].items():
        lines += [f"## {chapter} {title}", "", "| requirement | L | about | answer |", "|---|---|---|---|"]
        lines += [_asvs_row(row) for row in rows if row["id"].startswith(chapter.removeprefix("V") + ".")]
        lines.append("")
    return _page(lines)


def policy_page() -> str:
    """One row a desk, one column a decision table: the very tables that the tests run."""
    pages = tables()
    lines = [
        MADE,
        "# Who may ever hold what / だれが持ちうるか",
        "",
        "Each column is one table of `tests/policy/tables/`, run as a test. ● may hold it, with the clause that says so;",
        "– never, with the clause in brackets. 色は上限で、開くのは中継です。",
        "",
        "| | " + " | ".join(f"{number}" for number, _ in enumerate(pages, start=1)) + " |",
        "|---|" + "---|" * len(pages),
    ]
    for name, desk in DESKS.items():
        cells = [_decision(page.may.get(name), page.never.get(name)) for page in pages]
        lines.append(_row(f"{name}<br>{desk['en']}", *cells))
    lines += ["", "## Columns / 表", ""]
    lines += [f"{number}. {page.ja} / {page.en} ({page.cite})" for number, page in enumerate(pages, start=1)]
    lines += ["", "## Clauses, in order / 条項（優先順）", ""]
    lines += [f"- `{_letter(clause)}` {ja} / {en}" for clause, (ja, en) in WORDS.items()]
    return _page(lines)


def _decision(may: str | None, never: str | None) -> str:
    return f"● {_letter(may)}" if may else f"– ({_letter(never or '')})"


def _letter(clause: str) -> str:
    return "".join(word[0] for word in clause.split("_"))


def decisions_page() -> str:
    lines = [
        MADE,
        "# Decisions",
        "",
        "Choices that would be expensive to undo. Start a new one from [the template](template.md).",
        "",
    ]
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        lines.append(f"- [{title}]({path.name})")
    return _page(lines)


def _asvs_row(row: Mapping[str, object]) -> str:
    forms = {"test": "test: `{}`", "document": "page: `{}`", "reason": "reason: {}", "part": "later part: {}"}
    said = [form.format(_listed(row[key])) for key, form in forms.items() if key in row]
    return _row(f"v5.0.0-{row['id']}", str(row["level"]), str(row["about"]), "<br>".join(said))


def _tally(rows: list[dict[str, object]]) -> str:
    first = Counter(next(key for key in ("test", "document", "reason", "part") if key in row) for row in rows)
    return (
        f"{len(rows)} requirements: {first['test']} answered by a test, {first['document']} by a page, "
        f"{first['reason']} by a reason, {first['part']} in a later part."
    )


def _listed(value: object) -> str:
    return "`, `".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _codes(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _page(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "policy.md": policy_page,
    "glossary.md": glossary_page,
    "security/asvs.md": asvs_page,
    "decisions/README.md": decisions_page,
}

if __name__ == "__main__":
    raise SystemExit(main())
