"""Two persons: what is made from reports is issued by somebody who did not write it, or alone for a warning with a reason."""

from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from noroshi.advisories.actions import (
    ask_release,
    begin_advisory,
    begin_next_issue,
    issue_advisory,
    send_back_advisory,
    set_two_persons,
)
from noroshi.advisories.errors import (
    AloneOnlyWarnings,
    NothingToRelease,
    NotTheCenter,
    SecondPersonNeeded,
    WriterCannotReturn,
)
from noroshi.advisories.models import ReleaseStep
from noroshi.advisories.releasing import release_state, waiting
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import Notice
from noroshi.drafting.queries import DraftShown
from noroshi.editions.queries import edition_readable_by
from noroshi.ledger.models import Entry
from noroshi.reports.actions import relay_report
from noroshi.reports.errors import LeakFound
from noroshi.vocabulary import NoticeKind, ReleaseStage, TwoPersons
from noroshi.vocabulary.errors import InvalidFields, NotFound, NotYours
from tests.cast import Cast
from tests.drafted import amended, issued, reported, second_person
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db


def written(cast: Cast, *, from_reports: bool = True, **typed: str) -> DraftShown:
    """An advisory as its writer leaves it."""
    sources: tuple[UUID, ...] = ()
    if from_reports:
        sources = (reported(cast.electric, "direct_report", tlp="green"),)
        with acting_as(cast.ministry):
            relay_report(cast.ministry, sources[0])
    meti = cast.world.organizations["meti"].public_id
    with acting_as(cast.center):
        begun = begin_advisory(cast.center, sources)
        wish = {"destinations": [f"ministry_for_sector:{meti}/electricity"]}
        return amended(cast.center, begun, tlp="amber", wish=wish, **{"threat_summary": "遠隔接続機器の弱点", **typed})


def asked(cast: Cast, draft: DraftShown) -> None:
    with acting_as(cast.center):
        ask_release(cast.center, draft.public_id, version=draft.version)


def waiting_at(viewer: Viewer) -> set[UUID]:
    with acting_as(viewer):
        return {line.public_id for line in waiting(viewer)}


def test_who_wrote_it_does_not_issue_it(cast: Cast) -> None:
    draft = written(cast)

    with acting_as(cast.center), pytest.raises(SecondPersonNeeded):
        issue_advisory(cast.center, draft.public_id, version=draft.version)


def next_issue(cast: Cast, **typed: str) -> DraftShown:
    """第2報 of an advisory that was made from a report, as its writer leaves it."""
    draft, second = written(cast), second_person(cast.center)
    with acting_as(second):
        first = issue_advisory(second, draft.public_id, version=draft.version)
    with acting_as(cast.center):
        return amended(cast.center, begin_next_issue(cast.center, first), **typed)


def test_the_next_issue_of_what_was_made_from_reports_needs_a_second_person_as_well(cast: Cast) -> None:
    draft, second = next_issue(cast, course_of_action="版を上げる"), second_person(cast.center)

    with acting_as(cast.center):
        assert release_state(cast.center, draft.public_id).is_blocked
        with pytest.raises(SecondPersonNeeded):
            issue_advisory(cast.center, draft.public_id, version=draft.version)
    with acting_as(second):
        edition = issue_advisory(second, draft.public_id, version=draft.version)

    with acting_as(cast.center):
        assert edition_readable_by(cast.center, edition).number == 2
        again = begin_next_issue(cast.center, edition)
        assert release_state(cast.center, again.public_id).is_needed


def test_the_next_issue_goes_no_further_than_the_reports_behind_the_first(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="amber")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, source)
    meti, fsa = (cast.world.organizations[one].public_id for one in ("meti", "fsa"))
    to = (f"ministry_for_sector:{meti}/electricity", f"ministry_for_sector:{fsa}/finance")
    first = issued(cast.center, *to, tlp="green", sources=(source,))
    with acting_as(cast.center):
        draft = amended(cast.center, begin_next_issue(cast.center, first), tlp="green", others="追記")
    second = second_person(cast.center)
    with acting_as(second):
        edition = issue_advisory(second, draft.public_id, version=draft.version)

    with acting_as(cast.ministry):
        assert edition_readable_by(cast.ministry, edition).number == 2
    with acting_as(cast.bank_ministry), pytest.raises(NotFound):
        edition_readable_by(cast.bank_ministry, edition)


def test_the_next_issue_is_searched_for_the_source_as_the_first_was(cast: Cast) -> None:
    draft, second = next_issue(cast, others="汐見電力からの連絡による。"), second_person(cast.center)

    with acting_as(second), pytest.raises(LeakFound):
        issue_advisory(second, draft.public_id, version=draft.version)


def test_a_draft_of_the_next_issue_does_not_open_the_link_to_its_sources(cast: Cast) -> None:
    draft = next_issue(cast)

    shown = caller_of(cast.center).read(f"/drafts/{draft.public_id}")

    assert shown["sources"] == []
    assert len(draft.row.sealed_sources) == 1


def test_what_was_made_from_no_report_goes_on_alone(cast: Cast) -> None:
    draft = written(cast, from_reports=False)
    with acting_as(cast.center):
        first = issue_advisory(cast.center, draft.public_id, version=draft.version)
        second = amended(cast.center, begin_next_issue(cast.center, first), others="追記")
        edition = issue_advisory(cast.center, second.public_id, version=second.version)
        assert edition_readable_by(cast.center, edition).number == 2


