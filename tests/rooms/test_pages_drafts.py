"""Writing in the portal: begun, saved, sent once, by whoever may; and nothing of it for everybody else."""

import gzip
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from noroshi.advisories.confirming import recipients
from noroshi.audiences.models import KeptScheme
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.models import Person
from noroshi.drafting.files import files
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown, draft
from noroshi.drafting.sending import filled
from noroshi.editions.models import Edition
from noroshi.reports.actions import begin_report, relay_report
from noroshi.schemes import load_scheme, snapshot_of
from tests.bench.filled import REPORT
from tests.cast import Cast
from tests.drafted import draft_report, issued, reported, second_person

pytestmark = pytest.mark.django_db

SUMMARY = "灯台守の端末から出た合図"
MOST_BYTES: Final = 120_000
"""A page over the wire, without fonts."""


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(viewer: Viewer, language: str = "en") -> Any:
    client = Client(headers={"accept-language": language})
    client.force_login(Person.objects.get(pk=viewer.seat.person_id))
    session = client.session
    session["noroshi_began"] = time.time()
    session["desk"] = str(queries.own_desk(viewer.seat).id)
    session.save()
    return client


def begun(viewer: Viewer, way: str = "direct_report") -> DraftShown:
    with acting_as(viewer):
        return begin_report(viewer, way)


def now(viewer: Viewer, draft_id: Any) -> DraftShown:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return draft(fresh, draft_id)


def address(shown: DraftShown, name: str = "draft") -> str:
    return reverse(name, args=[shown.public_id])


def test_a_first_report_goes_from_the_way_to_the_receipt(cast: Cast) -> None:
    client = client_of(cast.electric)

    assert "Voluntary report, direct" in client.get("/reports/new/").content.decode()
    opened = client.post("/reports/new/", {"way": "direct_report"})
    page = client.get(opened.url)
    assert page.status_code == 200
    typed = {"version": "1", "w.tlp": "amber", "f.summary": SUMMARY, "deed": "send"}
    check = client.post(opened.url, typed)
    assert check.status_code == 302, page
    looked_at = client.get(check.url).content.decode()
    assert "Ministry of Economy" in looked_at
    version = re.search(r'name="version" value="(\d+)"', looked_at)
    assert version
    named = re.search(r'name="recipient" value="(desk:[0-9a-f-]+)"', looked_at)
    assert named
    receipt = client.post(check.url, {"version": version[1], "recipient": named[1]})
    text = client.get(receipt.url).content.decode()

    assert "The center gives it on arrival" in text
    assert "Electricity liaison" in text


# ---------------------------------------------------------------- what it says where


def test_the_form_stands_in_printed_order_with_what_is_known_already(cast: Cast) -> None:
    shown = begun(cast.electric)
    text = client_of(cast.electric, "ja").get(address(shown)).content.decode()
    order = [field.id for field in shown.form.fields if field.printed]
    places = [text.index(f'id="f-{name}"') for name in order if f'id="f-{name}"' in text]

    assert len(places) >= 24
    assert places == sorted(places)
    assert "経済産業省へ送る…" in text
    assert "必須11項目のうち10項目" in text
    assert shown.written.typed["source_person"] in text


def test_a_page_of_the_form_is_small(cast: Cast) -> None:
    for viewer, path in ((cast.electric, "/reports/new/"), (cast.center, "/advisories/new/")):
        client = client_of(viewer, "ja")
        opened = client.post(path, {"way": "direct_report"})
        page = client.get(opened.url).content

        assert len(page) < 80_000, path
        assert len(page) + sum(map(len, _compressed(page.decode()))) < MOST_BYTES, path


def test_a_form_that_is_filled_in_is_small_as_well(cast: Cast) -> None:
    client = client_of(cast.electric, "ja")
    shown = draft_report(cast.electric, "direct_report", **REPORT)

    page = client.get(address(shown)).content

    assert REPORT["supplement"] in page.decode()
    assert len(page) + sum(map(len, _compressed(page.decode()))) < MOST_BYTES


