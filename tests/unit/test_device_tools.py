"""What `make test` says of the programs that device lists are held against: those that are here, and those that are not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NAMED = Path(__file__).resolve().parents[2] / "bin" / "find-device-tools"
ALSO_LOOKED_IN = "/usr/sbin:/sbin:/usr/local/sbin"
TOOLS = ("named-checkzone", "unbound", "unbound-checkconf", "nft", "squid", "suricata")


def said(folder: Path, *here: str) -> list[str]:
    """Without a package manager: nothing is installed by asking."""
    for needed in ("id", "sort"):
        (folder / needed).symlink_to(str(shutil.which(needed)))
    for tool in here:
        (folder / tool).write_text("#!/bin/sh\n")
        (folder / tool).chmod(0o700)
    ended = subprocess.run(
        ["/bin/sh", str(NAMED)], env={**os.environ, "PATH": str(folder)}, capture_output=True, text=True, check=True
    )
    return ended.stdout.splitlines()


def elsewhere(tool: str) -> bool:
    return shutil.which(tool, path=ALSO_LOOKED_IN) is not None


def test_every_program_is_named_whether_it_is_here_or_not(tmp_path: Path) -> None:
    lines = said(tmp_path)

    assert lines == [
        f"device lists are loaded by {tool}"
        if elsewhere(tool)
        else f"device lists are NOT loaded by {tool}: it is not here"
        for tool in TOOLS
    ]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_program_that_came_is_found(tmp_path: Path, tool: str) -> None:
    assert f"device lists are loaded by {tool}" in said(tmp_path, tool)
