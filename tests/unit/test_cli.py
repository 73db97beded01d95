"""The `noroshi` command by itself: every command explains itself, in both languages, and starts nothing to do so."""

import subprocess
import sys
from pathlib import Path

import pytest

from noroshi.cli import COMMANDS
from noroshi.cli.language import chosen

ROOT = Path(__file__).resolve().parent.parent.parent


def noroshi(*words: str, lang: str = "C.UTF-8") -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": "/usr/bin:/bin", "LANG": lang}
    return subprocess.run(
        [sys.executable, "-m", "noroshi.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=ROOT,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = noroshi(name, "--help")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Usage: noroshi {name}")


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        (["--lang", "ja"], {"LANG": "C"}, "ja"),
        (["--lang=en", "serve"], {"LANG": "ja_JP.UTF-8"}, "en"),
        (["--lang"], {}, "en"),
    ],
)
def test_language_is_the_option_then_the_locale(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert chosen(arguments, environment) == language


def test_help_is_japanese_for_a_japanese_locale() -> None:
    assert "重要インフラ" in noroshi("--help", lang="ja_JP.UTF-8").stdout


def test_unknown_command_is_named_and_nothing_is_started() -> None:
    done = noroshi("sevre")

    assert done.returncode == 2
    assert "sevre" in done.stderr


def test_schemes_that_come_with_noroshi_have_no_mistake() -> None:
    done = noroshi("scheme", "check")

    assert done.returncode == 0, done.stdout


def test_mistake_in_a_scheme_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "scheme.toml").write_text("id = ", encoding="utf-8")

    done = noroshi("scheme", "check", str(tmp_path / "broken"))

    assert done.returncode == 1
    assert "scheme.toml" in done.stdout


@pytest.mark.parametrize("command", ["stop", "status"])
def test_stopped_installation_is_said_to_be_stopped(tmp_path: Path, command: str) -> None:
    done = noroshi(command, "--data", str(tmp_path))

    assert done.returncode == {"stop": 0, "status": 3}[command]
    assert list(tmp_path.iterdir()) == []
