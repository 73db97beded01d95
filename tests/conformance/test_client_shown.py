"""The calls that a page shows for Python, typed as they stand, against a whole running installation; and the commands for an advisory."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from noroshi.api.by_page import calls_of
from noroshi_client import Noroshi, RefusedError
from noroshi_client.client import FORMS
from tests.conformance.test_client import OPERATOR, STRANGER, command, seat
from tests.conftest import Server


def shown(page: str, method: str, end: str) -> str:
    """What stands on the page for that deed."""
    (found,) = [call for call in calls_of(page) if call.route.method == method and call.path.endswith(end)]
    return found.python


def typed(noroshi: Noroshi, call: str, body: "dict[str, Any] | None" = None, **more: Any) -> Any:
    """As somebody types it, with the places filled in."""
    whole = re.sub(r"(\w+)=…", lambda match: f"{match[1]}={more[match[1]]!r}", call)
    whole = whole.replace("{…}", repr(body)).replace('"…"', '"通信 \\"記録\\".csv"')
    return eval(whole, {"noroshi": noroshi, "content": b"at,from\n1,2\n"})  # noqa: S307 - our own words, which is what is tested


def test_a_draft_is_begun_changed_given_a_file_and_thrown_away_as_its_pages_show(noroshi_server: Server) -> None:
    noroshi = seat(noroshi_server, OPERATOR)
    begun = typed(noroshi, shown("/drafts/", "POST", "/drafts"), {"kind": "report", "typed": {"summary": "前"}})
    page = f"/drafts/{begun['id']}/"

    changed = typed(
        noroshi,
        shown(page, "PATCH", begun["id"]),
        {"version": begun["version"], "way": "direct_report", "typed": {"summary": "後"}},
    )
    file = typed(noroshi, shown(page, "POST", "/files"))
    listed = typed(noroshi, shown(page, "GET", "/files"))
    now = typed(noroshi, shown(page, "GET", begun["id"]))
    typed(noroshi, shown(page, "DELETE", begun["id"]), version=now["version"])

    assert changed["typed"]["summary"] == "後"
    assert file["id"] in json.dumps(listed)
    assert now["typed"]["summary"] == "後"


def test_what_somebody_else_saved_meanwhile_is_not_written_over(noroshi_server: Server) -> None:
    noroshi = seat(noroshi_server, OPERATOR)
    begun = noroshi.connection.post("/drafts", {"kind": "report", "typed": {"summary": "一"}})
    call = shown(f"/drafts/{begun['id']}/", "PATCH", begun["id"])
    typed(noroshi, call, {"version": begun["version"], "typed": {"summary": "二"}})

    with pytest.raises(RefusedError) as refused:
        typed(noroshi, call, {"version": begun["version"], "typed": {"summary": "三"}})

    assert refused.value.status == 409
    assert noroshi.connection.get(f"/drafts/{begun['id']}")["typed"]["summary"] == "二"


def test_a_stranger_changes_and_takes_away_nothing_of_ours(noroshi_server: Server) -> None:
    noroshi, stranger = seat(noroshi_server, OPERATOR), seat(noroshi_server, STRANGER)
    begun = noroshi.connection.post("/drafts", {"kind": "report", "typed": {"summary": "海図"}})
    page = f"/drafts/{begun['id']}/"

    refused = [
        status_of(stranger, shown(page, "PATCH", begun["id"]), {"version": begun["version"], "typed": {}}),
        status_of(stranger, shown(page, "DELETE", begun["id"]), version=begun["version"]),
        status_of(stranger, shown(page, "POST", "/files")),
    ]

    assert refused == [404, 404, 404]
    assert noroshi.connection.get(f"/drafts/{begun['id']}")["typed"]["summary"] == "海図"


def status_of(noroshi: Noroshi, call: str, body: "dict[str, Any] | None" = None, **more: Any) -> int:
    with pytest.raises(RefusedError) as refused:
        typed(noroshi, call, body, **more)
    return refused.value.status


def waiting(noroshi: Noroshi) -> list[str]:
    """Advisories that this desk has not answered."""
    return [one["id"] for one in noroshi.connection.get("/advisories/to-acknowledge")["items"]]


def own_answer(noroshi: Noroshi, edition: str) -> Any:
    answers = noroshi.connection.get(f"/advisories/{edition}/answers")["items"]
    return [(one["sighting"], one["note"]) for one in answers if one["is_own"]]


def test_an_advisory_is_acknowledged_by_the_client_and_again_by_the_command(noroshi_server: Server) -> None:
    operator = seat(noroshi_server, OPERATOR)
    stranger = seat(noroshi_server, STRANGER)
    theirs = {line["id"] for line in stranger.editions()}
    edition = next(one for one in waiting(operator) if one not in theirs)

    operator.acknowledge(edition, sighting="unknown", note="調べている")
    first = own_answer(operator, edition)
    said = command(noroshi_server, OPERATOR, "ack", edition, "--sighting", "not_seen", "--note", "来ていない")

    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["sighting"] == "not_seen"
    assert (first, own_answer(operator, edition)) == ([("unknown", "調べている")], [("not_seen", "来ていない")])
    assert edition not in waiting(operator)
    with pytest.raises(RefusedError) as refused:
        stranger.acknowledge(edition, sighting="seen")
    refused_too = command(noroshi_server, STRANGER, "ack", edition)
    assert (refused.value.status, refused_too.returncode) == (404, 1)


def test_every_form_of_an_item_is_taken_out_by_the_client_and_by_the_command(
    noroshi_server: Server, tmp_path: Path
) -> None:
    operator = seat(noroshi_server, OPERATOR)
    report = operator.file({"summary": "測深儀の値が揺れる"}, tlp="green", way="direct_report")["id"]
    begins = {"pdf": b"%PDF", "xlsx": b"PK", "txt": b"", "csaf": b"{", "stix": b"{"}
    of_each = dict.fromkeys(begins, report) | {"csaf": only_ours(noroshi_server)}

    assert set(begins) == set(FORMS)
    for form, edition in of_each.items():
        out, none = tmp_path / form, tmp_path / "none"
        none.write_bytes(b"what stood there before")
        done = command(noroshi_server, OPERATOR, "export", edition, form, "-o", str(out))
        refused = command(noroshi_server, STRANGER, "export", edition, form, "-o", str(none))
        assert done.returncode == 0, (form, done.stderr)
        assert out.read_bytes().startswith(begins[form])
        assert operator.export(edition, form).startswith(begins[form])
        assert (refused.returncode, none.read_bytes()) == (1, b"what stood there before")
    assert "測深儀の値が揺れる" in (tmp_path / "txt").read_text(encoding="utf-8-sig")
    assert json.loads((tmp_path / "stix").read_bytes())["type"] == "bundle"
    assert "tlp" in json.loads((tmp_path / "csaf").read_bytes())["document"]["distribution"]
    with pytest.raises(RefusedError) as refused_report:
        operator.export(report, "csaf")
    assert refused_report.value.status == 404


def only_ours(server: Server) -> str:
    """An advisory that our desk holds and the stranger does not."""
    theirs = {line["id"] for line in seat(server, STRANGER).editions()}
    return next(line["id"] for line in seat(server, OPERATOR).editions(kind="advisory") if line["id"] not in theirs)
