"""Drafts at the door of the API: bad input, two writers, expired and stale ones, files; each a clear answer, nothing changed or lost."""

import json
from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from noroshi.audiences.models import KeptScheme
from noroshi.audiences.viewer import acting_as
from noroshi.drafting.models import Draft
from noroshi.schemes.library import DEFINITIONS, contents_of, edition_of
from noroshi.vocabulary.errors import refusals
from tests.cast import Cast
from tests.rooms.api_routes import NOWHERE
from tests.rooms.api_world import Caller
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db

SUMMARY = "変電所の保守端末から社外への不審な通信"
HIDDEN = ("a\x00b", "a\x07b", "a\u202eb", "a\u2066b", "a\u200bb")


@pytest.fixture
def electric(cast: Cast) -> Caller:
    return caller_of(cast.electric)


@pytest.fixture
def begun(electric: Caller) -> Any:
    return electric.made("/drafts", {"kind": "report", "typed": {"summary": SUMMARY}, "wish": {"tlp": "amber"}})


def refused(answer: Any, status: int, code: str = "") -> Any:
    assert answer.status_code == status, (answer.status_code, answer.content.decode())
    assert answer["Content-Type"] == "application/problem+json"
    assert code in {"", answer.json()["code"]}, answer.json()
    return answer.json()


def address(draft: Any) -> str:
    return f"/drafts/{draft['id']}"


def changed_behind_its_back(cast: Cast, draft: Any, **values: Any) -> None:
    with acting_as(cast.electric):
        assert Draft.objects.filter(public_id=draft["id"]).update(**values) == 1


def earlier_scheme(cast: Cast) -> str:
    """The same plan in a printing of its own, kept as it was when the draft was begun."""
    contents = contents_of(DEFINITIONS / "plan4")
    contents["form_report.toml"] += b"\n# an earlier printing\n"
    key = f"plan4@{edition_of(contents)}"
    files = {name: b64encode(content).decode() for name, content in contents.items()}
    with acting_as(cast.electric):
        KeptScheme.objects.create(key=key, snapshot=json.dumps({"scheme": key, "files": files}).encode())
    return key


