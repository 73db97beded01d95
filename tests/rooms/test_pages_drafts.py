"""Writing in the portal: begun, saved, sent once, by whoever may; and nothing of it for everybody else."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.contrib.staticfiles import finders

from tests.bench.filled import REPORT
from tests.cast import Cast
from tests.drafted import draft_report
from tests.rooms.drafts_pages import SUMMARY, address, begun, client_of, confirming, now, own_editions

pytestmark = pytest.mark.django_db

MOST_BYTES: Final = 120_000
"""A page over the wire, without fonts."""


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


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


def test_what_was_saved_after_the_check_is_shown_before_it_is_sent(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    client.post(address(shown), {"version": shown.version, "f.summary": "another"})

    answer = client.post(address(shown, "send_draft"), confirming(cast.electric, shown))

    assert answer.status_code == 409
    assert "saved this draft after you looked at it" in answer.content.decode()
    assert now(cast.electric, shown.public_id).state == "open"


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