def _compressed(page: str) -> Iterator[bytes]:
    """Sheets, scripts and pictures as they are served; fonts are another matter."""
    for name in re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', page):
        if "/vendor/noto-" not in name:
            yield gzip.compress(Path(str(finders.find(name))).read_bytes())


def test_every_type_of_field_is_written_and_read_back(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    typed = {
        "version": "1",
        "w.tlp": "green",
        "w.is_statutory": ["", "yes"],
        "w.additions": ["", "kind:hub"],
        "w.exceptions": "yes",
        "w.to_sectors": ["gas"],
        "w.kept": ["operator_name"],
        "w.part.1.fields": ["systems"],
        "w.part.1.tlp": "red",
        "w.part.1.mark": "1",
        "w.part.2.fields": ["causes"],
        "w.part.2.readers": ["kind:center"],
        "w.part.2.mark": "2",
        "w.published.1.fields": ["summary"],
        "w.published.1.address": "https://www.example.jp/",
        "f.importance": "caution",
        "f.event_kind": "intrusion",
        "f.causes": ["", "insider", "unknown"],
        "f.sector": "gas",
        "f.detected_at": "11/21 2:40頃",
        "f.summary": SUMMARY,
        "f.timeline.0.at": "11/21 2:40",
        "f.timeline.0.entry": "検知",
        "f.timeline.1.at": "",
        "f.timeline.1.entry": "",
        "m.occurred_at.certainty": "estimate",
        "m.occurred_at.basis": "サーバログ",
        "m.operator_name.anonymized": ["", "yes"],
        "g.duration_min": "90",
    }

    assert client.post(address(shown), typed).status_code == 302

    kept = now(cast.electric, shown.public_id).written
    assert kept.typed["causes"] == ["insider", "unknown"]
    assert kept.typed["timeline"] == [{"at": "11/21 2:40", "entry": "検知"}]
    assert kept.marks["occurred_at"] == {"certainty": "estimate", "basis": "サーバログ"}
    assert kept.marks["operator_name"] == {"anonymized": True}
    assert kept.wish["parts"] == [
        {"fields": ["operator_name"], "kept_from": ["sector:gas"]},
        {"fields": ["systems"], "mark": "1", "tlp": "red"},
        {"fields": ["causes"], "mark": "2", "readers": ["kind:center"]},
    ]
    assert kept.wish["published"] == [{"fields": ["summary"], "address": "https://www.example.jp/"}]
    assert kept.wish["additions"] == ["kind:hub", "sector:gas"]
    assert kept.wish["is_statutory"] is True
    assert kept.figures == {"duration_min": "90"}
    text = client.get(address(shown)).content.decode()
    assert "about 21 Nov" in text.replace("&nbsp;", " ")
    assert "“Not known” is chosen together with other causes." in text


def test_what_is_emptied_is_empty_and_what_is_not_sent_stays(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    client.post(address(shown), {"version": "1", "f.causes": ["", "insider"], "f.summary": SUMMARY})

    client.post(address(shown), {"version": "2", "f.causes": ""})

    kept = now(cast.electric, shown.public_id).written.typed
    assert "causes" not in kept
    assert kept["summary"] == SUMMARY


def test_only_starred_items_block_and_the_form_says_which(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    answer = client.post(address(shown), {"version": "1", "f.summary": SUMMARY, "f.source_person": "", "deed": "send"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#f-source_person"' in text
    assert 'href="#f-sharing_scope"' in text
    assert 'href="#f-detected_at"' not in text
    assert SUMMARY in text
    assert now(cast.electric, shown.public_id).written.typed["summary"] == SUMMARY


def test_saving_as_one_types_answers_with_what_stands_beside_the_fields(cast: Cast) -> None:
    client, shown = client_of(cast.electric, "ja"), begun(cast.electric)
    typed = {"version": "1", "f.detected_at": "11/21 2:40頃", "w.tlp": "amber"}

    answer = client.post(address(shown), typed, headers={"X-Noroshi-Autosave": "1"})

    told = answer.json()
    assert told["version"] == 2
    assert "に保存しました" in told["parts"]["saved"]
    assert "11月21日" in told["beside"]["f-detected_at"]["understood"]
    assert "TLP:AMBER" in told["parts"]["band"]


def test_how_far_it_goes_is_counted_again_only_where_that_may_have_changed(cast: Cast) -> None:
    client, shown = client_of(cast.electric, "ja"), begun(cast.electric)

    def parts(version: int, **typed: Any) -> set[str]:
        form = {"version": version, **{name.replace("_", ".", 1): value for name, value in typed.items()}}
        return set(client.post(address(shown), form, headers={"X-Noroshi-Autosave": "1"}).json()["parts"])

    reach = {"reach", "band", "stations", "count_amber"}
    assert reach <= parts(1, w_tlp="amber", f_summary=SUMMARY)
    words = parts(2, f_summary=f"{SUMMARY}。")
    assert words.isdisjoint(reach)
    assert {"saved", "dock_words", "index"} <= words
    assert reach <= parts(2, f_summary=f"{SUMMARY}。"), "a page that missed an answer is told everything again"
    for number, deciding in enumerate(({"f_sector": "gas"}, {"w_exclusions": "kind:hub"}, {"w_tlp": "green"}), 3):
        assert reach - {"count_amber"} <= parts(number, **deciding), deciding


def test_the_check_names_who_holds_it_first_and_how_far_it_may_go(cast: Cast) -> None:
    shown = draft_report(cast.electric, "direct_report")

    text = client_of(cast.electric, "ja").get(address(shown, "send_draft")).content.decode()

    assert "経済産業省 電力担当リエゾン" in text
    assert "2組織が持ちます" in text
    assert "汐見電力株式会社" in text


def test_a_check_with_something_missing_leads_back_to_the_form(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    back = client.get(address(shown, "send_draft"))

    assert back.url == f"{address(shown)}?check=1"
    assert 'href="#f-sharing_scope"' in client.get(back.url).content.decode()


# ---------------------------------------------------------------- once, and by two


def test_a_double_press_files_once(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    before = own_editions(cast.electric)

    answers = [client.post(address(shown, "send_draft"), confirming(cast.electric, shown)) for _press in range(2)]

    assert answers[0].url == answers[1].url
    assert own_editions(cast.electric) == before + 1
    assert client.get(address(shown)).content.decode().count("<h1>This draft was sent") == 1


def confirming(viewer: Viewer, shown: DraftShown) -> dict[str, Any]:
    """As it is ticked on the page: who gets it first."""
    with acting_as(Viewer(viewer.seat)):
        return {"version": shown.version, "recipient": list(recipients(viewer, shown.row, filled(viewer, shown.row)))}


def own_editions(viewer: Viewer) -> int:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.count()


def test_what_was_saved_after_the_check_is_shown_before_it_is_sent(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    client.post(address(shown), {"version": shown.version, "f.summary": "another"})

    answer = client.post(address(shown, "send_draft"), confirming(cast.electric, shown))

    assert answer.status_code == 409
    assert "saved this draft after you looked at it" in answer.content.decode()
    assert now(cast.electric, shown.public_id).state == "open"


def test_the_second_of_two_sees_both_and_nothing_is_lost(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    read = re.search(r'name="read" value="([^"]*)"', client.get(address(shown)).content.decode())
    assert read
    marks = read[1].replace("&quot;", '"')
    client.post(address(shown), {"version": "1", "f.summary": "theirs", "f.systems": "their systems"})
    mine = {"version": "1", "read": marks, "f.summary": "mine", "f.lessons": "my lesson"}

    answer = client.post(address(shown), mine)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in text for words in ("theirs", "their systems", "mine", "my lesson"))
    yours = re.search(r'name="yours" value="([^"]*)"', text)
    assert yours
    taken = {
        "deed": "resolve",
        "version": "2",
        "yours": yours[1].replace("&quot;", '"'),
        "take.f.summary": "mine",
        "take.f.lessons": "mine",
        "take.f.systems": "theirs",
    }
    assert client.post(address(shown), taken).status_code == 302
    kept = now(cast.electric, shown.public_id).written.typed
    assert (kept["summary"], kept["systems"], kept["lessons"]) == ("mine", "their systems", "my lesson")


def test_the_script_is_told_of_the_other_and_saves_nothing(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    client.post(address(shown), {"version": "1", "f.summary": "theirs"})

    answer = client.post(address(shown), {"version": "1", "f.summary": "mine"}, headers={"X-Noroshi-Autosave": "1"})

    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
    assert now(cast.electric, shown.public_id).written.typed["summary"] == "theirs"


# ---------------------------------------------------------------- drafts that are closed


def put(shown: DraftShown, viewer: Viewer, **columns: Any) -> None:
    with acting_as(Viewer(viewer.seat)):
        assert Draft.objects.filter(public_id=shown.public_id).update(**columns)


def test_an_expired_draft_says_so_and_opens_again_with_what_was_typed(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    put(shown, cast.electric, saved_at=timezone.now() - timedelta(days=120))
    assert "This draft has expired" in client.get(address(shown)).content.decode()

    answer = client.post(address(shown), {"version": "1", "f.summary": SUMMARY})
    yours = re.search(r'name="yours" value="([^"]*)"', answer.content.decode())

    assert answer.status_code == 409
    assert yours
    client.post(address(shown), {"deed": "open_again", "yours": yours[1].replace("&quot;", '"')})
    kept = now(cast.electric, shown.public_id)
    assert (kept.state, kept.written.typed["summary"]) == ("open", SUMMARY)


def test_a_draft_of_a_changed_form_is_opened_in_the_new_one(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    put(shown, cast.electric, scheme="plan4@0000000000000000")
    KeptScheme.objects.create(key="plan4@0000000000000000", snapshot=snapshot_of(load_scheme("plan4")))

    assert "The form was changed meanwhile" in client.get(address(shown)).content.decode()
    assert client.post(address(shown, "send_draft"), confirming(cast.electric, shown)).status_code == 409
    client.post(address(shown), {"deed": "open_again"})

    assert now(cast.electric, shown.public_id).is_scheme_in_force


def test_a_discarded_draft_is_put_back_by_one_press(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    gone = client.post(address(shown, "discard_draft"), {"version": shown.version})
    text = client.get(gone.url).content.decode()

    assert address(shown, "put_back_draft") in text
    assert f'href="{address(shown)}"' not in text
    assert "This draft was discarded" in client.get(address(shown)).content.decode()

    client.post(address(shown, "put_back_draft"))
    assert f'href="{address(shown)}"' in client.get("/drafts/").content.decode()


def test_a_sent_draft_shows_what_was_typed_too_late(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    client.post(address(shown, "send_draft"), confirming(cast.electric, shown))

    answer = client.post(address(shown), {"version": shown.version, "f.lessons": "came too late"})

    assert answer.status_code == 409
    assert "came too late" in answer.content.decode()


# ---------------------------------------------------------------- files


def test_a_file_is_added_with_everything_that_was_typed_taken_out_and_put_back(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    upload = SimpleUploadedFile("ログ.txt", b"2:40 GET /")
    typed = {"version": "1", "f.summary": SUMMARY, "deed": "enclose.attachments", "file.attachments": upload}

    assert client.post(address(shown), typed).status_code == 302
    [kept] = files_of(cast.electric, shown)
    assert kept.name == "ログ.txt"
    assert now(cast.electric, shown.public_id).written.typed["summary"] == SUMMARY

    gone = client.post(address(shown), {"version": "2", "deed": f"take_out.{kept.public_id}"})
    assert files_of(cast.electric, shown) == []
    assert f"put_back.{kept.public_id}" in client.get(gone.url).content.decode()
    client.post(address(shown), {"version": "2", "deed": f"put_back.{kept.public_id}"})
    assert [one.name for one in files_of(cast.electric, shown)] == ["ログ.txt"]


def test_a_file_that_is_refused_is_told_beside_its_field(cast: Cast, settings: Any) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    empty = SimpleUploadedFile("empty.txt", b"")

    by_script = client.post(address(shown, "draft_files"), {"field": "attachments", "file": empty})
    settings.FILE_LIMIT_MB = 0
    large = {
        "version": "1",
        "f.summary": SUMMARY,
        "deed": "enclose.attachments",
        "file.attachments": SimpleUploadedFile("a.txt", b"abc"),
    }
    by_press = client.post(address(shown), large)

    assert by_script.status_code == 422
    assert by_press.status_code == 413
    assert "too large" in by_press.content.decode()
    assert files_of(cast.electric, shown) == []
    assert now(cast.electric, shown.public_id).written.typed["summary"] == SUMMARY


def files_of(viewer: Viewer, shown: DraftShown) -> Any:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return files(fresh, shown.public_id)


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "typed",
    [
        {"f.no_such_field": "x"},
        {"f.summary": "a\x00b"},
        {"f.summary": "a\x1bb"},
        {"f.summary": "あ" * 60_000},
        {"m.no_such_field.certainty": "estimate"},
        {"f.edition_number.extra": "1"},
    ],
    ids=["unknown", "nul", "control", "too long", "unknown mark", "unknown part"],
)
def test_what_cannot_be_read_is_told_and_nothing_is_changed_or_lost(cast: Cast, typed: dict[str, str]) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    answer = client.post(address(shown), {"version": "1", "f.lessons": "stays in the form", **typed})

    assert answer.status_code == 422
    assert "stays in the form" in answer.content.decode()
    kept = now(cast.electric, shown.public_id)
    assert (kept.version, "lessons" in kept.written.typed) == (1, False)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"version": "x"}, 409),
        ({"version": "99999999999999999999"}, 409),
        ({}, 409),
        ({"version": "1", "way": "no_such_way"}, 422),
        ({"version": "1", "deed": "take_out.not-a-uuid"}, 404),
        ({"version": "1", "deed": "put_back.00000000-0000-0000-0000-000000000000"}, 404),
        (
            {
                "deed": "resolve",
                "version": "x",
                "take.f.x": "mine",
                "yours": '{"f.summary": {"a": 1}, "z": 1, "f.x": "y"}',
            },
            422,
        ),
    ],
)
def test_wrong_shapes_are_answered_and_nothing_is_changed(cast: Cast, typed: dict[str, str], status: int) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    answer = client.post(address(shown), {"f.summary": "changed", **typed})

    assert answer.status_code == status
    assert now(cast.electric, shown.public_id).written.typed.get("summary") is None


@pytest.mark.parametrize("value", ["purple", "", "red\u202e"])
def test_a_color_that_nobody_knows_is_never_sent(cast: Cast, value: str) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")

    answer = client.post(address(shown), {"version": shown.version, "w.tlp": value, "deed": "send"})

    assert answer.status_code == 422
    assert now(cast.electric, shown.public_id).state == "open"


def test_turning_characters_are_shown_as_what_they_are(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)

    answer = client.post(address(shown), {"version": "1", "f.summary": "safe\u202egnp.exe"})

    text = client.get("/drafts/").content.decode()
    assert answer.status_code in {302, 422}
    assert "\u202e" not in text


def test_ten_megabytes_are_refused(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    body = "version=1&f.summary=" + "a" * 10_000_000

    answer = client.post(address(shown), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in {400, 413}
    assert now(cast.electric, shown.public_id).version == 1


# ---------------------------------------------------------------- advisories


def test_an_advisory_goes_from_its_beginning_to_the_receipt(cast: Cast) -> None:
    client = client_of(cast.center)
    source = reported(cast.electric, "direct_report")
    with acting_as(Viewer(cast.ministry.seat)):
        relay_report(Viewer(cast.ministry.seat), source)
    opened = client.post(f"/advisories/new/?from={source}")
    text = client.get(opened.url).content.decode()
    pair = re.search(r'value="(ministry_for_sector:[^"]+/electricity)"', text)
    assert pair
    assert "変電所" not in text
    typed = {
        "version": "1",
        "w.tlp": "amber",
        "w.destinations": ["", pair[1]],
        "f.threat_summary": SUMMARY,
        "deed": "send",
    }

    check = client.post(opened.url, typed)
    looked_at = client.get(check.url).content.decode()
    asks = re.search(r'action="([^"]+/release/ask/)"', looked_at)
    version = re.search(r'name="version" value="(\d+)"', looked_at)
    assert asks
    assert version
    given = {"version": version[1], "recipient": pair[1]}
    by_its_writer = client.post(check.url, given)
    assert by_its_writer.status_code == 409
    assert client.post(asks[1], {"version": version[1]}).status_code == 302

    second = client_of(second_person(cast.center))
    assert f'value="{pair[1]}"' in second.get(check.url).content.decode()
    receipt = second.get(second.post(check.url, given).url).content.decode()

    assert "Ministry of Economy, Trade and Industry for Electricity" in receipt
    assert "The center gives it on arrival" not in receipt


def test_an_advisory_needs_a_destination(cast: Cast) -> None:
    client = client_of(cast.center)
    opened = client.post("/advisories/new/")

    answer = client.post(opened.url, {"version": "1", "w.tlp": "amber", "f.threat_summary": SUMMARY, "deed": "send"})

    assert answer.status_code == 422
    assert 'href="#f-destinations"' in answer.content.decode()


def test_only_the_center_begins_an_advisory(cast: Cast) -> None:
    for viewer in (cast.electric, cast.ministry, cast.secretariat):
        assert client_of(viewer).get("/advisories/new/").status_code == 403
        assert client_of(viewer).post("/advisories/new/").status_code == 403


def test_a_source_that_is_not_for_the_center_is_not_found(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report")

    for method in ("get", "post"):
        assert getattr(client_of(cast.center), method)(f"/advisories/new/?from={source}").status_code == 404


# ---------------------------------------------------------------- ways and follow-ups


def test_each_sees_only_its_own_ways(cast: Cast) -> None:
    assert "Report past the ministry" in client_of(cast.electric).get("/reports/new/").content.decode()
    assert "Report past the ministry" not in client_of(cast.ministry).get("/reports/new/").content.decode()
    assert client_of(cast.agency).post("/reports/new/", {"way": "direct_report"}).status_code == 422


def test_where_there_is_one_way_a_press_begins_at_once(cast: Cast) -> None:
    opened = client_of(cast.agency).post("/reports/new/")

    assert opened.status_code == 302
    assert opened.url.startswith("/drafts/")


def test_opening_a_page_begins_nothing(cast: Cast) -> None:
    with acting_as(Viewer(cast.electric.seat)):
        before = Draft.objects.count()
    client_of(cast.electric).get("/reports/new/")
    with acting_as(Viewer(cast.electric.seat)):
        assert Draft.objects.count() == before


def test_a_follow_up_begins_with_what_was_said(cast: Cast) -> None:
    client = client_of(cast.electric)
    edition = reported(cast.electric, "direct_report", summary=SUMMARY)

    opened = client.post(reverse("begin_follow_up", args=[edition]))

    text = client.get(opened.url).content.decode()
    assert SUMMARY in text
    assert "no. 2" in text


def test_a_receipt_shows_the_number_once_there_is_one(cast: Cast) -> None:
    client = client_of(cast.electric)
    edition = reported(cast.electric, "direct_report")
    path = reverse("receipt", args=[edition])
    assert "The center gives it on arrival" in client.get(path).content.decode()

    with acting_as(Viewer(cast.ministry.seat)):
        relay_report(Viewer(cast.ministry.seat), edition)

    text = client.get(path).content.decode()
    assert "The center gives it on arrival" not in text
    assert "Received and numbered" in text


# ---------------------------------------------------------------- strangers


def strangers(cast: Cast) -> dict[str, Viewer]:
    return {
        "a bank of another sector": cast.bank,
        "a colleague without need to know": cast.electric_colleague,
        "an outside person whose NDA has ended": cast.contractor,
        "another ministry": cast.bank_ministry,
        "the ministry that will get it": cast.ministry,
        "the administrator of the platform": cast.platform,
    }


def test_nobody_else_finds_a_draft(cast: Cast) -> None:
    shown = draft_report(cast.electric, "direct_report", summary=SUMMARY)
    names = ("draft", "send_draft", "discard_draft", "put_back_draft", "draft_files")

    for who, viewer in strangers(cast).items():
        client = client_of(viewer)
        for name in names:
            for method in ("get", "post"):
                answer = getattr(client, method)(
                    address(shown, name), {"version": shown.version, "deed": "send", "field": "attachments"}
                )
                assert answer.status_code in {404, 405}, (who, name, method)
                assert SUMMARY not in answer.content.decode()
        for path in ("/drafts/", "/reports/new/"):
            assert SUMMARY not in client.get(path).content.decode(), (who, path)
    assert now(cast.electric, shown.public_id).version == shown.version


def test_missing_and_forbidden_drafts_answer_alike(cast: Cast) -> None:
    shown = draft_report(cast.electric, "direct_report", summary=SUMMARY)
    client = client_of(cast.bank)

    forbidden, missing = client.get(address(shown)), client.get(reverse("draft", args=[uuid4()]))

    assert (forbidden.status_code, words_of(forbidden)) == (missing.status_code, words_of(missing))


def test_nobody_else_has_the_receipt_or_begins_the_follow_up(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report", summary=SUMMARY)

    for who, viewer in strangers(cast).items():
        client = client_of(viewer)
        assert client.get(reverse("receipt", args=[edition])).status_code == 404, who
        assert client.post(reverse("begin_follow_up", args=[edition])).status_code == 404, who


def test_nobody_who_is_not_signed_in_sees_anything(cast: Cast) -> None:
    shown = draft_report(cast.electric, "direct_report", summary=SUMMARY)

    for path in (address(shown), address(shown, "send_draft"), "/drafts/", "/reports/new/", "/advisories/new/"):
        answer: Any = Client().get(path)
        assert answer.status_code == 302, path
        assert answer.url.startswith("/sign-in/"), path


def test_advisories_that_were_issued_are_not_followed_up_by_those_who_received_them(cast: Cast) -> None:
    edition = issued(cast.center, f"ministry_for_sector:{ministry_id(cast)}/electricity")

    assert client_of(cast.ministry).get(reverse("receipt", args=[edition])).status_code == 404
    assert client_of(cast.ministry).post(reverse("begin_follow_up", args=[edition])).status_code in {403, 404}


def ministry_id(cast: Cast) -> str:
    return str(queries.own_organization(cast.ministry.seat).id)


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_every_part_held_back_is_shown_and_edited_on_the_page(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    typed = {"version": "1", "w.tlp": "amber", "f.summary": f"{SUMMARY}\n\n端末は電算棟にある"}
    parts = {
        "w.exceptions": "yes",
        "w.part.1.fields": ["systems"],
        "w.part.1.tlp": "red",
        "w.part.1.mark": "1",
        "w.part.2.fields": ["causes"],
        "w.part.2.tlp": "red",
        "w.part.2.mark": "2",
    }
    assert client.post(address(shown), typed | parts).status_code == 302
    text = client.get(address(shown)).content.decode()
    paragraph = re.search(r'for="(w\.portion\.summary\.[0-9a-f]+)">端末は電算棟にある', text)
    assert 'name="w.part.3.tlp"' in text
    assert paragraph

    again = {"version": "2", **parts, "w.part.2.tlp": "", paragraph[1]: "1"}
    assert client.post(address(shown), again).status_code == 302

    kept = now(cast.electric, shown.public_id).written
    assert kept.wish["parts"] == [{"fields": ["systems"], "mark": "1", "tlp": "red"}]
    assert kept.typed["summary"] == f"{SUMMARY}\n\n【限定1】端末は電算棟にある"


def test_the_sentence_of_the_handling_note_stands_beside_its_structure(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    typed = {
        "version": "1",
        "w.tlp": "amber",
        "w.exceptions": "yes",
        "w.to_sectors": ["gas"],
        "w.kept": ["operator_name"],
    }

    client.post(address(shown), typed)

    text = client.get(address(shown)).content.decode()
    assert "May be passed to" in text
    assert ", except: " in text
