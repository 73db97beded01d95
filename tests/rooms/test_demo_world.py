"""The demonstration's world: what it shows to whom is what its files say."""

from collections.abc import Callable, Iterator, Sized
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from noroshi.advisories.queries import to_acknowledge, to_relay
from noroshi.asking.looks import looks_at
from noroshi.asking.queries import asked_from_here, asked_here
from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.demo.accounts import give_accounts
from noroshi.demo.asked import ask_along
from noroshi.demo.doing import Doing, do_all
from noroshi.demo.founding import found
from noroshi.demo.load import load
from noroshi.demo.telling import begun_after, everything, order_relays
from noroshi.demo.world import World
from noroshi.demo.written import cast
from noroshi.directory.models import ContactCheck, Membership, Organization, Person
from noroshi.directory.signin.keys import authenticate
from noroshi.drafting.queries import drafts
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by, receipts_readable_by
from noroshi.reports.queries import follow_ups_due, waiting_reports
from noroshi.vocabulary import InquiryKind, OrganizationKind
from noroshi.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db

TITLES = {
    "shiomi-terminal": "変電所の保守端末から社外への不審な通信",
    "w0": "窓口の端末の起動の失敗",
    "w6": "予約サイトの表示の言語の混在",
}
LATELY = timedelta(days=24)
"""The stories and the threads that began since: what is told of the months before is told by the same deeds."""


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Doing]:
    """Told once for all tests here and undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = found(cast())
        order_relays(cast(), world)
        now = timezone.now()
        yield do_all(world, begun_after(everything(cast(), now), now - LATELY))
        transaction.set_rollback(True)


@pytest.fixture
def world(told: Doing) -> World:
    return told.world


def titles(viewer: Viewer | Public) -> set[str]:
    with acting_as(viewer):
        return {line.title for line in editions_readable_by(viewer, Wanted(limit=500))}


def may_read(viewer: Viewer | Public, story: Doing, key: str) -> bool:
    with acting_as(viewer):
        try:
            edition_readable_by(viewer, story.made[key])
        except NotFound:
            return False
        return True


def key_is_unknown(viewer: Viewer | Public, told: Doing, key: str) -> bool:
    return not isinstance(viewer, Viewer) or receipts_readable_by(viewer, told.made[key]) == []


def test_every_organization_of_the_cast_is_founded_once(world: World) -> None:
    assert Organization.objects.count() == len(cast().organization) == len(world.organizations)
    assert Organization.objects.filter(kinds__contains=[OrganizationKind.PLATFORM.value]).count() == 1


def test_the_secretariat_reads_what_its_member_submitted_and_the_member_next_door_does_not(
    told: Doing, world: World
) -> None:
    assert may_read(world.viewer("miwa@electricity_ceptoar"), told, "shiomi-terminal")
    assert not may_read(world.viewer("watarase@hokuryo"), told, "shiomi-terminal")


def test_the_center_reads_the_anonymized_report_and_not_its_source(told: Doing, world: World) -> None:
    assert may_read(world.viewer("makino@nisc"), told, "hokake-mail-anonymized")
    assert not may_read(world.viewer("makino@nisc"), told, "hokake-mail")


def test_the_excluded_contractor_never_reads_the_report(told: Doing, world: World) -> None:
    assert not may_read(world.viewer("utsuno@utsugi-system"), told, "shiomi-terminal")


def test_an_ended_nda_leaves_what_is_public_and_nothing_else(told: Doing, world: World) -> None:
    published = {row.title for row in cast().edition if row.publish_hours_ago is not None}

    assert titles(world.viewer("utsugi@shiomi")) == published


def test_a_colleague_without_need_to_know_reads_no_amber_report(told: Doing, world: World) -> None:
    assert may_read(world.viewer("saeki@shiomi"), told, "shiomi-terminal")
    assert not may_read(world.viewer("ogasa@shiomi"), told, "shiomi-terminal")


def test_strangers_read_what_was_published_without_contact_blocks(told: Doing) -> None:
    published = {row.title for row in cast().edition if row.publish_hours_ago is not None}
    with acting_as(Public()):
        reading = edition_readable_by(Public(), told.made["yearend-public"])

    assert titles(Public()) == published
    assert "contact_telephone" not in reading.content


def test_a_recalled_edition_stays_with_its_originator_and_leaves_others_the_receipt(told: Doing, world: World) -> None:
    originator, recipient = world.viewer("kanade@naruse"), world.viewer("miwa@electricity_ceptoar")
    with acting_as(recipient):
        receipts = receipts_readable_by(recipient, told.made["naruse-mistake"])

    assert may_read(originator, told, "naruse-mistake")
    assert not may_read(recipient, told, "naruse-mistake")
    assert [receipt.kind for receipt in receipts] == ["submit"]


def test_a_withheld_field_is_absent_for_those_it_was_not_meant_for(told: Doing, world: World) -> None:
    secretariat, ministry = world.viewer("makuragi@railway_ceptoar"), world.viewer("fumikiri@mlit")
    edition = told.made["minasoko-dispatch"]
    with acting_as(secretariat):
        whole = edition_readable_by(secretariat, edition)
    with acting_as(ministry):
        rest = edition_readable_by(ministry, edition)

    assert set(whole.content) - set(rest.content) == {"systems"}
    assert rest.is_whole


def test_a_narrowed_edition_leaves_those_outside_the_new_color(told: Doing, world: World) -> None:
    assert may_read(world.viewer("hirasawa-k@meti"), told, "narrowed")
    assert not may_read(world.viewer("onodera-s@npa"), told, "narrowed")


def test_a_warning_runs_by_standing_order_to_the_members_of_the_ceptoar(told: Doing, world: World) -> None:
    for login in ("saeki@shiomi", "watarase@hokuryo", "kanade@naruse"):
        assert may_read(world.viewer(login), told, "gateark-3")
    assert not may_read(world.viewer("kanbara@aoshio"), told, "gateark-3")


def test_the_confidential_group_holds_what_was_posted_there(told: Doing, world: World) -> None:
    assert may_read(world.viewer("kanbara@aoshio"), told, "todai-weakness")
    assert not may_read(world.viewer("saeki@shiomi"), told, "todai-weakness")


def test_the_platform_administrator_reads_only_what_everybody_reads(world: World) -> None:
    assert titles(world.viewer("tsukuyomi@noroshi-unei")) == titles(Public())


def test_overdue_contacts_are_those_of_the_files_and_everybody_elses_are_due_later(world: World) -> None:
    overdue = ContactCheck.objects.filter(confirmed_at=None, due_date__lt=timezone.localdate())

    assert {check.membership.person.login for check in overdue} == {row.person for row in cast().overdue}
    assert ContactCheck.objects.filter(confirmed_at=None).count() > len(cast().overdue)


def test_somebody_sits_at_two_desks(world: World) -> None:
    assert Membership.objects.filter(person=world.people["sakakibara@shiomi"], ended_at=None).count() == 2


@pytest.mark.usefixtures("told")
def test_a_world_that_is_there_is_left_alone_and_its_accounts_are_those_written_down(
    tmp_path: Path, settings: Settings
) -> None:
    settings.DATA = tmp_path
    (tmp_path / "accounts.json").write_text('[{"login": "saeki@shiomi"}]', encoding="utf-8")

    assert [account["login"] for account in load()] == ["saeki@shiomi"]
    assert Organization.objects.count() == len(cast().organization)


def test_each_account_signs_in_with_its_own_password_and_one_needs_a_code(told: Doing) -> None:
    chosen = [row for row in cast().account if row.desk == "shiomi.csirt"]
    accounts = give_accounts(msgspec.structs.replace(cast(), account=tuple(chosen)), told.world)

    assert len({account["password"] for account in accounts}) == len(chosen)
    for account in accounts:
        assert Person.objects.get(login=account["login"]).check_password(account["password"])
        assert authenticate(account["api_key"], "127.0.0.1").seat.desk_id == told.world.desks["shiomi.csirt"].pk
    assert [account["login"] for account in accounts if account["totp_secret"]] == ["sakakibara@shiomi"]


def test_every_desk_finds_something_to_do_or_something_new(told: Doing, world: World) -> None:
    contacts = {desk: login for login, desk, seat in cast().seats() if seat.is_poc}
    public = titles(Public())
    for handle, login in contacts.items():
        viewer = world.viewer(login, handle)
        if handle.startswith("noroshi-unei."):
            continue
        with acting_as(viewer):
            mine = [*waiting_reports(viewer), *follow_ups_due(viewer), *to_acknowledge(viewer), *drafts(viewer)]
        assert mine or titles(viewer) - public, handle


def test_what_waits_is_of_every_kind(told: Doing, world: World) -> None:
    everywhere = [world.viewer(login, desk) for login, desk, seat in cast().seats() if seat.is_poc]

    def somewhere(read: Callable[[Viewer], Sized]) -> int:
        found = 0
        for viewer in everywhere:
            with acting_as(viewer):
                found += bool(read(viewer))
        return found

    assert somewhere(drafts) >= 8
    assert somewhere(waiting_reports) >= 5
    assert somewhere(follow_ups_due) >= 5
    assert somewhere(to_relay) >= 5
    assert somewhere(to_acknowledge) >= 30


@pytest.mark.parametrize("key", ["shiomi-terminal", "w0", "w6"])
def test_a_stranger_finds_no_trace_of_a_thread(told: Doing, world: World, key: str) -> None:
    strangers: list[Viewer | Public] = [
        world.viewer("kanade@naruse"),
        world.viewer("tokura@tokiwagi"),
        world.viewer("utsuno@utsugi-system"),
        Public(),
    ]
    title = TITLES[key]
    for stranger in strangers:
        assert not may_read(stranger, told, key)
        assert title not in titles(stranger)
        with acting_as(stranger):
            assert key_is_unknown(stranger, told, key)


def test_seals_of_the_told_world_stand_for_those_who_hold_the_whole(told: Doing, world: World) -> None:
    viewer = world.viewer("saeki@shiomi")
    with acting_as(viewer):
        for key in ("shiomi-terminal", "shiomi-terminal-2", "gateark-3"):
            assert edition_readable_by(viewer, told.made[key]).is_whole


def test_reports_that_reached_the_center_have_a_number_and_those_on_the_way_have_none(
    told: Doing, world: World
) -> None:
    center, secretariat = world.viewer("makino@nisc"), world.viewer("kuramochi@banking_ceptoar")
    with acting_as(center):
        reports = editions_readable_by(center, Wanted(kinds=["report"], is_foreign=True, limit=300))
    with acting_as(secretariat):
        waiting = edition_readable_by(secretariat, told.made["w0"])

    assert len(reports) >= 12
    assert all(line.reference_number for line in reports)
    assert waiting.reference_number == ""


def test_a_question_waits_at_a_secretariat_and_one_with_a_text_to_approve_at_its_operator(world: World) -> None:
    ask_along(cast(), world, timezone.now())
    secretariat, operator = world.viewer("miwa@electricity_ceptoar"), world.viewer("saeki@shiomi")

    with acting_as(secretariat):
        assert [one.kind for one in asked_here(secretariat, only_open=True)].count(InquiryKind.QUESTION) >= 1
    with acting_as(operator):
        waiting = {one.kind for one in asked_here(operator, only_open=True)}
        assert waiting == {InquiryKind.QUESTION, InquiryKind.APPROVAL}
        assert looks_at(operator).openings
    for login in ("kanbara@aoshio", "watarase@hokuryo"):
        stranger = world.viewer(login)
        with acting_as(stranger):
            assert asked_here(stranger) == asked_from_here(stranger) == []
