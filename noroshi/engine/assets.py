"""Styles, scripts and fonts, gathered once for each version of them: hashed names, compressed, kept by browsers for ever."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from noroshi.config.environment import assets_version
from noroshi.engine.failure import EngineError
from noroshi.engine.instance import Instance

GATHER: Final = "import django; django.setup(); from django.core.management import call_command as run; run('collectstatic', verbosity=0)"


def gather_when_needed(instance: Instance) -> None:
    """Another version of the files gets a folder of its own, so that a page never meets styles of another version."""
    folder = Path(instance.home.root) / "static" / assets_version()
    if (folder / "staticfiles.json").exists():
        return
    done = subprocess.run(
        [sys.executable, "-c", GATHER],
        env=os.environ
        | instance.environment()
        | {"DJANGO_SETTINGS_MODULE": "noroshi.config.settings", "NOROSHI_PROCESS": "gather"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise EngineError(f"Gathering the styles and scripts failed:\n{done.stderr.strip()[-1000:]}", "Try again.")
    for older in set(folder.parent.iterdir()) - {folder}:
        shutil.rmtree(older)
