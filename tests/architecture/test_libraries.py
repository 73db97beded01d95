"""Libraries are locked by hash, kept apart by purpose, and never overheard: no registry is named in the repository."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ONLY_FOR_TESTS = {"pytest", "hypothesis", "playwright", "ruff", "mypy", "djlint", "codespell", "import-linter"}


def test_every_library_is_locked_with_its_hash() -> None:
    assert LOCKS
    for lock in LOCKS:
        pinned = re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8"), flags=re.IGNORECASE)
        without = [block.split("==")[0] for block in pinned if "==" in block and "--hash=sha256:" not in block]

        assert without == [], lock.name


def test_locks_hold_exact_versions_only() -> None:
    for lock in LOCKS:
        names = [line for line in lock.read_text("utf-8").splitlines() if re.match(r"[A-Za-z0-9]", line)]

        assert [line for line in names if "==" not in line] == [], lock.name


def test_test_libraries_are_not_installed_with_the_product() -> None:
    base = (ROOT / "requirements" / "base.txt").read_text("utf-8")
    installed = {name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", base, re.MULTILINE)}

    assert installed & ONLY_FOR_TESTS == set()


def test_types_are_checked_strictly() -> None:
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]

    assert mypy["strict"] is True
    assert mypy["files"] == ["noroshi", "noroshi_client"]


def test_notice_names_every_file_of_others() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    vendored = tomllib.loads((ROOT / "noroshi/web/static/noroshi/vendor/VENDORED.toml").read_text("utf-8"))

    assert [package["name"] for package in vendored["package"] if package["name"] not in notice] == []
