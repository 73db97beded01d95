"""States of what is not settled by one person: a weighty change, an agreement, a contact check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    from_state: str
    to_state: str
    who: str


CHANGE: tuple[Step, ...] = (
    Step("request_change", "", "asked", "platform administrator, or administrator of the organization"),
    Step(
        "agree_change",
        "asked",
        "agreed",
        "another of the platform; the organization's own, if the platform asked",
    ),
    Step("refuse_change", "asked", "refused", "whoever may agree, or the asker, who withdraws"),
    Step("time passes", "asked", "expired", "after 14 days"),
)

AGREEMENT: tuple[Step, ...] = (
    Step("record_agreement", "", "recorded", "administrator of one side"),
    Step("confirm_agreement", "recorded", "in force", "administrator of the other side"),
    Step("end_agreement", "in force", "ended", "administrator of either side"),
    Step("end_agreement", "recorded", "ended", "administrator of either side"),
    Step("time passes", "in force", "ended", "after its last day"),
)

CONTACT_CHECK: tuple[Step, ...] = (
    Step("schedule_contact_checks", "", "due", "the schedule, every 90 days"),
    Step("edit_membership", "", "due", "a move, within 7 days"),
    Step("confirm_contact", "due", "confirmed", "the contact, or an administrator of the organization"),
    Step("time passes", "due", "overdue", "after the due date"),
)
