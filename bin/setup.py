"""Builds .venv by hash from the locked requirements. Quick when nothing changed, safe when two run at once.

Needs only the standard library. uv does the work; where it cannot reach what pip can (pip may be set up for a mirror), pip does.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKED = ("requirements/bootstrap.txt", "requirements/dev.txt")
STAMP = VENV / "noroshi-setup"


def main() -> None:
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint() and works():
            return
        STAMP.unlink(missing_ok=True)
        make_environment()
        install()
        lay_command()
        STAMP.write_text(fingerprint(), encoding="utf-8")
        print(f"Ready: {VENV}", flush=True)


def fingerprint() -> str:
    """Of what is locked and of where we are: an environment that was copied or moved is made anew."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (*LOCKED, "bin/setup.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def works() -> bool:
    return (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-I", "-c", "import django, uv"], capture_output=True, check=False).returncode == 0
    )


def make_environment() -> None:
    fitting = (
        subprocess.run(
            [PYTHON, "-I", "-c", "import sys; sys.exit(sys.version_info < (3, 12))"], capture_output=True, check=False
        )
        if PYTHON.exists()
        else None
    )
    if fitting is None or fitting.returncode != 0:
        print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        run(sys.executable, "-m", "venv", VENV)


def install() -> None:
    """uv first, at the version and hash that the repository names; then everything else by it."""
    pip = (
        PYTHON,
        "-I",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "install",
        "--require-hashes",
        "--only-binary=:all:",
    )
    bootstrap, everything = LOCKED
    run(*pip, "-r", bootstrap)
    print("Installing the locked packages", flush=True)
    uv = (
        PYTHON,
        "-I",
        "-m",
        "uv",
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--only-binary=:all:",
        "--python",
        PYTHON,
    )
    if run(*uv, everything, check=False) != 0:
        print("uv could not fetch everything; trying pip, which may know a mirror", flush=True)
        run(*pip, "-r", everything)


def lay_command() -> None:
    """The `noroshi` command of this checkout, without building a package: a line on Python's path and a script."""
    site = subprocess.run(
        [PYTHON, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(site) / "noroshi.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = VENV / "bin" / "noroshi"
    command.write_text(
        '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m noroshi.cli "$@"\n', encoding="utf-8"
    )
    command.chmod(0o755)


def run(*command: object, check: bool = True) -> int:
    words = [str(word) for word in command]
    code = subprocess.run(words, cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}, check=False).returncode
    if check and code != 0:
        sys.exit(f"Setup stopped: {' '.join(words[:6])} … ended with {code}.")
    return code


if __name__ == "__main__":
    main()