@pytest.mark.parametrize(
    ("typed", "status", "code"),
    [
        ({"no_such_field": "x"}, 422, "field_unknown"),
        ({"Summary": "x"}, 422, "field_unknown"),
        ({"": "x"}, 422, "field_unknown"),
        ({"__proto__": "x"}, 422, "field_unknown"),
        ({"summary": 17}, 400, "text_not_text"),
        ({"summary": True}, 400, "text_not_text"),
        ({"summary": {"value": "x"}}, 400, "text_not_text"),
        ({"causes": [1]}, 400, "text_not_text"),
        ({"causes": [None]}, 400, "text_not_text"),
        ({"causes": [["x"]]}, 400, "text_not_text"),
        ({"timeline": [{"at": 5}]}, 400, "text_not_text"),
        ({"timeline": [{"at": {"a": "b"}}]}, 400, "text_not_text"),
        ({"summary": "長" * 20_001}, 422, "text_too_long"),
        ({"causes": ["x"] * 301}, 422, "text_too_long"),
        *(({"summary": text}, 422, "") for text in HIDDEN),
        *(({"timeline": [{"entry": text}]}, 422, "") for text in HIDDEN),
        ({"timeline": [{HIDDEN[0]: "x"}]}, 422, ""),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_no_form_can_hold_is_told_at_its_field_and_nothing_changes(
    electric: Caller, begun: Any, typed: Any, status: int, code: str
) -> None:
    said = refused(electric.patch(address(begun), {"version": begun["version"], "typed": typed}), status)

    (name, words), *others = said["errors"].items()
    assert others == []
    assert name.removeprefix("typed.").startswith(next(iter(typed)).lower()) or name.startswith("typed")
    assert words == ([refusals()[code].en] if code else words)
    assert electric.read(address(begun)) == begun
    refused(electric.post("/reports", {"way": "direct_report", "typed": {"summary": SUMMARY, **typed}}), status)
    assert [one["id"] for one in electric.items("/drafts")] == [begun["id"]]
    assert electric.items("/reports") == []


@pytest.mark.parametrize(
    "part",
    [
        {"wish": {"tlp": "purple"}},
        {"wish": {"tlp": 5}},
        {"wish": {"no_such_wish": True}},
        {"wish": {"sectors": "electricity"}},
        {"wish": {"receivers": ["nobody"]}},
        {"wish": {"exclusions": ["everybody else"]}},
        {"wish": {"parts": [{"fields": []}]}},
        {"wish": {"is_statutory": "yes"}},
        {"marks": {"summary": {"certainty": "perhaps"}}},
        {"marks": {"summary": {"surely": True}}},
        {"marks": {"summary": "estimate"}},
        {"marks": {"no_such_field": {"certainty": "estimate"}}},
        *({"marks": {"summary": {"basis": text}}} for text in HIDDEN),
        {"figures": {"unicorns": "3"}},
        {"figures": {"users": 30_000}},
        {"way": "a\u202eb"},
        {"way": 3},
        {"typed": []},
        {"marks": []},
        {"wish": []},
    ],
    ids=lambda value: str(value)[:40],
)
def test_marks_wishes_and_figures_are_as_closed_as_the_form(electric: Caller, begun: Any, part: Any) -> None:
    answer = electric.patch(address(begun), {"version": begun["version"], **part})

    assert answer.status_code in {400, 422}, answer.content
    assert answer.json()["errors"]
    assert electric.read(address(begun)) == begun


def test_words_come_in_the_askers_language(cast: Cast, begun: Any) -> None:
    key = caller_of(cast.electric).key
    body = {"version": begun["version"], "typed": {"no_such_field": "x"}}

    ja, en = (Caller(key, language).patch(address(begun), body).json()["errors"] for language in ("ja", "en"))

    assert (ja["no_such_field"], en["no_such_field"]) == (["この項目はありません。"], ["There is no such field."])


def test_a_change_without_the_version_that_was_read_is_refused(electric: Caller, begun: Any) -> None:
    refused(electric.patch(address(begun), {"typed": {"summary": "ほか"}}), 428, "version_missing")
    refused(electric.post(f"{address(begun)}/send", {}), 428, "version_missing")
    refused(electric.delete(address(begun)), 428, "version_missing")

    assert electric.read(address(begun)) == begun


def test_who_saves_second_is_told_what_the_first_has_written(cast: Cast, electric: Caller, begun: Any) -> None:
    first = caller_of(cast.consultant)
    body = {"version": begun["version"], "typed": {"summary": "先に保存"}}
    saved = first.patch(address(begun), body).json()

    said = refused(electric.patch(address(begun), {**body, "typed": {"summary": "後から"}}), 409, "changed_meanwhile")

    assert said["current"]["typed"]["summary"] == "先に保存"
    assert said["current"]["version"] == saved["version"]
    assert electric.read(address(begun))["typed"]["summary"] == "先に保存"
    refused(electric.post(f"{address(begun)}/send", {"version": begun["version"]}), 409, "changed_meanwhile")
    refused(electric.delete(f"{address(begun)}?version={begun['version']}"), 409, "changed_meanwhile")


def test_the_same_save_again_is_done_already(electric: Caller, begun: Any) -> None:
    body = {"version": begun["version"], "typed": {"lessons": "教訓"}}

    first, second = electric.patch(address(begun), body), electric.patch(address(begun), body)

    assert (first.status_code, first.json()) == (second.status_code, second.json())


def test_a_discarded_draft_is_put_back_and_is_not_changed_meanwhile(electric: Caller, begun: Any) -> None:
    assert electric.delete(f"{address(begun)}?version={begun['version']}").status_code == 204
    assert electric.items("/drafts") == []
    body = {"version": begun["version"], "typed": {"summary": "ほか"}}
    refused(electric.patch(address(begun), body), 409, "draft_discarded")

    back = electric.done(f"{address(begun)}/put-back")

    assert (back["state"], back["typed"]) == ("open", begun["typed"])


def test_an_expired_draft_is_opened_again_with_everything_in_it(cast: Cast, electric: Caller, begun: Any) -> None:
    changed_behind_its_back(cast, begun, saved_at=timezone.now() - timedelta(days=91))

    assert electric.read(address(begun))["in_the_way"][0]["code"] == "draft_expired"
    refused(electric.patch(address(begun), {"version": 1, "typed": {"summary": "ほか"}}), 409, "draft_expired")
    refused(electric.post(f"{address(begun)}/send", {"version": begun["version"]}), 409, "draft_expired")
    renewed = electric.done(f"{address(begun)}/renew")

    assert (renewed["state"], renewed["typed"]) == ("open", begun["typed"])
    assert electric.made(f"{address(begun)}/send", {"version": renewed["version"]})["content"]["summary"] == SUMMARY


def test_a_form_that_changed_meanwhile_is_looked_at_before_it_is_sent(cast: Cast, electric: Caller, begun: Any) -> None:
    changed_behind_its_back(cast, begun, scheme=earlier_scheme(cast))

    assert "scheme_changed" in {one["code"] for one in electric.read(address(begun))["in_the_way"]}
    refused(electric.post(f"{address(begun)}/send", {"version": begun["version"]}), 409, "scheme_changed")
    renewed = electric.done(f"{address(begun)}/renew")

    assert renewed["typed"]["summary"] == SUMMARY
    assert electric.made(f"{address(begun)}/send", {"version": renewed["version"]})["id"]


def test_what_was_sent_is_neither_changed_nor_discarded(electric: Caller, begun: Any) -> None:
    sent = electric.made(f"{address(begun)}/send", {"version": begun["version"]})

    refused(electric.patch(address(begun), {"version": begun["version"], "typed": {"summary": "x"}}), 409, "draft_sent")
    refused(electric.delete(f"{address(begun)}?version={begun['version']}"), 409, "draft_sent")
    refused(electric.send_file(f"{address(begun)}/files"), 409, "draft_sent")
    assert electric.read(address(begun))["sent_as"] == sent["id"]


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "report", "follows": NOWHERE, "completes": NOWHERE},
        {"kind": "report", "sources": [NOWHERE]},
        {"kind": "advisory", "completes": NOWHERE},
    ],
    ids=str,
)
def test_a_draft_begins_in_one_way(electric: Caller, body: Any) -> None:
    said = refused(electric.post("/drafts", body), 422, "invalid_fields")

    assert set(said["errors"]) == set(body) - {"kind"}


