"""The client as it is published: built from its folder, installed where nothing else is, typed, and speaking to a running installation."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from tests.conformance.test_client import OPERATOR, STRANGER, seat
from tests.conftest import ROOT, Server

USES_IT = """
import os
from noroshi_client import Noroshi, RefusedError

noroshi = Noroshi(os.environ["NOROSHI_URL"], os.environ["NOROSHI_KEY"], language="en")
try:
    print(noroshi.edition(os.environ["EDITION"])["title"])
except RefusedError as refused:
    print(refused.status, refused.code)
"""
TYPED = """
from noroshi_client import Noroshi

noroshi = Noroshi("https://noroshi.example.jp", "key")
title: str = noroshi.file({"summary": "x"}, tlp="amber")["title"]
numbers: list[int | None] = [line["number"] for line in noroshi.editions(tlp="green")]
form: bytes = noroshi.export("x", "pdf")
"""
MISTYPED = """
from noroshi_client import Noroshi

number: int = Noroshi("https://noroshi.example.jp", "key").export("x", "pdf")
"""


@dataclass(frozen=True)
class Published:
    """What would be uploaded, and a Python that has nothing but it."""

    wheel: Path
    source: Path
    python: Path

    def run(self, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.python, "-I", *words], capture_output=True, text=True, check=False, env={**bare(), **environment}
        )


def bare() -> dict[str, str]:
    """Nothing that would lead to an index or to our own sources."""
    return {"PATH": os.environ["PATH"], "UV_OFFLINE": "1", "UV_NO_INDEX": "1", "UV_NO_CONFIG": "1", "LANG": "C.UTF-8"}


def uv(*words: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uv", *map(str, words)], capture_output=True, text=True, check=False, env=bare()
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    here = tmp_path_factory.mktemp("published")
    copytree(ROOT / "noroshi_client", here / "src", ignore=ignore_patterns("__pycache__"))
    uv("build", here / "src", "--out-dir", here / "dist", "--no-build-isolation", "--python", sys.executable)
    (wheel,), (source,) = (here / "dist").glob("*.whl"), (here / "dist").glob("*.tar.gz")
    venv.create(here / "fresh", with_pip=False, symlinks=True)
    python = here / "fresh" / "bin" / "python"
    uv("pip", "install", "--python", python, wheel)
    return Published(wheel, source, python)


def test_the_wheel_and_the_source_hold_the_client_its_types_and_nothing_of_the_server(published: Published) -> None:
    ours = {one.name for one in (ROOT / "noroshi_client").glob("*.py")} | {"py.typed"}
    with zipfile.ZipFile(published.wheel) as wheel:
        inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
        (named,) = [name for name in wheel.namelist() if name.endswith("/METADATA")]
        said = wheel.read(named).decode()
    with tarfile.open(published.source) as source:
        carried = {Path(name).name for name in source.getnames()}

    assert inside == {f"noroshi_client/{name}" for name in ours}
    assert ours | {"pyproject.toml", "README.md"} <= carried
    assert "Requires-Dist" not in said
    assert "License-Expression: Apache-2.0" in said


def test_the_source_alone_builds_the_same_wheel(published: Published, tmp_path: Path) -> None:
    uv("build", published.source, "--wheel", "--out-dir", tmp_path, "--no-build-isolation", "--python", sys.executable)
    (again,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(published.wheel) as first, zipfile.ZipFile(again) as second:
        assert sorted(first.namelist()) == sorted(second.namelist())


def test_where_nothing_else_is_installed_it_imports_and_asks_a_running_installation(
    published: Published, noroshi_server: Server
) -> None:
    report = seat(noroshi_server, OPERATOR).file({"summary": "羅針儀の針が止まった"}, tlp="amber", way="direct_report")

    imported = published.run("-c", "import noroshi_client; print(noroshi_client.__file__)")
    asked = [
        published.run(
            "-c",
            USES_IT,
            NOROSHI_URL=noroshi_server.url,
            NOROSHI_KEY=noroshi_server.account(login)["api_key"],
            EDITION=report["id"],
        )
        for login in (OPERATOR, STRANGER)
    ]
    others = published.run("-c", "import importlib.util as u; print(u.find_spec('noroshi'), u.find_spec('django'))")

    assert Path(imported.stdout.strip()).is_relative_to(published.python.parent.parent), imported.stderr
    assert [one.stdout.strip() for one in asked] == ["羅針儀の針が止まった", "404 not_found"], asked
    assert others.stdout.strip() == "None None"


def test_a_program_that_uses_it_is_checked_by_its_types(published: Published, tmp_path: Path) -> None:
    def checked(program: str) -> "subprocess.CompletedProcess[str]":
        (tmp_path / "program.py").write_text(program, encoding="utf-8")
        words = [
            "--strict",
            "--no-incremental",
            "--config-file=",
            "--python-executable",
            published.python,
            "program.py",
        ]
        return subprocess.run(
            [sys.executable, "-m", "mypy", *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=bare(),
        )

    right, wrong = checked(TYPED), checked(MISTYPED)

    assert right.returncode == 0, right.stdout
    assert wrong.returncode == 1
    assert 'variable has type "int"' in wrong.stdout
