"""Disposal by rule: what goes is in no table any more, what must stay proves the seals, and nobody learns what it may not."""

import os
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db.utils import DatabaseError
from django.utils import timezone

from noroshi.asking.actions import ask
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.drafting.actions import discard
from noroshi.drafting.files import add_file
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.editions.sealing import is_whole
from noroshi.editions.tickets import set_ticket
from noroshi.emergency.actions import close_hotline, open_hotline
from noroshi.ledger.models import Entry
from noroshi.legal.actions import (
    confirm_disposal,
    end_hold,
    hold,
    propose_disposal,
    set_period,
    withdraw_disposal,
)
from noroshi.legal.disposing import dispose
from noroshi.legal.erasing import PLACES
from noroshi.legal.errors import AnotherDisposes, DisposalOpen, DisposalOver, NothingDue, PeriodTooShort
from noroshi.legal.models import Disposal, Remnant
from noroshi.legal.proving import prove
from noroshi.legal.retention import disposal, disposals, dry_run
from noroshi.matters.actions import link
from noroshi.matters.merged import look_through
from noroshi.reports.actions import begin_anonymized, submit_report
from noroshi.vocabulary import DisposalState, Tlp
from noroshi.vocabulary.errors import NotFound, NotYours
from tests.cast import Cast, small_cast
from tests.conftest import ADDRESSES, CLUSTER, DATABASE
from tests.drafted import amended, draft_report, reported, second_person
from tests.ledger_logins import login
from tests.rooms.canaries import (
    ADVICE,
    ADVICE_NOTE,
    ANSWER,
    ASKED,
    DERIVED,
    RELAY_NOTE,
    SOURCE,
    SOURCE_FILES,
    TRANSLATED,
    lived,
)
from tests.rooms.test_briefing import composed
from tests.rooms.test_response_orders import field, ordered
from tests.rooms.test_vault_swept import tables_with

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "夜鷹沢の閂"
LONG_AGO = timedelta(days=1900)


@pytest.fixture
def world() -> Cast:
    return small_cast()


def old_report(cast: Cast, by: Viewer | None = None, **typed: Any) -> uuid.UUID:
    """Sent by the direct way more than five years ago, with a file, read and asked about at the ministry."""
    by = by or cast.electric
    with told_at(timezone.now() - LONG_AGO):
        draft = draft_report(by, "direct_report", attachment_presence="yes", summary=f"{CANARY}の要約", **typed)
        with acting_as(by):
            add_file(by, draft.public_id, field="attachments", name=f"{CANARY}.csv", chunks=[CANARY.encode()])
            sent = submit_report(by, draft.public_id, version=draft.version)
        with acting_as(cast.ministry):
            mark_read(cast.ministry, edition_readable_by(cast.ministry, sent))
            ask(cast.ministry, sent, f"{CANARY}はいつからですか")
    return sent


def decided(cast: Cast, by: Viewer | None = None) -> Disposal:
    first = by or cast.electric
    with acting_as(first):
        row = propose_disposal(first)
    with acting_as(second := second_person(first)):
        return confirm_disposal(second, row.public_id)


def done(row: Disposal) -> int:
    with login(ADDRESSES.system):
        return dispose(row.public_id)


