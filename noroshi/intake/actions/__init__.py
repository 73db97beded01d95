"""The deeds of the intake, one a file. Each runs in the caller's transaction."""

from noroshi.intake.actions.import_form import import_form
from noroshi.intake.actions.keep_mail import Kept, MailKept, keep_mail
from noroshi.intake.actions.note_call import Noted, note_call
from noroshi.intake.actions.read_mail import read_mail
from noroshi.intake.actions.settle import put_away, take_in

__all__ = ["Kept", "MailKept", "Noted", "import_form", "keep_mail", "note_call", "put_away", "read_mail", "take_in"]
