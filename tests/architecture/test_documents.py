"""Facts about the documents: made pages are fresh, what must be said is said, nothing private is named."""

import ast
import re
import runpy
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(path.parent for path in (ROOT / "noroshi").glob("*/__init__.py"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
SETTING = re.compile(r"(?:NOROSHI|DATABASE)_[A-Z][A-Z_]*")
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com")
OF_ONE_MACHINE = re.compile(r"(?<![\w./-])/(?:work|root|tmp/[a-z_]*(?:brief|bash)[a-z_]*)(?:/[\w.-]+)?(?![\w-])")


def test_pages_made_from_data_are_fresh() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "build.py"))

    assert [str(path.relative_to(ROOT)) for path in made["out_of_date"]()] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_in_a_few_lines_what_lives_there(room: Path) -> None:
    readme = room / "README.md"

    assert readme.is_file()
    assert 3 <= len(readme.read_text("utf-8").splitlines()) <= 15


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_says_why_what_and_what_it_cost(decision: Path) -> None:
    text = decision.read_text("utf-8")

    assert text.startswith(f"# {decision.name[:4]}: ")
    for heading in ("## Context", "## Choice", "## What we gave up"):
        assert re.search(rf"^{heading}\n\n\S", text, re.MULTILINE), heading


def test_decisions_are_numbered_without_gap_or_double() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_setting_that_is_read_is_documented() -> None:
    documented = set(SETTING.findall((ROOT / "docs" / "operations" / "settings.md").read_text("utf-8")))

    assert _settings_in_code() - documented == set()
    assert documented - _settings_in_code() == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [path for path in (ROOT / "noroshi").rglob("*") if path.is_dir() or path.suffix == ".py"]

    assert [str(path.relative_to(ROOT)) for path in named if VAGUE & set(path.stem.lower().split("_"))] == []


def test_files_name_no_package_registry() -> None:
    assert [name for name, text in _tracked_texts() if any(host in text for host in REGISTRIES)] == []


def test_files_name_no_folder_of_one_machine() -> None:
    found = [(name, hit.group(0)) for name, text in _tracked_texts() for hit in OF_ONE_MACHINE.finditer(text)]

    assert found == []


def test_links_between_documents_lead_somewhere() -> None:
    pages = [path for name in ("*.md", "docs/**/*.md") for path in ROOT.glob(name)]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def _settings_in_code() -> set[str]:
    """Names of the environment are plain strings in the code, whichever way they are read."""
    return {
        node.value
        for path in (ROOT / "noroshi").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.fullmatch(node.value)
    }


def _tracked_texts() -> list[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    names = [name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]
    return [(name, text) for name in names if (text := _text_of(ROOT / name)) is not None]


def _text_of(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
