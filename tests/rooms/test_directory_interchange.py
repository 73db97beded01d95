"""Import and export: a dry run that tells the truth, mistakes by row and column, all or nothing, twice is once."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from noroshi.directory import events
from noroshi.directory.interchange import ImportHasMistakes, Outcome, Plan, apply, export, plan, text_of
from noroshi.directory.interchange.records import COLUMNS, MOST_RECORDS
from noroshi.directory.models import ChangeRequest, Desk, Membership, Organization, Person
from noroshi.vocabulary.errors import ChangedMeanwhile, Malformed, NotYours, Refusal, TooLarge
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


NEW = """\
record,handle,organization,login,desk,name_ja,kinds,sectors,ministry,ceptoars,kind,telephone,role,is_poc,is_administrator,duties
organization,gas,,,,ガス会社,operator,gas,keisan2,gas_ceptoar,,,,,,
organization,gas_ceptoar,,,,ガスセプター,ceptoar,gas,keisan2,,,,,,,
organization,keisan2,,,,経産二,ministry,,,,,,,,,
desk,gas.csirt,gas,,,窓口,,,,,csirt,'+81-3-0000-0000,,,,
person,,,mori@gas,,森,,,,,,,,,,
membership,,,mori@gas,gas.csirt,,,,,,,,csirt,true,true,gas;electricity
"""


def outcomes(found: Plan) -> list[tuple[str, str]]:
    return [(record.kind, record.outcome.value) for record in found.planned]


def counts_of_rows() -> list[int]:
    return [model.objects.count() for model in (Organization, Desk, Person, Membership, ChangeRequest)]


def test_a_dry_run_shows_everything_and_changes_nothing(world: World) -> None:
    before = counts_of_rows()

    found = plan(world.platform, NEW, "csv")

    assert set(outcomes(found)) == {(kind, "added") for kind in ("organization", "desk", "person", "membership")}
    assert found.is_applicable
    assert found.counts()["added"] == 6
    assert counts_of_rows() == before


def test_what_was_shown_is_what_happens_and_twice_is_once(world: World) -> None:
    apply(plan(world.platform, NEW, "csv"), world.platform)

    seat = Membership.objects.get(person__login="mori@gas")
    assert (seat.role, seat.is_poc, seat.is_administrator) == ("csirt", True, True)
    assert {duty.sector for duty in seat.duties.all()} == {"gas", "electricity"}
    gas = world.organization("gas")
    assert (gas.ministry.handle, [row.handle for row in gas.ceptoars.all()]) == ("keisan2", ["gas_ceptoar"])
    assert world.desk("gas.csirt").telephone == "+81-3-0000-0000"
    before = counts_of_rows()
    again = plan(world.platform, NEW, "csv")
    assert {outcome for _, outcome in outcomes(again)} == {"unchanged"}
    apply(again, world.platform)
    assert counts_of_rows() == before


@pytest.fixture
def told() -> Iterator[list[set[int]]]:
    seen: list[set[int]] = []
    others = list(events.desk_facts_changed.listeners)
    events.desk_facts_changed.listeners[:] = [seen.append]
    yield seen
    events.desk_facts_changed.listeners[:] = others


def test_rooms_above_are_told_once_and_of_a_dry_run_never(world: World, told: list[set[int]]) -> None:
    shown = plan(world.platform, NEW, "csv")
    assert told == []

    apply(shown, world.platform)

    assert told == [{world.desk("gas.csirt").pk}]


def test_a_changed_field_is_shown_with_before_and_after(world: World) -> None:
    text = "record,handle,name_en\r\norganization,denryoku,Denryoku\r\ndesk,denryoku.csirt,CSIRT\r\n"

    found = plan(world.seat("sato@denryoku"), text, "csv")

    assert outcomes(found) == [("organization", "changed"), ("desk", "changed")]
    assert [(c.column, c.before, c.after) for c in found.planned[0].changes] == [("name_en", "", "Denryoku")]
    apply(found, world.seat("sato@denryoku"))
    assert world.organization("denryoku").name_en == "Denryoku"


def test_a_sector_changed_by_import_waits_for_a_second_person(world: World) -> None:
    text = "record,handle,sectors\norganization,denryoku,electricity;gas\n"

    found = plan(world.platform, text, "csv")
    assert outcomes(found) == [("organization", "needs_agreement")]
    apply(found, world.platform)

    assert world.organization("denryoku").sectors == ["electricity"]
    request = ChangeRequest.objects.get()
    assert request.wanted == {"sectors": ["electricity", "gas"]}
    apply(plan(world.platform, text, "csv"), world.platform)
    assert ChangeRequest.objects.count() == 1


def test_every_mistake_is_told_by_row_and_column_and_nothing_is_changed(world: World) -> None:
    text = (
        "record,handle,organization,login,desk,name_ja,kinds,sectors,role,telephone,surprise\n"
        "organization,gas,,,,ガス,king,moon,,,\n"
        "organization,,,,,無名,operator,,,,\n"
        "desk,denryoku.new,nowhere,,,窓口,,,,call me,\n"
        "desk,platform.desk,,,,運用窓口,,,,call me,\n"
        "person,,,alone@platform,,一人,,,,,\n"
        "membership,,,ghost@platform,platform.desk,,,,csirt,,\n"
        "king,,,,,,,,,,\n"
        "desk,platform.desk,,,,二度,,,,,\n"
        "organization,oil,,,,石油,operator,,,,x\n"
    )
    before = counts_of_rows()

    found = plan(world.platform, text, "csv")

    assert [(m.row, m.kind, m.column, m.code) for m in found.mistakes] == [
        (2, "organization", "kinds", "word_unknown"),
        (2, "organization", "sectors", "sector_unknown"),
        (3, "organization", "handle", "key_missing"),
        (4, "desk", "organization", "handle_unknown"),
        (5, "desk", "telephone", "telephone_unreadable"),
        (6, "person", "login", "seat_missing"),
        (7, "membership", "login", "handle_unknown"),
        (8, "king", "record", "record_unknown"),
        (9, "desk", "handle", "record_twice"),
        (10, "organization", "surprise", "field_unknown"),
    ]
    assert found.mistakes[0].message("ja") == "決められた語のどれかにしてください。"
    with pytest.raises(ImportHasMistakes):
        apply(found, world.platform)
    assert counts_of_rows() == before


def test_one_wrong_record_keeps_all_others_out(world: World) -> None:
    found = plan(world.platform, NEW + "organization,bad handle,,,,x,operator,,,,,,,,,\n", "csv")

    assert {outcome for _, outcome in outcomes(found)} == {"added", "refused"}
    with pytest.raises(ImportHasMistakes):
        apply(found, world.platform)
    assert not Organization.objects.filter(handle="gas").exists()


def test_a_directory_that_changed_meanwhile_stops_the_import(world: World) -> None:
    shown = plan(world.platform, NEW, "csv")
    world.found("gas", ["operator"])

    with pytest.raises(ChangedMeanwhile):
        apply(shown, world.platform)
    assert not Organization.objects.filter(handle="gas_ceptoar").exists()


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("login", ["root@platform", "sato@denryoku", "chief@center"])
def test_an_export_comes_back_unchanged(world: World, form: str, login: str) -> None:
    viewer = world.seat(login)
    found = plan(viewer, export(viewer, form), form)

    assert {record.outcome for record in found.planned} == {Outcome.UNCHANGED}
    assert {record.kind for record in found.planned} == {"organization", "desk", "person", "membership"}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_holds_no_more_than_the_viewer_may_look_up(world: World, form: str) -> None:
    own = export(world.seat("sato@denryoku"), form)
    assert "sato@denryoku" in own
    for hidden in ("ginko", "jimu@denki", "root@platform", "liaison@keisan"):
        assert hidden not in own
    assert "@denryoku" not in export(world.seat("suzuki@denryoku"), form)


def test_spreadsheet_formulas_leave_as_text_and_come_back_as_typed(world: World) -> None:
    names = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=1", "＝1", "|x"]
    Organization.objects.filter(handle="platform").update(other_names=[])
    for number, name in enumerate(names):
        Organization.objects.filter(handle="denryoku").update(name_en=name)
        text = export(world.platform, "csv")
        cells = [row["name_en"] for row in csv.DictReader(io.StringIO(text)) if row["handle"] == "denryoku"]
        assert cells == [f"'{name}"], number
        assert {record.outcome for record in plan(world.platform, text, "csv").planned} == {Outcome.UNCHANGED}


def test_an_administrator_imports_into_the_own_organization_only(world: World) -> None:
    actor = world.seat("sato@denryoku")
    text = (
        "record,handle,organization,login,desk,name_ja,kinds,role\n"
        "organization,newone,,,,新,operator,\n"
        "organization,ginko,,,,銀,operator,\n"
        "organization,keisan,,,,別名,,\n"
        "desk,ginko.x,ginko,,,窓,,\n"
        "desk,keisan.x,keisan,,,窓,,\n"
        "person,,,kato@ginko,,加藤,,\n"
        "person,,,nobody@ginko,,誰か,,\n"
        "membership,,,kato@ginko,denryoku.csirt,,,csirt\n"
        "membership,,,nobody@ginko,denryoku.field,,,csirt\n"
    )

    found = plan(actor, text, "csv")

    codes = {(m.row, m.column, m.code) for m in found.mistakes}
    assert codes == {
        (2, "", "not_yours"),
        (3, "", "not_yours"),
        (4, "", "not_yours"),
        (5, "organization", "handle_unknown"),
        (6, "", "not_yours"),
        (7, "login", "handle_unknown"),
        (8, "login", "handle_unknown"),
        (9, "login", "handle_unknown"),
        (10, "login", "handle_unknown"),
    }


def test_only_administrators_import(world: World) -> None:
    for login in ("suzuki@denryoku", "clerk@platform"):
        with pytest.raises(NotYours):
            plan(world.seat(login), NEW, "csv")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("csv", ""),
        ("csv", "handle,name_ja\nx,y\n"),
        ("csv", "record,handle,handle\norganization,a,b\n"),
        ("csv", 'record,handle\norganization,"unclosed\n'),
        ("csv", "record,handle\norganization,a,b,c\n"),
        ("csv", "record,handle\norganization,a\x00b\n"),
        ("json", ""),
        ("json", "[]"),
        ("json", "{}"),
        ("json", '{"format": "noroshi-directory-1", "kings": []}'),
        ("json", '{"format": "noroshi-directory-1", "desks": {}}'),
        ("json", '{"format": "noroshi-directory-1", "desks": ["x"]}'),
        ("json", '{"format": "noroshi-directory-1", "desks": [], "desks": []}'),
        ("json", '{"format": "noroshi-directory-1", "desks": [NaN]}'),
        ("json", "[" * 100_000),
        ("xml", "<a/>"),
    ],
)
def test_a_broken_file_is_refused_as_a_whole(world: World, form: str, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_through(world, text, form)
    assert refused.value.code in {"file_unreadable", "malformed", "import_has_mistakes"}
    assert refused.value.message("ja") != refused.value.message("en")


def read_through(world: World, text: str, form: str) -> None:
    apply(plan(world.platform, text, form), world.platform)


@pytest.mark.parametrize("value", [7, None, [], {}, True, "x\x00", "\u202ex", "長" * 5000])
def test_a_json_value_of_the_wrong_kind_is_told_by_column(world: World, value: object) -> None:
    for column in ("name_ja", "kinds", "sectors", "ministry", "other_names", "handle"):
        given = {"handle": "gas", "name_ja": "ガス", "kinds": ["operator"], column: value}
        found = plan(world.platform, json.dumps({"format": "noroshi-directory-1", "organizations": [given]}), "json")
        is_empty = (column == "ministry" and value is None) or (column in {"sectors", "other_names"} and value == [])
        assert {mistake.column for mistake in found.mistakes} == (set() if is_empty else {column})


def test_a_file_too_large_is_refused_before_it_is_read(world: World) -> None:
    with pytest.raises(TooLarge):
        plan(world.platform, "x" * 4_000_001, "csv")
    with pytest.raises(TooLarge):
        plan(world.platform, "record,handle\n" + "organization,a\n" * (MOST_RECORDS + 1), "csv")
    with pytest.raises(TooLarge):
        text_of(b"x" * 12_000_001)


def test_files_saved_by_japanese_spreadsheets_are_read() -> None:
    assert text_of("電力".encode("cp932")) == "電力"
    assert text_of("\ufeff電力".encode()) == "電力"
    assert text_of("電力".encode("utf-16")) == "電力"
    with pytest.raises(Malformed):
        text_of(b"\x81")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_examples_of_the_guide_can_be_imported(world: World, form: str) -> None:
    world.found("meti", ["ministry"])
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "directory-import.md").read_text(encoding="utf-8")
    example = guide.partition(f"```{form}\n")[2].partition("```")[0]

    found = plan(world.platform, example, form)

    assert outcomes(found) == [(kind, "added") for kind in ("organization", "desk", "person", "membership")]


def test_the_guide_names_every_column() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "directory-import.md").read_text(encoding="utf-8")

    for kind, columns in COLUMNS.items():
        (line,) = [line for line in guide.splitlines() if line.startswith(f"| `{kind}` |")]
        assert [column for column in columns if f"`{column}`" not in line] == []
