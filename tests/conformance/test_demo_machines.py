"""What `accounts.json` promises to machines, and what the command line takes in, against a whole running installation."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Server, outside_environment
from tests.rooms.intel_given import indicator

MEDIA = "application/taxii+json;version=2.1"
OPERATOR, STRANGER = "saeki@shiomi", "kanbara@aoshio"


def asked(server: Server, login: str, path: str) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {server.account(login)['api_key']}", "Accept": MEDIA}
    request = urllib.request.Request(f"{server.url.rstrip('/')}{path}", headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - likewise
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def root(server: Server) -> str:
    _, said = asked(server, OPERATOR, "/taxii2/")
    return "/" + str(said["default"]).split("/", 3)[3]


def command(server: Server, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "noroshi.cli", "intel", *words, "--data", str(server.home.root)],
        capture_output=True,
        text=True,
        env=outside_environment() | {"LANG": "en_US.UTF-8"},
        cwd=ROOT,
        check=False,
    )


def test_an_account_names_a_collection_to_write_to_and_one_to_read(noroshi_server: Server) -> None:
    account, at = noroshi_server.account(OPERATOR), root(noroshi_server)

    for name, may_write in (("taxii_collection", True), ("taxii_collection_read_only", False)):
        status, said = asked(noroshi_server, OPERATOR, f"{at}collections/{account[name]}/")
        assert (status, said["can_read"], said["can_write"]) == (200, True, may_write)
    assert asked(noroshi_server, STRANGER, f"{at}collections/{account['taxii_collection']}/")[0] == 404


def test_a_file_is_taken_in_by_the_command_line_and_what_is_wrong_in_it_is_told(
    noroshi_server: Server, tmp_path: Path
) -> None:
    account = noroshi_server.account(OPERATOR)
    lines = command(noroshi_server, "origins").stdout.splitlines()
    own = next(line for line in lines if account["organization"] in line).split()[0]
    file = tmp_path / "given.json"
    good = [indicator(f"by-hand-{number}") for number in range(3)]
    file.write_text(
        json.dumps({"type": "bundle", "id": f"bundle--{'0' * 8}-0000-4000-8000-{'0' * 12}", "objects": good}), "utf-8"
    )

    done = command(noroshi_server, "import", str(file), "--origin", own)
    again = command(noroshi_server, "import", str(file), "--origin", own)
    file.write_text(json.dumps([*good, {"type": "indicator", "id": "indicator--x"}]), "utf-8")
    wrong = command(noroshi_server, "import", str(file), "--origin", own)
    nowhere = command(noroshi_server, "import", str(file), "--origin", "00000000-0000-4000-8000-000000000000")

    assert (done.returncode, again.returncode) == (0, 0), done.stderr
    assert "taken in 3, known before 0, refused 0" in done.stdout
    assert wrong.returncode == 4, wrong.stdout
    assert "faults" in wrong.stdout
    assert nowhere.returncode not in {0, 4}
    assert "Traceback" not in nowhere.stderr


@pytest.mark.parametrize("words", [["import", "nothing-such.json", "--origin", "x"], ["import"]])
def test_a_command_that_cannot_be_understood_says_so(noroshi_server: Server, words: list[str]) -> None:
    done = command(noroshi_server, *words)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