def test_a_second_person_issues_it_and_that_is_written_down(cast: Cast) -> None:
    draft, second = written(cast), second_person(cast.center)
    asked(cast, draft)
    assert waiting_at(second) == {draft.public_id}

    with acting_as(second):
        edition = issue_advisory(second, draft.public_id, version=draft.version)
        assert issue_advisory(second, draft.public_id, version=draft.version) == edition
        steps = list(ReleaseStep.objects.order_by("pk").values_list("stage", "by"))

    assert steps == [("asked", cast.center.seat.person_id), ("released", second.seat.person_id)]
    assert waiting_at(second) == set()
    with acting_as(second):
        assert Entry.objects.filter(deed="release_advisory").count() == 1


def test_asking_tells_the_own_desk_and_nothing_of_what_it_says(cast: Cast) -> None:
    draft = written(cast)
    asked(cast, draft)
    asked(cast, draft)

    with acting_as(cast.center):
        notices = list(Notice.objects.filter(kind=NoticeKind.REQUEST))
    assert [(one.desk_id, one.edition_id) for one in notices] == [(cast.center.desk_id, None)]


def test_what_is_sent_back_says_why_and_waits_no_more(cast: Cast) -> None:
    draft, second = written(cast), second_person(cast.center)
    asked(cast, draft)

    with acting_as(second):
        send_back_advisory(second, draft.public_id, version=draft.version, reason="対象の書き方が広すぎる")
    with acting_as(cast.center):
        state = release_state(cast.center, draft.public_id)

    assert state.stage is ReleaseStage.RETURNED
    assert state.latest is not None
    assert state.latest.reason == "対象の書き方が広すぎる"
    assert waiting_at(second) == set()


def test_its_writer_cannot_send_it_back_and_nobody_without_a_reason(cast: Cast) -> None:
    draft, second = written(cast), second_person(cast.center)
    asked(cast, draft)

    with acting_as(cast.center), pytest.raises(WriterCannotReturn):
        send_back_advisory(cast.center, draft.public_id, version=draft.version, reason="やり直し")
    with acting_as(second), pytest.raises(InvalidFields):
        send_back_advisory(second, draft.public_id, version=draft.version, reason="  ")


def test_what_is_changed_afterwards_asks_anew(cast: Cast) -> None:
    draft, second = written(cast), second_person(cast.center)
    asked(cast, draft)

    with acting_as(cast.center):
        amended(cast.center, draft, tlp="amber", others="追記")

    assert waiting_at(second) == set()


def test_whoever_changed_it_last_is_a_writer_too(cast: Cast) -> None:
    draft, second = written(cast), second_person(cast.center)
    with acting_as(second):
        now = amended(second, draft, tlp="amber", others="追記")

        with pytest.raises(SecondPersonNeeded):
            issue_advisory(second, now.public_id, version=now.version)


def test_a_warning_goes_out_by_one_with_a_reason_that_the_record_keeps(cast: Cast) -> None:
    draft = written(cast, importance="warning")

    with acting_as(cast.center):
        issue_advisory(cast.center, draft.public_id, version=draft.version, alone="当直は一人で、攻撃が続いている")
        step = ReleaseStep.objects.get(stage="alone")
        assert Entry.objects.filter(deed="issue_alone", person_id=cast.center.seat.person_id).count() == 1

    assert step.reason == "当直は一人で、攻撃が続いている"


def test_nothing_less_than_a_warning_goes_out_by_one(cast: Cast) -> None:
    draft = written(cast, importance="caution")

    with acting_as(cast.center), pytest.raises(AloneOnlyWarnings):
        issue_advisory(cast.center, draft.public_id, version=draft.version, alone="急いでいる")


def test_what_is_made_from_nothing_needs_no_second_unless_the_desk_wants_it(cast: Cast) -> None:
    draft = written(cast, from_reports=False)
    with acting_as(cast.center), pytest.raises(NothingToRelease):
        ask_release(cast.center, draft.public_id, version=draft.version)

    with acting_as(cast.center):
        set_two_persons(cast.center, TwoPersons.ALWAYS)
        with pytest.raises(SecondPersonNeeded):
            issue_advisory(cast.center, draft.public_id, version=draft.version)
        set_two_persons(cast.center, TwoPersons.NEVER)
        assert issue_advisory(cast.center, draft.public_id, version=draft.version)


def test_only_an_administrator_of_the_center_sets_the_rule(cast: Cast) -> None:
    colleague = cast.world.viewer("kuwabara@nisc")

    with acting_as(colleague), pytest.raises(NotYours):
        set_two_persons(colleague, TwoPersons.NEVER)
    with acting_as(cast.electric), pytest.raises(NotTheCenter):
        set_two_persons(cast.electric, TwoPersons.NEVER)


@pytest.mark.parametrize("stranger", ["electric", "ministry", "center_general", "bank", "platform"])
def test_strangers_find_neither_the_draft_nor_its_steps(cast: Cast, stranger: str) -> None:
    draft = written(cast)
    asked(cast, draft)
    viewer = getattr(cast, stranger)

    assert waiting_at(viewer) == set()
    with acting_as(viewer):
        assert not ReleaseStep.objects.exists()
        with pytest.raises(NotFound):
            release_state(viewer, draft.public_id)
        with pytest.raises(NotFound):
            send_back_advisory(viewer, draft.public_id, version=draft.version, reason="x")


def test_the_database_itself_lets_no_writer_release(cast: Cast) -> None:
    draft = written(cast)
    row = ReleaseStep(
        draft=draft.public_id,
        version=draft.version,
        stage="released",
        desk_id=cast.center.desk_id,
        by_id=cast.center.seat.person_id,
        at=draft.saved_at,
        audience_id=draft.audience_id,
    )

    with acting_as(cast.center), pytest.raises(DatabaseError), transaction.atomic():
        row.save()
