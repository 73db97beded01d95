"""The deeds of an advisory's way down, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.advisories.actions.acknowledge import acknowledge
from noroshi.advisories.actions.begin import begin_advisory, begin_next_issue
from noroshi.advisories.actions.issue import issue_advisory
from noroshi.advisories.actions.relay import relay_advisory

__all__ = ["acknowledge", "begin_advisory", "begin_next_issue", "issue_advisory", "relay_advisory"]
