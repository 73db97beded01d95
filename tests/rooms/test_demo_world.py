"""The demonstration's world, told whole: what it shows to whom is what its files say."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.demo.accounts import give_accounts
from noroshi.demo.founding import found
from noroshi.demo.load import load
from noroshi.demo.telling import Story, order_relays, tell
from noroshi.demo.world import World
from noroshi.demo.written import cast
from noroshi.directory.models import ContactCheck, Membership, Organization, Person
from noroshi.directory.signin.keys import authenticate
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by, receipts_readable_by
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """Told once for all tests here and undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = found(cast())
        order_relays(cast(), world)
        yield tell(cast(), world, timezone.now())
        transaction.set_rollback(True)


@pytest.fixture
def world(told: Story) -> World:
    return told.world


def titles(viewer: Viewer | Public) -> set[str]:
    with acting_as(viewer):
        return {line.title for line in editions_readable_by(viewer, Wanted(limit=500))}


def may_read(viewer: Viewer | Public, story: Story, key: str) -> bool:
    with acting_as(viewer):
        try:
            edition_readable_by(viewer, story.told[key].public_id)
        except NotFound:
            return False
        return True


def test_every_organization_of_the_cast_is_founded_once(world: World) -> None:
    assert Organization.objects.count() == len(cast().organization) == len(world.organizations)
    assert Organization.objects.filter(kinds__contains=[OrganizationKind.PLATFORM.value]).count() == 1


def test_the_secretariat_reads_what_its_member_submitted_and_the_member_next_door_does_not(
    told: Story, world: World
) -> None:
    assert may_read(world.viewer("miwa@electricity_ceptoar"), told, "shiomi-terminal")
    assert not may_read(world.viewer("watarase@hokuryo"), told, "shiomi-terminal")


def test_the_center_reads_the_anonymized_report_and_not_its_source(told: Story, world: World) -> None:
    assert may_read(world.viewer("makino@nisc"), told, "hokake-mail-anonymized")
    assert not may_read(world.viewer("makino@nisc"), told, "hokake-mail")


def test_the_excluded_contractor_never_reads_the_report(told: Story, world: World) -> None:
    assert not may_read(world.viewer("utsuno@utsugi-system"), told, "shiomi-terminal")


def test_an_ended_nda_leaves_what_is_public_and_nothing_else(told: Story, world: World) -> None:
    published = {row.title for row in cast().edition if row.publish_hours_ago is not None}

    assert titles(world.viewer("utsugi@shiomi")) == published


def test_a_colleague_without_need_to_know_reads_no_amber_report(told: Story, world: World) -> None:
    assert may_read(world.viewer("saeki@shiomi"), told, "shiomi-terminal")
    assert not may_read(world.viewer("ogasa@shiomi"), told, "shiomi-terminal")


def test_strangers_read_what_was_published_without_contact_blocks(told: Story) -> None:
    published = {row.title for row in cast().edition if row.publish_hours_ago is not None}
    with acting_as(Public()):
        reading = edition_readable_by(Public(), told.told["yearend-public"].public_id)

    assert titles(Public()) == published
    assert "contact.telephone" not in reading.content


def test_a_recalled_edition_stays_with_its_originator_and_leaves_others_the_receipt(told: Story, world: World) -> None:
    originator, recipient = world.viewer("kanade@naruse"), world.viewer("miwa@electricity_ceptoar")
    with acting_as(recipient):
        receipts = receipts_readable_by(recipient, told.told["naruse-mistake"].public_id)

    assert may_read(originator, told, "naruse-mistake")
    assert not may_read(recipient, told, "naruse-mistake")
    assert [receipt.kind for receipt in receipts] == ["submit"]


def test_a_withheld_field_is_absent_for_those_it_was_not_meant_for(told: Story, world: World) -> None:
    secretariat, ministry = world.viewer("makuragi@railway_ceptoar"), world.viewer("fumikiri@mlit")
    edition = told.told["minasoko-dispatch"].public_id
    with acting_as(secretariat):
        whole = edition_readable_by(secretariat, edition)
    with acting_as(ministry):
        rest = edition_readable_by(ministry, edition)

    assert set(whole.content) - set(rest.content) == {"systems"}
    assert rest.is_whole


def test_a_narrowed_edition_leaves_those_outside_the_new_color(told: Story, world: World) -> None:
    assert may_read(world.viewer("hirasawa-k@meti"), told, "narrowed")
    assert not may_read(world.viewer("onodera-s@npa"), told, "narrowed")


def test_a_warning_runs_by_standing_order_to_the_members_of_the_ceptoar(told: Story, world: World) -> None:
    for login in ("saeki@shiomi", "watarase@hokuryo", "kanade@naruse"):
        assert may_read(world.viewer(login), told, "gateark-3")
    assert not may_read(world.viewer("kanbara@aoshio"), told, "gateark-3")


def test_the_confidential_group_holds_what_was_posted_there(told: Story, world: World) -> None:
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


def test_each_account_signs_in_with_its_own_password_and_one_needs_a_code(told: Story) -> None:
    chosen = [row for row in cast().account if row.desk == "shiomi.csirt"]
    accounts = give_accounts(msgspec.structs.replace(cast(), account=tuple(chosen)), told.world)

    assert len({account["password"] for account in accounts}) == len(chosen)
    for account in accounts:
        assert Person.objects.get(login=account["login"]).check_password(account["password"])
        assert authenticate(account["api_key"], "127.0.0.1").seat.desk_id == told.world.desks["shiomi.csirt"].pk
    assert [account["login"] for account in accounts if account["totp_secret"]] == ["sakakibara@shiomi"]
