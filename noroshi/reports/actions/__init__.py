"""The deeds of a report's way up, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.reports.actions.anonymize import Rework, rework, take_file
from noroshi.reports.actions.begin import begin_anonymized, begin_completion, begin_follow_up, begin_report
from noroshi.reports.actions.expect import set_pace
from noroshi.reports.actions.relay import relay_report
from noroshi.reports.actions.release import release_leaks
from noroshi.reports.actions.submit import submit_report

__all__ = [
    "Rework",
    "begin_anonymized",
    "begin_completion",
    "begin_follow_up",
    "begin_report",
    "relay_report",
    "release_leaks",
    "rework",
    "set_pace",
    "submit_report",
    "take_file",
]
