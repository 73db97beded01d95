"""How an item stands in law: voluntary unless statutory or agreed, said by its originator, read by its holders and nobody else."""

from typing import Any
from uuid import UUID

import pytest
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.errors import OnlyTheOriginator
from noroshi.editions.models import Edition
from noroshi.legal.actions import say_footing
from noroshi.legal.errors import OnlyOfReports, StatutorySaid
from noroshi.legal.footing import FootingShown, footing
from noroshi.legal.models import Footing
from noroshi.reports.actions import begin_anonymized, relay_report, submit_report
from noroshi.vocabulary import Consent, LegalGround, Treatment
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import amended, issued, reported
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db

NOTE = "鬼怒沼の条件"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def law(viewer: Viewer, edition: UUID) -> FootingShown:
    with acting_as(viewer):
        return footing(viewer, edition)


def said(by: Viewer, edition: UUID, ground: LegalGround = LegalGround.PLAN, **more: Any) -> None:
    with acting_as(by):
        say_footing(by, edition, ground, **({"consent": Consent.GIVEN} | more))


def test_a_report_is_voluntary_and_rests_on_the_plan_by_itself(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")

    shown = law(cast.ministry, sent)
    assert (shown.treatment, shown.ground, shown.consent, shown.is_said) == (
        Treatment.VOLUNTARY,
        LegalGround.PLAN,
        Consent.NOT_GIVEN,
        False,
    )


def test_a_statutory_report_says_so_to_its_holders_with_the_laws_of_its_sector(cast: Cast) -> None:
    sent = reported(cast.electric, "statutory_report", wish={"is_statutory": True})

    shown = law(cast.ministry, sent)
    assert (shown.treatment, shown.ground) == (Treatment.STATUTORY, LegalGround.SECTOR_LAW)
    assert any("電気事業法" in one for one in shown.laws)
    with pytest.raises(StatutorySaid):
        said(cast.electric, sent)
    said(cast.electric, sent, LegalGround.SECTOR_LAW)
    assert law(cast.ministry, sent).treatment is Treatment.STATUTORY


def test_the_source_agrees_to_disclosure_and_takes_it_back(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")
    said(cast.electric, sent, consent=Consent.CONDITIONAL, note=NOTE)
    shown = law(cast.ministry, sent)
    assert (shown.treatment, shown.consent, shown.note) == (Treatment.CONSENTED, Consent.CONDITIONAL, NOTE)
    assert shown.by is None

    said(cast.electric, sent, consent=Consent.TAKEN_BACK)
    assert law(cast.ministry, sent).treatment is Treatment.VOLUNTARY
    with acting_as(cast.electric):
        assert Footing.objects.count() == 2


def test_it_goes_on_with_the_item_and_no_further(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")
    said(cast.electric, sent, note=NOTE)
    with acting_as(cast.center), pytest.raises(NotFound):
        footing(cast.center, sent)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, sent)

    assert law(cast.center, sent).note == NOTE
    for stranger in (cast.bank, cast.neighbor, cast.secretariat, cast.electric_colleague, cast.platform):
        with acting_as(stranger):
            assert not Footing.objects.exists()
            with pytest.raises(NotFound):
                footing(stranger, sent)


def test_only_its_originator_says_it(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")

    with pytest.raises(OnlyTheOriginator):
        said(cast.ministry, sent)
    with pytest.raises(NotFound):
        said(cast.bank, sent)


def test_past_the_room_nobody_says_it_of_another_desks_item(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")
    viewer = cast.ministry
    with acting_as(viewer):
        edition = Edition.objects.get(public_id=sent)
        row = Footing(
            audience_id=edition.audience_id,
            edition=edition,
            number=1,
            is_statutory=False,
            ground="plan",
            consent="given",
            desk_id=viewer.desk_id,
            by_id=viewer.seat.person_id,
            at=timezone.now(),
        )
        with pytest.raises(DatabaseError, match="row-level security"):
            row.save(force_insert=True)


def test_what_is_said_of_an_anonymous_report_is_not_carried_over_to_what_is_made_from_it(cast: Cast) -> None:
    first = reported(cast.electric, "anonymized_report")
    said(cast.electric, first, note=NOTE)
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, first)
        changed = amended(cast.secretariat, begun, summary="変電所の端末")
        derived = submit_report(cast.secretariat, changed.public_id, version=changed.version)

    shown = law(cast.ministry, derived)
    assert (shown.treatment, shown.note, shown.is_said) == (Treatment.VOLUNTARY, "", False)


def test_an_advisory_has_a_ground_and_no_consent(cast: Cast) -> None:
    meti = cast.world.organizations["meti"].public_id
    sent = issued(cast.center, f"ministry_for_sector:{meti}/electricity")

    assert law(cast.ministry, sent).treatment is None
    with pytest.raises(OnlyOfReports):
        said(cast.center, sent)
    said(cast.center, sent, LegalGround.COUNCIL_DUTY, consent=Consent.NOT_GIVEN)
    assert law(cast.ministry, sent).ground is LegalGround.COUNCIL_DUTY


def test_it_stands_beside_the_item_and_on_a_page_of_its_own(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")
    own, ministry = client_of(cast.electric), client_of(cast.ministry)
    item, page = reverse("item_law_beside", args=[sent]), reverse("item_law", args=[sent])
    assert item in own.get(reverse("item", args=[sent])).content.decode()
    answer = own.post(page, {"ground": "consent", "consent": "given", "note": NOTE})
    assert answer.status_code == 302

    for address, headers in ((item, {"HX-Request": "true"}), (page, {})):
        shown = ministry.get(address, headers=headers)
        assert shown.status_code == 200
        assert NOTE in shown.content.decode()
        assert client_of(cast.bank).get(address, headers=headers).status_code in {302, 404}
    assert ministry.post(page, {"ground": "plan", "consent": "given"}).status_code == 403
    assert client_of(cast.bank).get(page).status_code == 404


def test_a_hold_is_set_and_let_go_on_the_page_and_seen_by_its_desk_alone(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")
    ministry, page = client_of(cast.ministry), reverse("item_law", args=[sent])
    assert ministry.post(reverse("hold_item", args=[sent]), {"reason": ""}).status_code == 422
    ministry.post(reverse("hold_item", args=[sent]), {"reason": NOTE})

    assert NOTE in ministry.get(page).content.decode()
    assert NOTE in ministry.get(reverse("records")).content.decode()
    assert NOTE not in client_of(cast.electric).get(page).content.decode()
    assert NOTE not in client_of(cast.electric).get(reverse("records")).content.decode()
    assert ministry.post(reverse("end_hold", args=[sent])).status_code == 302
    assert ministry.post(reverse("end_hold", args=[sent])).status_code == 404
    assert client_of(cast.bank).post(reverse("hold_item", args=[sent]), {"reason": NOTE}).status_code == 404


def test_by_machine_it_is_said_held_and_let_go(cast: Cast) -> None:
    sent = reported(cast.electric, "direct_report")
    own, ministry = caller_of(cast.electric), caller_of(cast.ministry)

    done = own.done(f"/editions/{sent}/law", {"ground": "consent", "consent": "given", "note": NOTE})
    assert (done["treatment"], done["ground"], done["is_said"]) == ("consented", "consent", True)
    assert ministry.read(f"/editions/{sent}/law")["note"] == NOTE
    assert ministry.done(f"/editions/{sent}/law/hold", {"reason": "訴訟"})["hold"]["reason"] == "訴訟"
    assert own.read(f"/editions/{sent}/law")["hold"] is None
    assert ministry.done(f"/editions/{sent}/law/let-go", {})["hold"] is None
    assert caller_of(cast.bank).get(f"/editions/{sent}/law").status_code == 404
    assert ministry.post(f"/editions/{sent}/law", {"ground": "plan"}).status_code == 403
