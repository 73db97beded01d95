"""Whom a duty officer rings next: contacts in order, nobody twice in a round, wrong numbers never again."""

from datetime import UTC, datetime, timedelta

from noroshi.advisories.ringing import Contact, Rung, turn
from noroshi.vocabulary import CallOutcome

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
AGAIN = timedelta(minutes=15)
POC = Contact("poc", "窓口", "03-0000-0001", is_poc=True)
DEPUTY = Contact("deputy", "代理", "03-0000-0002", is_deputy=True)
DESK = Contact("desk:1", "代表", "03-0000-0000")
EVERYBODY = (POC, DEPUTY, DESK)


def rung(key: str, outcome: CallOutcome, minutes_ago: float) -> Rung:
    return Rung(key, outcome, NOW - timedelta(minutes=minutes_ago))


def now(*calls: Rung) -> object:
    return turn(EVERYBODY, calls, now=NOW, again=AGAIN).now


def test_the_point_of_contact_comes_first_and_it_is_told_who_comes_next():
    first = turn(EVERYBODY, [], now=NOW, again=AGAIN)

    assert (first.now, first.then, first.was_reached) == (POC, (DEPUTY, DESK), False)


def test_no_answer_leads_to_the_next_at_once():
    assert now(rung("poc", CallOutcome.NO_ANSWER, 1)) == DEPUTY
    assert now(rung("poc", CallOutcome.NO_ANSWER, 2), rung("deputy", CallOutcome.NO_ANSWER, 1)) == DESK


def test_after_a_round_the_first_is_rung_again_when_the_pause_is_over():
    calls = [rung(one.key, CallOutcome.NO_ANSWER, ago) for one, ago in zip(EVERYBODY, (14, 13, 12), strict=True)]
    waiting = turn(EVERYBODY, calls, now=NOW, again=AGAIN)

    assert (waiting.now, waiting.not_before) == (None, NOW + timedelta(minutes=1))
    assert turn(EVERYBODY, calls, now=NOW + timedelta(minutes=1), again=AGAIN).now == POC


def test_a_wrong_number_is_not_rung_again():
    calls = [rung("poc", CallOutcome.WRONG_NUMBER, 60)]
    calls += [rung(key, CallOutcome.NO_ANSWER, ago) for key, ago in (("deputy", 50), ("desk:1", 40))]

    assert now(*calls) == DEPUTY


def test_whoever_was_reached_has_the_pause_to_answer_and_is_rung_again_after_it():
    reached = [rung("poc", CallOutcome.REACHED, 5)]

    waiting = turn(EVERYBODY, reached, now=NOW, again=AGAIN)
    assert (waiting.now, waiting.was_reached, waiting.not_before) == (None, True, NOW + timedelta(minutes=10))
    assert turn(EVERYBODY, reached, now=NOW + timedelta(minutes=10), again=AGAIN).now == DEPUTY


def test_without_a_number_nobody_is_rung_and_nothing_is_pretended():
    nobody = turn([Contact("poc", "窓口", "")], [], now=NOW, again=AGAIN)

    assert (nobody.now, nobody.then, nobody.not_before) == (None, (), None)