def verified() -> str:
    """What the command says, in a process of its own."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "noroshi.config.settings", "NOROSHI_PROCESS": "sealer"}
    command = [sys.executable, "-m", "noroshi.cli.verifying"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def past_the_locks(statement: str) -> None:
    with psycopg.connect(CLUSTER.url("superuser", DATABASE)) as keeper:
        keeper.execute("alter table legal_remnant disable trigger user")
        keeper.execute(statement)
        keeper.execute("alter table legal_remnant enable always trigger keep_sealed")


def files_with(words: bytes) -> set[Path]:
    """In the data folder, beside the pages that PostgreSQL itself has still to reuse (docs/operations/records.md)."""
    found = (path for path in Path(settings.DATA).rglob("*") if path.is_file() and "pg" not in path.parts)
    return {path for path in found if words in path.read_bytes()}


def is_there(viewer: Viewer, edition: uuid.UUID) -> bool:
    with acting_as(viewer):
        return Edition.objects.filter(public_id=edition).exists()


def test_what_two_persons_decided_is_in_no_table_and_no_file_any_more(world: Cast) -> None:
    sent = old_report(world)
    assert "editions_part" in tables_with(CANARY.encode())

    assert done(decided(world)) == 1

    assert tables_with(CANARY.encode()) == set()
    assert files_with(CANARY.encode()) == set()
    assert not is_there(world.electric, sent)
    assert not is_there(world.ministry, sent)


def test_a_page_for_executives_goes_with_its_source_and_its_orders_leave_it(world: Cast) -> None:
    sent = old_report(world)
    order = ordered(world.electric, field(world), "回線を抜く")
    composed(world, sent, title=f"{CANARY}を止めるか", orders=[order], figures=True)
    pages = {"briefing_briefing", "briefing_orderonpage"}
    assert pages <= tables_with(CANARY.encode()) | tables_with(str(order).encode())

    assert done(decided(world)) == 1

    assert tables_with(CANARY.encode()) == set()
    assert not pages & tables_with(str(order).encode())


def test_of_a_whole_life_of_reports_and_advisories_no_word_is_left(world: Cast) -> None:
    """Questions, answers, reasons, notes, thrown away copies and files of everybody on the way, and what they wrote down beside it."""
    with told_at(timezone.now() - timedelta(days=4000)):
        life, other = lived(world), reported(world.neighbor, "direct_report")
        with acting_as(world.ministry):
            set_ticket(world.ministry, life.derived, CANARY)
            look_through(world.ministry, link(world.ministry, life.derived, other, reason=CANARY).public_id)
        with acting_as(world.center):
            line = open_hotline(
                world.center, desk_of(world, "shiomi.csirt"), title=CANARY, text=CANARY, about=life.advisory
            )
            close_hotline(world.center, line.public_id)
    said = [
        *SOURCE.values(),
        *SOURCE_FILES.values(),
        TRANSLATED,
        *DERIVED.values(),
        RELAY_NOTE,
        *ADVICE.values(),
        ADVICE_NOTE,
        ANSWER,
    ]
    words = {one.encode() for one in [*said, *ASKED.values(), CANARY]}
    assert all(tables_with(one) for one in words - {SOURCE_FILES["specimens"].encode()})

    for by, edition in (
        (world.center, life.advisory),
        (world.secretariat, life.derived),
        (world.electric, life.source),
    ):
        with acting_as(by):
            assert edition in dry_run(by).editions
        assert done(decided(world, by)) == 1

    assert {one.decode(): found for one in words if (found := tables_with(one))} == {}
    with login(ADDRESSES.system):
        assert prove().is_whole


def desk_of(cast: Cast, handle: str) -> uuid.UUID:
    return cast.world.desks[handle].public_id


def test_seals_and_ledger_are_proved_afterwards_as_before(world: Cast) -> None:
    sent = old_report(world)
    with acting_as(world.electric):
        before = dict(Edition.objects.get(public_id=sent).seal)
    row = decided(world)

    done(row)

    with acting_as(world.electric):
        kept = Remnant.objects.get(edition_public_id=sent)
        assert kept.seal == {name: value for name, value in before.items() if name != "number"}
        assert is_whole(kept.seal, {})
        assert not is_whole({**kept.seal, "header": {**kept.seal["header"], "kind": "advisory"}}, {})
    assert verified().startswith("The ledger is whole")
    with login(ADDRESSES.system), acting_as(SystemViewer("sealer")):
        entry = Entry.objects.get(deed="dispose")
    assert (entry.system, entry.detail) == ("disposal", {"gone": 1, "stayed": 0})
    assert {row.public_id, sent} == set(entry.object_ids)


def test_the_proof_of_records_passes_and_finds_what_was_tampered_with(world: Cast) -> None:
    old_report(world)
    done(decided(world))
    with login(ADDRESSES.system):
        proof = prove()
    assert (proof.items, proof.is_whole) == (1, True)

    past_the_locks("update legal_remnant set seal = jsonb_set(seal, '{header,kind}', '\"notice\"')")
    with login(ADDRESSES.system):
        assert len(prove().broken) == 1
    past_the_locks("update legal_remnant set edition_public_id = gen_random_uuid()")
    with login(ADDRESSES.system):
        assert len(prove().untold) == 1
    assert prove().items == 0


def test_done_again_it_does_nothing(world: Cast) -> None:
    old_report(world)
    row = decided(world)

    assert (done(row), done(row)) == (1, 0)


def test_one_person_alone_disposes_of_nothing(world: Cast) -> None:
    sent = old_report(world)
    with acting_as(world.electric):
        row = propose_disposal(world.electric)
    with acting_as(world.electric), pytest.raises(AnotherDisposes):
        confirm_disposal(world.electric, row.public_id)

    assert done(row) == 0
    assert is_there(world.electric, sent)


def test_who_may_not_read_what_goes_neither_knows_of_it_nor_lets_it_go(world: Cast) -> None:
    old_report(world)
    with acting_as(world.electric):
        row = propose_disposal(world.electric)

    with acting_as(world.electric_colleague):
        assert dry_run(world.electric_colleague).counts == ()
        assert disposals(world.electric_colleague) == []
        with pytest.raises(NotFound):
            confirm_disposal(world.electric_colleague, row.public_id)


def test_a_stranger_finds_no_disposal_and_counts_only_its_own(world: Cast) -> None:
    old_report(world)
    with acting_as(world.electric):
        row = propose_disposal(world.electric)

    for stranger in (world.bank, world.ministry, world.center, world.platform, world.neighbor):
        with acting_as(stranger):
            assert dry_run(stranger).counts == ()
            assert not Disposal.objects.exists()
            with pytest.raises(NotFound):
                disposal(stranger, row.public_id)
            with pytest.raises(NotFound):
                confirm_disposal(stranger, row.public_id)
            with pytest.raises(NotFound):
                withdraw_disposal(stranger, row.public_id)


def test_what_is_inside_its_period_is_not_due(world: Cast) -> None:
    reported(world.electric, "direct_report")

    with acting_as(world.electric):
        assert dry_run(world.electric).counts == ()
        with pytest.raises(NothingDue):
            propose_disposal(world.electric)


def test_a_shorter_period_makes_it_due_and_a_dry_run_changes_nothing(world: Cast) -> None:
    with told_at(timezone.now() - timedelta(days=40)):
        sent = reported(world.electric, "direct_report")
    with acting_as(world.electric):
        set_period(world.electric, EditionKind.REPORT, Tlp.AMBER, 30)
        found = dry_run(world.electric)

    assert [(count.kind, count.tlp, count.number) for count in found.counts] == [("report", Tlp.AMBER, 1)]
    assert is_there(world.electric, sent)


def test_only_the_administrator_sets_periods_and_never_below_thirty_days(world: Cast) -> None:
    with acting_as(world.neighbor), pytest.raises(NotYours):
        set_period(world.electric_colleague, EditionKind.REPORT, Tlp.AMBER, 30)
    for days in (0, 29, 36_501):
        with acting_as(world.electric), pytest.raises(PeriodTooShort):
            set_period(world.electric, EditionKind.REPORT, Tlp.AMBER, days)


def test_a_hold_of_any_holder_keeps_it_and_tells_nobody_whose_it_is(world: Cast) -> None:
    sent = old_report(world)
    with acting_as(world.ministry):
        hold(world.ministry, sent, "訴訟のため")
    with acting_as(world.electric):
        assert dry_run(world.electric).total == 1

    assert done(decided(world)) == 0
    with acting_as(world.electric):
        shown = disposals(world.electric)[0]
    assert (shown.state, shown.gone, shown.stayed) == (DisposalState.DONE, 0, 1)

    with acting_as(world.ministry):
        end_hold(world.ministry, sent)
    assert done(decided(world)) == 1


def test_an_own_hold_is_told_in_the_dry_run(world: Cast) -> None:
    sent = old_report(world)
    with acting_as(world.electric):
        hold(world.electric, sent, "照会への回答を待つ")
        found = dry_run(world.electric)

    assert (found.total, found.held) == (0, 1)


def test_who_does_not_hold_an_item_cannot_hold_its_disposal(world: Cast) -> None:
    sent = old_report(world)

    for stranger in (world.bank, world.center, world.electric_colleague):
        with acting_as(stranger), pytest.raises(NotFound):
            hold(stranger, sent, "念のため")


def test_a_source_stays_while_what_was_made_from_it_is_kept_and_goes_after_it(world: Cast) -> None:
    with told_at(timezone.now() - LONG_AGO):
        first = reported(world.electric, "anonymized_report", summary=f"{CANARY}の要約")
        with acting_as(world.secretariat):
            begun = begin_anonymized(world.secretariat, first)
            changed = amended(world.secretariat, begun, summary="変電所の端末")
            submit_report(world.secretariat, changed.public_id, version=changed.version)

    assert done(decided(world)) == 0
    assert done(decided(world, world.secretariat)) == 1
    assert done(decided(world)) == 1
    assert tables_with(CANARY.encode()) == set()


def test_a_source_stays_while_somebody_writes_on_it_and_thrown_away_copies_go_with_it(world: Cast) -> None:
    with told_at(timezone.now() - LONG_AGO):
        first = reported(world.electric, "anonymized_report", summary=f"{CANARY}の要約")
    with acting_as(world.secretariat):
        begun = begin_anonymized(world.secretariat, first)

    assert done(decided(world)) == 0
    with acting_as(world.secretariat):
        discard(world.secretariat, begun.public_id, version=begun.version)

    assert done(decided(world)) == 1
    assert tables_with(CANARY.encode()) == set()


def test_what_others_wrote_is_left_alone(world: Cast) -> None:
    old_report(world)
    theirs = old_report(world, world.neighbor, other_contacts="隣の社")
    with acting_as(world.electric):
        ours = reported(world.electric, "direct_report")

    assert done(decided(world)) == 1
    assert is_there(world.neighbor, theirs)
    assert is_there(world.electric, ours)


def test_one_disposal_waits_at_a_time_and_is_withdrawn_by_one(world: Cast) -> None:
    sent = old_report(world)
    with acting_as(world.electric):
        row = propose_disposal(world.electric)
        with pytest.raises(DisposalOpen):
            propose_disposal(world.electric)
        withdraw_disposal(world.electric, row.public_id)
        with pytest.raises(DisposalOver):
            withdraw_disposal(world.electric, row.public_id)

    assert done(row) == 0
    assert is_there(world.electric, sent)


def erased_by(url: str, viewer: str, row: Disposal, sent: uuid.UUID) -> None:
    with psycopg.connect(url) as stranger:
        stranger.execute("select set_config('noroshi.viewer', %s, true)", [viewer])
        stranger.execute("select legal_dispose(%s, %s, '{}')", [row.public_id, [sent]])


@pytest.mark.parametrize("viewer", ["", "public", "system:disposal", "system:sweep", "seat:1:1"])
def test_no_login_but_the_systems_calls_the_function_that_erases(world: Cast, viewer: str) -> None:
    sent = old_report(world)
    row = decided(world)

    for url in (ADDRESSES.app, ADDRESSES.owner):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            erased_by(url, viewer, row, sent)
    if viewer != "system:disposal":
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            erased_by(ADDRESSES.system, viewer, row, sent)
    assert is_there(world.electric, sent)


def test_the_function_asks_for_two_persons_itself_and_takes_only_what_they_decided(world: Cast) -> None:
    sent, other = old_report(world), old_report(world, world.neighbor)
    with acting_as(world.electric):
        row = propose_disposal(world.electric)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        erased_by(ADDRESSES.system, "system:disposal", row, sent)
    with acting_as(second := second_person(world.electric)):
        confirm_disposal(second, row.public_id)

    erased_by(ADDRESSES.system, "system:disposal", row, other)

    assert is_there(world.neighbor, other)
    assert is_there(world.electric, sent)


def test_nobody_deletes_a_row_past_the_function(world: Cast) -> None:
    sent = old_report(world)
    for url, viewer in ((ADDRESSES.system, "system:disposal"), (ADDRESSES.app, world.electric.setting)):
        with psycopg.connect(url) as opened:
            opened.execute("select set_config('noroshi.viewer', %s, true)", [viewer])
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened.execute("delete from editions_part")
    with psycopg.connect(ADDRESSES.owner) as owner:
        owner.execute("select set_config('noroshi.viewer', 'system:disposal', true)")
        assert owner.execute("delete from editions_part").rowcount == 0
    assert is_there(world.electric, sent)


def test_a_disposal_cannot_be_confirmed_past_the_room_by_its_first_person(world: Cast) -> None:
    old_report(world)
    viewer = world.electric
    with acting_as(viewer):
        row = propose_disposal(viewer)
    with acting_as(viewer), pytest.raises(DatabaseError, match="a second person confirms"):
        Disposal.objects.filter(pk=row.pk).update(confirmed_at=timezone.now(), confirmed_by_id=viewer.seat.person_id)


NAMING = (
    *("edition", "edition_id", "edition_public_id", "about", "about_id", "derived_id", "derived_public_id", "hop_id"),
    *(
        "matter",
        "draft",
        "draft_id",
        "continues",
        "sent_as",
        "withdrawal_id",
        "inquiry_id",
        "notice_id",
        "hotline_id",
        "line_id",
    ),
)
COLUMNS = """
select distinct table_name from information_schema.columns where table_schema = 'public' and column_name = any (%s)
"""
REFERRING = """
select distinct c.relname from pg_constraint k join pg_class c on c.oid = k.conrelid
 where k.contype = 'f' and k.confrelid = any (select oid from pg_class where relname = any (%s)) and c.relnamespace = 'public'::regnamespace
"""
ELSEWHERE = {
    "audiences_audience": "names a matter so that need to know is answered; holds no words, and several items share it",
    "legal_remnant": "what must stay",
    "search_index": "its rows end with the parts and files that they were made from, by triggers of those",
    "response_order": "the house's own work in its own words; once the item is gone its number there leads nowhere",
}


def test_every_table_that_names_an_edition_a_draft_or_a_matter_has_its_place_in_a_disposal() -> None:
    """A new table goes into `noroshi/legal/erasing.py`, or stands above with the reason why not."""
    known = {table for table, _condition in PLACES}
    with psycopg.connect(ADDRESSES.owner) as owner:
        named = {str(row[0]) for row in owner.execute(COLUMNS, [list(NAMING)]).fetchall()}
        referring = {str(row[0]) for row in owner.execute(REFERRING, [sorted(known)]).fetchall()}

    assert (named | referring) - known == ELSEWHERE.keys()
