"""The deeds of the intake, one a file. Each runs in the caller's transaction."""

from noroshi.intake.actions.answer_outside import answer_outside
from noroshi.intake.actions.import_form import import_form
from noroshi.intake.actions.keep_mail import Kept, MailKept, keep_mail
from noroshi.intake.actions.note_call import Noted, note_call
from noroshi.intake.actions.read_mail import read_mail
from noroshi.intake.actions.settle import put_away, take_in
from noroshi.intake.actions.tell_from_outside import File, Telling, add_from_outside, tell_from_outside

__all__ = [
    "File",
    "Kept",
    "MailKept",
    "Noted",
    "Telling",
    "add_from_outside",
    "answer_outside",
    "import_form",
    "keep_mail",
    "note_call",
    "put_away",
    "read_mail",
    "take_in",
    "tell_from_outside",
]
