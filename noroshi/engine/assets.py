"""Styles, scripts and fonts, gathered once for each version of them: hashed names, compressed, kept by browsers for ever."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome

FILES: Final = Path(__file__).resolve().parent.parent / "web" / "static"
GATHER: Final = "import django; django.setup(); from django.core.management import call_command as run; run('collectstatic', verbosity=0)"


def assets_folder(home: DataHome) -> Path:
    """Another version of the files gets a folder of its own, so that a page never meets styles of another version."""
    digest = hashlib.sha256()
    for path in sorted(FILES.rglob("*")):
        state = path.stat()
        digest.update(f"{path.relative_to(FILES)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return home.root / "static" / digest.hexdigest()[:16]


def gather_when_needed(folder: Path, environment: dict[str, str]) -> None:
    """In a process of its own, because the engine knows no Django."""
    if (folder / "staticfiles.json").exists():
        return
    wanted = {"DJANGO_SETTINGS_MODULE": "noroshi.config.settings", "NOROSHI_PROCESS": "gather"}
    done = subprocess.run(
        [sys.executable, "-c", GATHER],
        env=os.environ | environment | wanted,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise EngineError(f"Gathering the styles and scripts failed:\n{done.stderr.strip()[-1000:]}", "Try again.")
    for older in set(folder.parent.iterdir()) - {folder}:
        shutil.rmtree(older)
