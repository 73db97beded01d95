"""Pledges come before everything else: by version, for whom they bind, kept for ever; nobody else sees them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.entered import enter
from noroshi.directory.actions.groups import add_to_group, make_group
from noroshi.ledger.models import Entry
from noroshi.legal.actions import accept_pledges, end_pledge, next_version, write_pledge
from noroshi.legal.errors import PledgeOver
from noroshi.legal.models import Acceptance, Pledge
from noroshi.legal.periods import periods
from noroshi.legal.pledges import binding, outstanding, pledge, rolls
from noroshi.threshold import pledged
from noroshi.vocabulary import PledgeKind, PledgeReach
from noroshi.vocabulary.errors import InvalidFields, NotFound, NotYours
from tests.cast import Cast
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db

TITLE, TEXT, PENALTY = (
    "枕返しの誓約",
    "職務上知り得た情報を漏らしません。",
    "漏らした者は、一年以下の拘禁刑に処せられます。",
)


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def written(by: Viewer, reach: PledgeReach = PledgeReach.ORGANIZATION, **more: Any) -> Pledge:
    given: dict[str, Any] = {"title_ja": TITLE, "text_ja": TEXT, "penalty_ja": PENALTY, "valid_from": date(2026, 1, 1)}
    with acting_as(by):
        return write_pledge(by.seat, kind=PledgeKind.SECRECY, reach=reach, **(given | more))


def waits_for(viewer: Viewer) -> list[str]:
    with acting_as(viewer):
        return [one.title_ja for one in outstanding(viewer.seat)]


def accepted(viewer: Viewer, row: Pledge) -> None:
    with acting_as(viewer):
        accept_pledges(viewer.seat, [row.public_id])


def test_everybody_of_the_house_is_asked_until_they_accept_and_nobody_else(cast: Cast) -> None:
    row = written(cast.electric)

    assert waits_for(cast.electric) == waits_for(cast.electric_colleague) == [TITLE]
    accepted(cast.electric_colleague, row)
    assert (waits_for(cast.electric), waits_for(cast.electric_colleague)) == ([TITLE], [])
    for stranger in (cast.neighbor, cast.secretariat, cast.center, cast.platform, cast.bank):
        assert waits_for(stranger) == []
        with acting_as(stranger), pytest.raises(NotFound):
            pledge(stranger.seat, row.public_id)
        with acting_as(stranger), pytest.raises(NotFound):
            accept_pledges(stranger.seat, [row.public_id])


def test_a_rule_of_a_ceptoar_binds_its_members_and_a_group_its_desks(cast: Cast) -> None:
    written(cast.secretariat, PledgeReach.MEMBERS)
    assert waits_for(cast.electric) == waits_for(cast.neighbor) == waits_for(cast.secretariat) == [TITLE]
    assert waits_for(cast.bank) == []

    with acting_as(cast.bank_secretariat):
        group = make_group(actor=cast.bank_secretariat.seat, handle="club", name_ja="会", roster_is_confidential=True)
        desk = cast.world.desks["aoshio.csirt"].public_id
        add_to_group(actor=cast.bank_secretariat.seat, group=group.public_id, desk=desk)
    written(cast.bank_secretariat, PledgeReach.GROUP, group=group.public_id)
    assert waits_for(cast.bank) == [TITLE]
    assert waits_for(cast.center) == []


def test_only_the_platform_binds_everybody(cast: Cast) -> None:
    for other in (cast.electric, cast.center, cast.secretariat):
        with pytest.raises(NotYours):
            written(other, PledgeReach.EVERYBODY)
    written(cast.platform, PledgeReach.EVERYBODY)

    assert waits_for(cast.bank) == waits_for(cast.agency) == [TITLE]


def test_who_does_not_govern_writes_nothing(cast: Cast) -> None:
    for other in (cast.electric_colleague, cast.contractor):
        with pytest.raises(NotYours):
            written(other)
    with pytest.raises(NotYours):
        written(cast.electric, PledgeReach.MEMBERS)
    with pytest.raises(NotFound):
        written(cast.secretariat, PledgeReach.GROUP, group=cast.world.organizations["nisc"].public_id)


def test_the_next_version_is_asked_anew_and_the_old_one_can_no_more_be_accepted(cast: Cast) -> None:
    first = written(cast.electric)
    accepted(cast.electric, first)
    with acting_as(cast.electric):
        second = next_version(
            cast.electric.seat, first.public_id, title_ja=TITLE, text_ja="改めました。", valid_from=timezone.localdate()
        )

    with acting_as(cast.electric):
        assert [(one.version, one.text_ja) for one in outstanding(cast.electric.seat)] == [(2, "改めました。")]
    with acting_as(cast.electric_colleague), pytest.raises(PledgeOver):
        accept_pledges(cast.electric_colleague.seat, [first.public_id])
    accepted(cast.electric, second)
    assert waits_for(cast.electric) == []


def test_a_version_that_begins_tomorrow_asks_nobody_today(cast: Cast) -> None:
    first = written(cast.electric)
    accepted(cast.electric, first)
    with acting_as(cast.electric):
        tomorrow = timezone.localdate() + timedelta(days=1)
        next_version(cast.electric.seat, first.public_id, title_ja=TITLE, text_ja="次", valid_from=tomorrow)

        assert outstanding(cast.electric.seat) == []
        assert [one.version for one in binding(cast.electric.seat)] == [1]


def test_an_ended_pledge_asks_nobody_and_its_acceptances_stay(cast: Cast) -> None:
    row = written(cast.electric)
    accepted(cast.electric, row)
    with acting_as(cast.electric):
        end_pledge(cast.electric.seat, row.public_id)
        with pytest.raises(PledgeOver):
            end_pledge(cast.electric.seat, row.public_id)
        assert Acceptance.objects.filter(pledge=row).count() == 1
    assert waits_for(cast.electric_colleague) == []


def test_accepted_twice_is_accepted_once_and_stands_in_the_record(cast: Cast) -> None:
    row = written(cast.electric)
    accepted(cast.electric, row)
    accepted(cast.electric, row)

    with acting_as(cast.electric):
        assert Acceptance.objects.filter(pledge=row).count() == 1
        entry = Entry.objects.get(deed="accept_pledge")
    assert (entry.person_id, entry.object_ids, entry.detail) == (
        cast.electric.seat.person_id,
        [row.public_id],
        {"number": 1},
    )


def test_the_administrator_reads_who_of_the_own_house_has_accepted_and_nobody_else_does(cast: Cast) -> None:
    row = written(cast.secretariat, PledgeReach.MEMBERS)
    accepted(cast.electric, row)
    accepted(cast.neighbor, row)

    with acting_as(cast.electric):
        roll = next(one for one in rolls(cast.electric.seat) if one.pledge.public_id == row.public_id)
        assert Acceptance.objects.filter(person=cast.neighbor.seat.person_id).count() == 0
    found = {signer.person.pk: signer.accepted_at is not None for signer in roll.signers}
    assert found[cast.electric.seat.person_id]
    assert not found[cast.electric_colleague.seat.person_id]
    assert cast.neighbor.seat.person_id not in found
    for other in (cast.electric_colleague, cast.neighbor):
        with acting_as(other), pytest.raises(NotYours):
            rolls(cast.electric_colleague.seat)


def test_a_version_never_changes_and_nobody_accepts_for_another(cast: Cast) -> None:
    row = written(cast.electric)
    with acting_as(cast.electric), pytest.raises(DatabaseError, match="never changes"):
        Pledge.objects.filter(pk=row.pk).update(text_ja="別の文")


def test_past_the_room_nobody_accepts_for_another(cast: Cast) -> None:
    row = written(cast.electric)
    with acting_as(cast.electric), pytest.raises(DatabaseError):
        Acceptance.objects.create(
            pledge=row,
            person_id=cast.electric_colleague.seat.person_id,
            desk_id=cast.electric.desk_id,
            organization_id=cast.electric.organization_id,
            at=timezone.now(),
        )


def test_without_a_title_and_a_text_nothing_is_written(cast: Cast) -> None:
    with pytest.raises(InvalidFields):
        written(cast.electric, text_ja=" ")


# ---------------------------------------------------------------- at the door


def test_a_page_leads_to_the_texts_first_and_back_afterwards(cast: Cast) -> None:
    row, client = written(cast.electric), client_of(cast.electric)
    led = client.get("/reports/")
    assert (led.status_code, led["Location"]) == (302, "/pledges/?next=%2Freports%2F")

    shown = client.get(led["Location"]).content.decode()
    assert TITLE in shown
    assert TEXT in shown
    assert PENALTY in shown
    answer = client.post(reverse("accept_pledges"), {"pledge": str(row.public_id), "next": "/reports/"})

    assert (answer.status_code, answer["Location"]) == (302, "/reports/")
    assert client.get("/reports/").status_code == 200
    assert TITLE in client.get(reverse("pledges")).content.decode()


def test_before_it_is_accepted_no_deed_is_done_and_no_content_is_given(cast: Cast) -> None:
    report = cast.report(cast.electric)
    written(cast.electric)
    client = client_of(cast.electric)

    for answer in (
        client.post(reverse("propose_disposal")),
        client.post(reverse("hold_item", args=[report.public_id]), {"reason": "念のため"}),
        client.get(f"/items/{report.public_id}/", headers={"HX-Request": "true"}),
    ):
        assert answer.status_code == 403
        assert "保守端末" not in answer.content.decode()
    assert client.get(f"/items/{report.public_id}/").status_code == 302
    assert client.get(reverse("account")).status_code == 200


def test_nothing_ticked_is_nothing_accepted_and_a_foreign_address_is_no_way_back(cast: Cast) -> None:
    row, client = written(cast.electric), client_of(cast.electric)

    client.post(reverse("accept_pledges"), {})
    assert waits_for(cast.electric) == [TITLE]
    answer = client.post(reverse("accept_pledges"), {"pledge": str(row.public_id), "next": "https://evil.example/"})

    assert answer["Location"] == "/"


def test_a_key_is_told_and_may_accept_and_goes_on(cast: Cast) -> None:
    row, caller = written(cast.electric), caller_of(cast.electric)
    refused = caller.get("/reports")
    assert (refused.status_code, refused.json()["code"]) == (403, "pledge_first")

    assert [one["id"] for one in caller.items("/pledges")] == [str(row.public_id)]
    done = caller.done("/pledges/accept", {"pledges": [str(row.public_id)]})

    assert done["items"][0]["accepted_at"]
    assert caller.get("/reports").status_code == 200


def test_it_is_asked_once_at_entry_and_not_for_every_page(cast: Cast) -> None:
    client, caller = client_of(cast.electric), caller_of(cast.electric)

    assert [asked_by(lambda: client.get("/directory/")) for _ in range(3)] == [1, 0, 0]
    assert [asked_by(lambda: caller.get("/directory/organizations")) for _ in range(3)] == [1, 0, 0]


def asked_by(deed: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        deed()
    return sum("legal_pledge" in each["sql"] for each in queries.captured_queries)


def test_after_ten_minutes_and_at_another_desk_it_is_asked_again(cast: Cast, monkeypatch: Any) -> None:
    client = client_of(cast.electric)
    client.get("/directory/")
    written(cast.electric)
    assert client.get("/directory/").status_code == 200

    monkeypatch.setattr(pledged, "ASKED_EVERY_SECONDS", 0)
    assert client.get("/directory/").status_code == 302


def test_pages_of_writing_are_for_whom_they_are(cast: Cast) -> None:
    client = client_of(cast.secretariat)
    given = {"kind": "handling", "reach": "members", "title_ja": TITLE, "text_ja": TEXT, "valid_from": "2030-01-01"}
    assert client.get(reverse("new_pledge")).status_code == 200
    assert client.post(reverse("new_pledge"), {**given, "title_ja": ""}).status_code == 422
    assert client.post(reverse("new_pledge"), given).status_code == 302
    row = Pledge.objects.get(title_ja=TITLE)
    assert TITLE in client.get(reverse("pledges_accepted")).content.decode()
    assert client.get(reverse("next_pledge", args=[row.public_id])).status_code == 200
    assert client.post(reverse("next_pledge", args=[row.public_id]), {**given, "text_ja": "次"}).status_code == 302

    for stranger in (cast.electric_colleague, cast.bank):
        other = client_of(stranger)
        assert TITLE not in other.get(reverse("pledges_accepted")).content.decode()
        for name in ("pledge", "next_pledge"):
            assert other.get(reverse(name, args=[row.public_id])).status_code == 404
        assert other.post(reverse("end_pledge", args=[row.public_id])).status_code == 404
    assert client_of(cast.electric_colleague).get(reverse("new_pledge")).status_code == 403
    assert client_of(cast.electric_colleague).get(reverse("pledges_accepted")).status_code == 403


def test_in_the_demonstration_everybody_has_accepted_what_binds_them_in_its_second_version(cast: Cast) -> None:
    enter(cast.world, timezone.now())

    assert all(waits_for(cast.world.viewer(login)) == [] for login in cast.world.people)
    with acting_as(cast.electric):
        assert sorted((one.kind, one.version) for one in binding(cast.electric.seat)) == [
            (PledgeKind.HANDLING, 2),
            (PledgeKind.PLEDGE, 1),
        ]
        assert sum(one.is_own for one in periods(cast.electric)) == 2
    with acting_as(cast.bank):
        assert binding(cast.bank.seat) == []
