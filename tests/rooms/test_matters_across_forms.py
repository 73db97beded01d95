"""Reports, advisories and incident sheets in one event: each in its own words, what contradicts side by side, what was replaced struck."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.advisories.confirming import Confirmed, send_draft
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.actions import save
from noroshi.drafting.exporting import Sort, export_item
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.matters.contradicting import Contradiction
from noroshi.sheets.actions import begin_next_sheet, begin_sheet
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.drafts_pages import client_of
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_matters import arrived, linked
from tests.rooms.test_matters_merged import picture
from tests.rooms.test_measures_replaced import WHY as WHY_ADVISORY
from tests.rooms.test_measures_replaced import two_issues
from tests.rooms.test_pages_beside import caller
from tests.rooms.test_sheets import named

pytestmark = pytest.mark.django_db
TITLE, HAPPENED = "遠隔保守端末への不審な通信", "保守端末が社外の端末とやり取りしていた。"
OLD, NEW = "保守用の口を閉じる。\n記録を確かめる。", "接続元を限る。\n記録を確かめる。"
FOUND, WHY = "委託先の端末を経由したとみられる。", "閉じると監視が止まる"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def sheet(cast: Cast, tlp: str = "amber", marks: Any = None, follows: UUID | None = None, **typed: str) -> UUID:
    """Of the neighbor, to the electric company: to those there who need to know."""
    by, whom = cast.neighbor, named(cast, "organization:shiomi")
    with acting_as(by):
        begun = begin_next_sheet(by, follows) if follows else begin_sheet(by)
        given = {"title": TITLE, "what_happened": HAPPENED, "measures": OLD, "analysis": FOUND, **typed}
        draft = _saved(by, begun, given, marks or {}, {"tlp": tlp, "destinations": whom})
        return send_draft(by, draft.public_id, version=draft.version, confirmed=Confirmed())


def _saved(by: Viewer, begun: DraftShown, typed: Any, marks: Any, wish: Any) -> DraftShown:
    was = begun.written
    written = Written({**was.typed, **typed}, {**was.marks, **marks}, {**was.wish, **wish})
    return save(by, begun.public_id, written, version=begun.version)


def two_sheets(cast: Cast, tlp: str = "amber", **second: str) -> tuple[UUID, UUID]:
    first = sheet(cast, tlp)
    return first, sheet(
        cast, tlp, follows=first, marks={"measures": {"correction": WHY}}, **{"measures": NEW, **second}
    )


def own_report(cast: Cast, **typed: str) -> UUID:
    return reported(cast.electric, "direct_report", tlp="green", **{"summary": "変電所の端末の停止", **typed})


def page(viewer: Viewer, event: UUID) -> str:
    return str(client_of(viewer).get(reverse("event", args=[event])).content.decode())


def _neighbor(cast: Cast) -> str:
    return str(cast.world.organizations["hokuryo"].name_en)


def statements(viewer: Viewer, event: UUID) -> list[dict[str, Any]]:
    read = caller(viewer, Scope.EDITIONS_READ).read(f"/events/{event}/timeline")
    return list(read["statements"])


def of(told: list[dict[str, Any]], edition: UUID) -> dict[str, Any]:
    return next(one for one in told if one["edition"]["id"] == str(edition))


def told_otherwise(viewer: Viewer, event: UUID) -> dict[str, Contradiction]:
    return {one.field.id: one for one in picture(viewer, event).contradictions}


def test_a_sheet_says_in_the_timeline_what_happened_what_to_do_and_what_was_found_out(cast: Cast) -> None:
    one, report = sheet(cast), own_report(cast)
    event = linked(cast.electric, report, one)

    shown = page(cast.electric, event)

    for words in (HAPPENED, *OLD.splitlines(), FOUND):
        assert words in shown
    assert shown.index(HAPPENED) < shown.index("Measures") < shown.index("保守用の口") < shown.index("Analysis")
    said = of(statements(cast.electric, event), one)["said"]
    assert [(each["field"], each["value"]) for each in said] == [
        ("what_happened", HAPPENED),
        ("measures", OLD),
        ("analysis", FOUND),
    ]
    assert [each["ja"] for each in said] == ["何が起きたか", "対策", "分析結果"]


def test_a_colleague_who_may_not_read_the_sheet_meets_no_word_of_it_in_the_event(cast: Cast) -> None:
    one, report = sheet(cast, occurred_at="2026-11-19 09:00"), own_report(cast, occurred_at="2026-11-20 13:00")
    event = linked(cast.electric, report, one)

    shown = page(cast.electric_colleague, event)

    assert "変電所の端末の停止" in shown
    for words in (TITLE, HAPPENED, "保守用の口", FOUND, "Said otherwise", _neighbor(cast)):
        assert words not in shown
    (alone,) = statements(cast.electric_colleague, event)
    assert alone["edition"]["id"] == str(report)
    assert told_otherwise(cast.electric_colleague, event) == {}
    assert client_of(cast.bank).get(reverse("event", args=[event])).status_code == 404


def test_measures_of_a_sheet_are_struck_with_the_reason_where_a_later_one_replaces_them(cast: Cast) -> None:
    first, second = two_sheets(cast)
    event = linked(cast.electric, own_report(cast), first)

    shown = page(cast.electric, event)

    assert f"Put right because: {WHY}" in shown
    struck = "".join(re.findall(r"<del[^>]*>(.*?)</del>", shown, re.DOTALL))
    assert "閉じる" in struck
    assert "記録" not in struck
    assert shown.index("接続元を限る") < shown.index("Put right because"), "the newest measure stands first"
    old, new = (of(statements(cast.electric, event), one)["replaced"] for one in (first, second))
    assert [(one["field"], one["by"], one["is_latest"], one["reason"]) for one in (*old, *new)] == [
        ("measures", str(second), False, WHY),
        ("measures", str(second), True, WHY),
    ]
    assert "".join(one["text"] for one in old[0]["pieces"]) == OLD


def test_the_sheet_itself_shows_it_struck_on_its_page_on_paper_and_to_machines(cast: Cast) -> None:
    first, second = two_sheets(cast)

    shown = client_of(cast.electric).get(reverse("item", args=[first])).content.decode()

    assert f"What is struck was replaced by no. 2. Put right because: {WHY}" in shown
    with acting_as(cast.electric):
        paper = export_item(cast.electric, first, Sort.TEXT, marks=False).content.decode()
    assert f"※差し替え済み　第2報で差し替えられています（{WHY}）" in paper
    (machine,) = caller_of(cast.electric).get(f"/sheets/{first}").json()["replaced"]
    assert (machine["by"], machine["reason"]) == (str(second), WHY)
    for stranger in (cast.bank, cast.electric_colleague):
        assert client_of(stranger).get(reverse("item", args=[first])).status_code == 404
        with acting_as(stranger), pytest.raises(NotFound):
            export_item(stranger, first, Sort.TEXT, marks=False)


def test_measures_that_a_later_sheet_takes_out_are_struck_as_a_whole(cast: Cast) -> None:
    first, _second = two_sheets(cast, measures="")
    event = linked(cast.electric, own_report(cast), first)

    (old,) = of(statements(cast.electric, event), first)["replaced"]

    assert [(one["kind"], one["text"]) for one in old["pieces"]] == [("gone", OLD)]
    assert "保守用の口を閉じる" in "".join(re.findall(r"<del[^>]*>(.*?)</del>", page(cast.electric, event), re.DOTALL))


def test_an_advisory_is_struck_in_the_event_as_well_and_its_newest_issue_stands_first(cast: Cast) -> None:
    first, second = two_issues(cast)
    event = linked(cast.center, arrived(cast, cast.electric, cast.ministry), first)

    shown = page(cast.center, event)

    assert f"Put right because: {WHY_ADVISORY}" in shown
    assert shown.index("接続元を限る") < shown.index("Put right because")
    told = statements(cast.center, event)
    assert [of(told, one)["replaced"][0]["is_latest"] for one in (first, second)] == [False, True]
    assert [one["edition"]["id"] for one in told].index(str(second)) < [one["edition"]["id"] for one in told].index(
        str(first)
    )


def test_a_report_and_a_sheet_that_disagree_stand_side_by_side(cast: Cast) -> None:
    one = sheet(cast, event_kind="malware", occurred_at="11/19 9:00頃")
    report = own_report(cast, event_kind="destruction", occurred_at="2026-11-20T13:00")
    event = linked(cast.electric, report, one)

    found = told_otherwise(cast.electric, event)

    assert set(found) == {"event_kind", "occurred_at"}
    kinds = {told.line.kind: said.value for told, said in found["event_kind"].sides}
    assert kinds == {"sheet": "malware", "report": "destruction"}
    shown = page(cast.electric, event)
    panel = shown[shown.index('id="otherwise"') :]
    assert "11/19 9:00" in panel
    assert _neighbor(cast) in panel
    fields = caller(cast.electric, Scope.EDITIONS_READ).read(f"/events/{event}/timeline")["contradictions"]
    assert {len(each["sides"]) for each in fields} == {2}


def test_one_time_written_in_two_ways_and_two_titles_contradict_nothing(cast: Cast) -> None:
    one = sheet(cast, event_kind="destruction", occurred_at="令和8年11月20日 13:00")
    report = own_report(cast, event_kind="destruction", occurred_at="2026-11-20T13:00")

    assert told_otherwise(cast.electric, linked(cast.electric, report, one)) == {}


def test_each_part_says_how_sure_its_writer_is(cast: Cast) -> None:
    marks = {
        "what_happened": {"certainty": "unconfirmed", "basis": "伝聞による"},
        "analysis": {"certainty": "estimate", "basis": "通信の記録から"},
    }
    one = sheet(cast, marks=marks)
    event = linked(cast.electric, own_report(cast), one)

    shown = page(cast.electric, event)

    places = [shown.index(words) for words in (HAPPENED, "伝聞による", "保守用の口", FOUND, "通信の記録から")]
    assert places == sorted(places)
    assert shown.count("unconfirmed") == shown.count("estimate</span>") == 1
    said = {each["field"]: each["certainty"] for each in of(statements(cast.electric, event), one)["said"]}
    assert said == {"what_happened": "unconfirmed", "measures": None, "analysis": "estimate"}


def test_each_statement_says_how_far_it_may_go_and_leads_to_why_one_reads_it(cast: Cast) -> None:
    one, report = sheet(cast), own_report(cast)
    event = linked(cast.electric, report, one)

    shown = page(cast.electric, event)

    told = shown[shown.index('<ol class="told"') : shown.index("</ol>", shown.index('<ol class="told"'))]
    assert told.count("Who may read it") == 2
    assert "For the named organizations, and there for those who need to know." in told
    assert "For parties of critical infrastructure. Not for the public." in told
    for edition in (one, report):
        address = f"{reverse('item', args=[edition])}#why"
        assert f'href="{address}"' in told
        assert 'id="why"' in client_of(cast.electric).get(address).content.decode()
    whole = client_of(cast.electric).get(reverse("item", args=[one])).content.decode()
    assert "For the named organizations, and there for those who need to know." in whole