def test_a_report_in_one_request_is_filed_whole_or_not_at_all(electric: Caller) -> None:
    """Without a color it cannot be sent; the draft that it began is gone with it."""
    said = refused(electric.post("/reports", {"way": "direct_report", "typed": {"summary": SUMMARY}}), 422)

    assert said["errors"] == {"sharing_scope": ["This is needed before sending."]}
    assert electric.items("/drafts") == []
    assert electric.items("/reports") == []


def test_a_machine_says_by_which_way_it_reports(electric: Caller) -> None:
    said = refused(electric.post("/reports", {"typed": {"summary": SUMMARY}, "wish": {"tlp": "amber"}}), 422)

    assert said["errors"] == {"way": ["This is needed."]}


@pytest.mark.parametrize("path", ["/reports", "/drafts", "/advisories"])
def test_ten_megabytes_are_refused_before_they_are_read(electric: Caller, path: str) -> None:
    body = b'{"typed": {"summary": "' + b"x" * (10 * 1024 * 1024) + b'"}}'

    refused(electric.ask("POST", path, body), 413, "too_large")
    refused(Caller().ask("POST", path, body), 413, "too_large")


def test_a_list_of_drafts_goes_on_where_it_stopped(electric: Caller) -> None:
    ids = [electric.made("/drafts", {"kind": "report"})["id"] for _ in range(5)]

    found, following = [], ""
    while True:
        page = electric.read(f"/drafts?limit=2{following}")
        found += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        following = f"&cursor={page['next']}"

    assert found == ids[::-1]
    assert electric.items("/drafts?kind=advisory") == []


