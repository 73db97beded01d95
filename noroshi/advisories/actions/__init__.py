"""The deeds of an advisory's way down, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.advisories.actions.acknowledge import acknowledge
from noroshi.advisories.actions.begin import begin_advisory, begin_next_issue
from noroshi.advisories.actions.call import begin_calls, end_calls, note_call
from noroshi.advisories.actions.issue import issue_advisory
from noroshi.advisories.actions.relay import relay_advisory
from noroshi.advisories.actions.release import ask_release, send_back_advisory, set_two_persons
from noroshi.advisories.actions.remind import remind
from noroshi.advisories.actions.tiers import answer_tier

__all__ = [
    "acknowledge",
    "answer_tier",
    "ask_release",
    "begin_advisory",
    "begin_calls",
    "begin_next_issue",
    "end_calls",
    "issue_advisory",
    "note_call",
    "relay_advisory",
    "remind",
    "send_back_advisory",
    "set_two_persons",
]
