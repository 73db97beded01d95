"""The client and the commands over the network, against a whole running installation: what they file arrives, what is refused is said,
and a stranger's key gets nothing."""

import json
import os
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import OpenerDirector

import pytest

from noroshi_client import Noroshi, RefusedError, UnreachableError
from noroshi_client.bell import Bell
from tests.conftest import ROOT, Server, outside_environment

OPERATOR, MINISTRY, STRANGER = "saeki@shiomi", "hirasawa-k@meti", "kanbara@aoshio"
CANARY = "燈台守の端末から見知らぬ通信"


def seat(server: Server, login: str) -> Noroshi:
    return Noroshi(server.url.rstrip("/"), server.account(login)["api_key"])


def until_now(client: Noroshi) -> str:
    stretch = client.changes()
    while stretch["has_more"]:
        stretch = client.changes(stretch["next"])
    return stretch["next"]


def command(server: Server, login: str, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = outside_environment() | {
        "NOROSHI_URL": server.url,
        "NOROSHI_KEY": server.account(login)["api_key"],
        "LANG": "ja_JP.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-m", "noroshi.cli", *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=False,
    )


def test_what_an_operator_files_the_ministry_follows_and_a_stranger_never_hears_of(noroshi_server: Server) -> None:
    operator, ministry, stranger = (seat(noroshi_server, login) for login in (OPERATOR, MINISTRY, STRANGER))
    before, elsewhere = until_now(ministry), until_now(stranger)

    report = operator.file({"summary": CANARY}, tlp="amber", way="direct_report")
    later = operator.follow_up(report["id"], {"lessons": "保守経路を見直した"})

    came = [
        change for change in ministry.changes(before)["items"] if change["now"] and change["now"]["title"] == CANARY
    ]
    assert [change["edition"] for change in came if change["what"] == "came"] == [report["id"], later["id"]]
    assert ministry.edition(later["id"])["content"]["lessons"]
    assert ministry.export(report["id"], "pdf").startswith(b"%PDF")
    assert stranger.changes(elsewhere)["items"] == []
    with pytest.raises(RefusedError) as refused:
        stranger.edition(report["id"])
    assert (refused.value.status, refused.value.code) == (404, "not_found")
    assert all(line["title"] != CANARY for line in stranger.editions())


def test_what_was_filed_is_found_by_who_holds_it_and_by_nobody_else(noroshi_server: Server) -> None:
    operator = seat(noroshi_server, OPERATOR)
    report = operator.file({"summary": "鳴門丸の航海計器が海図を失った"}, tlp="amber", way="direct_report")

    found = [seat(noroshi_server, login).search("航海計器が海図") for login in (OPERATOR, MINISTRY, STRANGER)]

    assert [[one["item"]["id"] for one in each] for each in found] == [[report["id"]], [report["id"]], []]
    said = command(noroshi_server, MINISTRY, "search", "航海計器が海図")
    assert [json.loads(line)["item"]["id"] for line in said.stdout.splitlines()] == [report["id"]]


def test_an_order_is_given_and_answered_inside_and_never_leaves_the_house(noroshi_server: Server) -> None:
    operator = seat(noroshi_server, OPERATOR)
    desk = operator.me()["desk"]["id"]

    given = command(
        noroshi_server, OPERATOR, "order", "--title", "羅針盤の点検", "--what", "予備と取り替える", "--to", desk
    )
    assert given.returncode == 0, given.stderr
    order = json.loads(given.stdout)
    operator.answer_order(order["id"], "done", "取り替えた")

    assert {one["id"]: one["state"] for one in operator.orders()}[order["id"]] == "done"
    for outside in (MINISTRY, STRANGER):
        assert order["id"] not in {one["id"] for one in seat(noroshi_server, outside).orders()}


def test_watching_gives_what_happens_and_the_place_moves_on(noroshi_server: Server) -> None:
    operator, ministry = seat(noroshi_server, OPERATOR), seat(noroshi_server, MINISTRY)
    before = until_now(ministry)
    report = operator.file({"summary": "見張り台の灯りが消えた"}, tlp="amber", way="direct_report")

    stretch = next(ministry.watch(before, every=1))

    assert report["id"] in {change["edition"] for change in stretch["items"]}
    assert report["id"] not in {change["edition"] for change in ministry.changes(stretch["next"])["items"]}


def test_the_live_door_says_when_to_ask(noroshi_server: Server) -> None:
    operator, ministry = seat(noroshi_server, OPERATOR), seat(noroshi_server, MINISTRY)
    before = until_now(ministry)
    asked = ministry.watch(before, every=600)

    with ThreadPoolExecutor(1) as apart:
        waiting = apart.submit(next, asked)
        report = operator.file({"summary": "灯台守が鐘を鳴らした"}, tlp="amber", way="direct_report")
        stretch = waiting.result(timeout=120)

    assert report["id"] in {change["edition"] for change in stretch["items"]}


def test_the_key_goes_to_no_other_host_than_its_own(noroshi_server: Server) -> None:
    connection = seat(noroshi_server, MINISTRY).connection
    own = str(connection.get("/me")["events"])

    assert Bell(connection, 1).address == own
    assert Bell(replace(connection, opener=Says({"events": own.replace("127.0.0.1", "127.0.0.2")})), 1).address == ""
    assert Bell(replace(connection, opener=Says({"events": None})), 1).address == ""


class Says(OpenerDirector):
    """Stands for a server that says this of itself."""

    def __init__(self, said: dict[str, Any]) -> None:
        super().__init__()
        self.said = said

    def open(self, *_: Any, **__: Any) -> BytesIO:
        return BytesIO(json.dumps(self.said).encode())


def test_a_refusal_says_which_field_and_nothing_is_left(noroshi_server: Server) -> None:
    operator = seat(noroshi_server, OPERATOR)

    with pytest.raises(RefusedError) as refused:
        operator.file({"no_such_field": "x"}, tlp="amber", way="direct_report")

    assert refused.value.status == 422
    assert "no_such_field" in json.dumps(refused.value.fields)


def test_a_key_that_is_none_is_refused_in_words(noroshi_server: Server) -> None:
    with pytest.raises(RefusedError) as refused:
        Noroshi(noroshi_server.url, "nobody").me()

    assert refused.value.status == 401


def test_the_commands_file_watch_and_export(noroshi_server: Server, tmp_path: Path) -> None:
    place = tmp_path / "place"
    assert command(noroshi_server, MINISTRY, "watch", "--once", "--place", str(place)).returncode == 0

    filed = command(
        noroshi_server, OPERATOR, "file", "--tlp", "amber", "--way", "direct_report", "--set", "summary=霧笛が鳴らない"
    )
    assert filed.returncode == 0, filed.stderr
    report = json.loads(filed.stdout)
    followed = command(noroshi_server, OPERATOR, "follow-up", report["id"], "--set", "lessons=予備を置く")
    assert followed.returncode == 0, followed.stderr

    seen = command(noroshi_server, MINISTRY, "watch", "--once", "--place", str(place))
    told: list[dict[str, Any]] = [json.loads(line) for line in seen.stdout.splitlines()]
    assert report["id"] in {change["edition"] for change in told}
    again = command(noroshi_server, MINISTRY, "watch", "--once", "--place", str(place))
    assert report["id"] not in again.stdout

    form = tmp_path / "form.xlsx"
    assert command(noroshi_server, MINISTRY, "export", report["id"], "xlsx", "-o", str(form)).returncode == 0
    assert form.read_bytes().startswith(b"PK")


def test_the_commands_say_why_not_and_never_print_the_key(noroshi_server: Server) -> None:
    key = noroshi_server.account(STRANGER)["api_key"]

    missing = command(noroshi_server, STRANGER, "export", str(uuid.uuid4()), "pdf")
    wrong = command(noroshi_server, STRANGER, "file", "--tlp", "amber", "--set", "nothing")

    assert missing.returncode == 1
    assert "見つかりません" in missing.stderr
    assert wrong.returncode == 2
    assert all(key not in done.stdout + done.stderr for done in (missing, wrong))


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://noroshi.example.jp", "k"),
        ("ftp://localhost", "k"),
        ("nonsense", "k"),
        ("https://a.example", ""),
        ("https://a.example", "k\nX: y"),
    ],
)
def test_a_key_goes_neither_in_the_open_nor_into_another_header(url: str, key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Noroshi(url, key)


def test_where_nobody_answers_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noroshi_client.connection.TRIES", 1)
    with pytest.raises(UnreachableError):
        Noroshi("http://127.0.0.1:9", "k", timeout=1).me()


def test_the_client_stands_alone(tmp_path: Path) -> None:
    """Nothing of the server and no library comes with it."""
    (tmp_path / "noroshi_client").symlink_to(ROOT / "noroshi_client")
    code = "import sys, noroshi_client; print(sorted(m for m in sys.modules if m.split('.')[0] in {'noroshi','django','requests'}))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.stdout.strip() == "[]"