def test_files_go_with_the_report_to_exactly_those_who_read_it(cast: Cast, electric: Caller) -> None:
    typed = {"summary": SUMMARY, "attachment_presence": "yes"}
    draft = electric.made(
        "/drafts", {"kind": "report", "way": "direct_report", "typed": typed, "wish": {"tlp": "amber"}}
    )
    assert "attachments" in draft["mistakes"]
    file = electric.upload(f"{address(draft)}/files", b"evidence", "通信記録.csv")
    assert electric.read(address(draft))["in_the_way"] == []

    sent = electric.made(f"{address(draft)}/send", {"version": draft["version"]})

    ministry = caller_of(cast.ministry)
    assert [one["id"] for one in ministry.read(f"/reports/{sent['id']}")["files"]] == [file["id"]]
    given = ministry.get(f"/files/{file['id']}/content")
    assert b"".join(given.streaming_content) == b"evidence"
    assert given["Content-Disposition"].startswith("attachment")
    for viewer in (cast.bank, cast.electric_colleague, cast.contractor, cast.gas_liaison):
        refused(caller_of(viewer).get(f"/files/{file['id']}/content"), 404)
        refused(caller_of(viewer).get(f"/files/{file['id']}"), 404)


def test_attachments_of_what_was_published_are_for_everybody_and_specimens_for_nobody_beyond(
    cast: Cast, electric: Caller
) -> None:
    typed = {"summary": SUMMARY, "attachment_presence": "yes"}
    draft = electric.made(
        "/drafts", {"kind": "report", "way": "direct_report", "typed": typed, "wish": {"tlp": "clear"}}
    )
    shown = electric.upload(f"{address(draft)}/files", b"evidence")
    specimen = electric.upload(f"{address(draft)}/files?field=specimens", b"specimen")
    sent = electric.made(f"{address(draft)}/send", {"version": draft["version"]})
    refused(Caller().get(f"/public/files/{shown['id']}/content"), 404)

    electric.made(f"/editions/{sent['id']}/publish", {"is_confirmed": True})

    assert [one["id"] for one in Caller().items(f"/public/editions/{sent['id']}/files")] == [shown["id"]]
    assert Caller().get(f"/public/files/{shown['id']}/content").status_code == 200
    refused(Caller().get(f"/public/files/{specimen['id']}/content"), 404)


def test_a_file_is_taken_out_and_put_back(electric: Caller, begun: Any) -> None:
    file = electric.upload(f"{address(begun)}/files")

    assert electric.delete(f"{address(begun)}/files/{file['id']}").status_code == 204
    assert electric.items(f"{address(begun)}/files") == []
    electric.done(f"{address(begun)}/files/{file['id']}/put-back")

    assert [one["id"] for one in electric.items(f"{address(begun)}/files")] == [file["id"]]
    other = electric.made("/drafts", {"kind": "report"})
    refused(electric.delete(f"{address(other)}/files/{file['id']}"), 404)
    refused(electric.post(f"{address(other)}/files/{file['id']}/put-back"), 404)


def test_a_file_sent_twice_with_one_key_is_there_once(electric: Caller, begun: Any) -> None:
    """The line between the parts of such a body is drawn anew for each request; the file is the same."""
    one, two = (electric.upload(f"{address(begun)}/files", idempotency_key="file-1") for _ in range(2))

    assert one == two
    assert len(electric.items(f"{address(begun)}/files")) == 1


def test_what_is_no_file_is_refused_in_words(electric: Caller, begun: Any) -> None:
    files = f"{address(begun)}/files"

    refused(electric.post(files, {"file": "x"}), 400, "malformed")
    refused(electric.send_file(files, part="other"), 422, "invalid_fields")
    refused(electric.send_file(files, b""), 422, "file_empty")
    refused(electric.send_file(files, name="..."), 422, "file_name_unfit")
    refused(electric.send_file(f"{files}?field=elsewhere"), 422, "invalid_fields")
    refused(electric.send_file(files, b"x" * (21 * 1024 * 1024)), 413)
    refused(Caller("nrs_x_y").send_file(files), 401, "key_unknown")
    assert electric.items(files) == []


def test_the_name_of_a_file_hides_nothing_and_leads_nowhere(electric: Caller, begun: Any) -> None:
    files = f"{address(begun)}/files"

    given = [electric.upload(files, name=name)["name"] for name in ("a\u202etxt.exe", "../../etc/passwd", "a<b>.txt")]

    assert given == ["atxt.exe", "passwd", "a_b_.txt"]
