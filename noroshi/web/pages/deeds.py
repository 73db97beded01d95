"""What people did, as the record says it: the ledger's codes in the reader's words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noroshi.sharing.decisions import WORDS
from noroshi.vocabulary.errors import refusals
from noroshi.web.pages.directory.words import language

DEEDS: Final[dict[str, str | Promise]] = {
    "read": _("Read it"),
    "read_receipts": _("Looked up receipts"),
    "refused": _("Was refused"),
    "answer_repeated": _("Got an earlier answer again"),
    "seal_edition": _("Wrote and sealed"),
    "derive": _("Drew an edition from others"),
    "narrow_derived": _("Narrowed with its source"),
    "resolve_source": _("Opened the link to a source"),
    "mark_again": _("Marked again"),
    "recall": _("Recalled"),
    "submit": _("Submitted"),
    "relay": _("Passed on"),
    "relay_anonymized": _("Passed on without the source"),
    "issue": _("Issued"),
    "post": _("Posted"),
    "publish": _("Published"),
    "register": _("Gave a reference number"),
    "tell_source": _("Told the source how far it has come"),
    "begin_draft": _("Began a draft"),
    "save_draft": _("Saved a draft"),
    "discard_draft": _("Discarded a draft"),
    "put_back_draft": _("Put a draft back"),
    "take_in_file": _("Added a file"),
    "take_in": _("Took in what arrived"),
    "keep_mail": _("A mail was received"),
    "put_away_arrival": _("Put away what arrived"),
    "remove_file": _("Took a file out"),
    "put_back_file": _("Put a file back"),
    "copy_file": _("Copied a file into a draft"),
    "search_file": _("Searched a file for the source's name"),
    "ask_second_look": _("Asked a second person to look at a draft"),
    "send_back_draft": _("Sent a draft back"),
    "release_leaks": _("Released what the last look had found"),
    "download_file": _("Took a file away"),
    "export_form": _("Took it away as a file"),
    "sweep_files": _("Erased files that were taken out"),
    "acknowledge": _("Acknowledged it"),
    "mail_out": _("Sent its text by mail"),
    "set_channels": _("Set where notices go"),
    "add_certificate": _("Added a certificate for mail"),
    "remove_certificate": _("Removed a certificate for mail"),
    "test_channels": _("Sent a test notice"),
    "remind": _("Reminded those who have not answered"),
    "begin_calls": _("Began to ring those who have not answered"),
    "note_call": _("Noted a telephone call"),
    "end_calls": _("Ended the ringing"),
    "set_ticket": _("Gave an item a number of the own desk"),
    "link": _("Linked two items as one event"),
    "split": _("Took an item out of an event"),
    "ask": _("Asked along the chain"),
    "rule_posting": _("Decided who may post where"),
    "confirm_deleted": _("Said that what was withdrawn is deleted"),
    "answer_inquiry": _("Answered an inquiry"),
    "withdraw_inquiry": _("Took an inquiry back"),
    "pass_on_inquiry": _("Passed an inquiry on"),
    "end_inquiry": _("Noted that an inquiry had expired"),
    "tell_attempt": _("Told of an attempt to find out who a source is"),
    "wish_approval": _("Said whether texts made from its reports need its approval"),
    "write_order": _("Wrote a standing order"),
    "end_order": _("Ended a standing order"),
    "add_desk": _("Added a desk"),
    "edit_desk": _("Edited a desk"),
    "close_desk": _("Closed a desk"),
    "add_person": _("Added a person"),
    "edit_person": _("Edited a person"),
    "deactivate_person": _("Recorded that a person left"),
    "seat_person": _("Seated a person at a desk"),
    "edit_membership": _("Edited a seat"),
    "end_membership": _("Ended a seat"),
    "give_duty": _("Gave a standing duty"),
    "end_duty": _("Ended a standing duty"),
    "assign_matter": _("Assigned somebody to a matter"),
    "assign_author": _("Was assigned to the matter by writing about it"),
    "end_assignment": _("Ended an assignment"),
    "confirm_contact": _("Confirmed a contact"),
    "found_platform": _("Founded the platform"),
    "found_organization": _("Founded an organization"),
    "edit_organization": _("Edited an organization"),
    "request_change": _("Asked for a weighty change"),
    "agree_change": _("Agreed to a weighty change"),
    "refuse_change": _("Refused a weighty change"),
    "record_agreement": _("Recorded an agreement"),
    "confirm_agreement": _("Confirmed an agreement"),
    "end_agreement": _("Ended an agreement"),
    "make_group": _("Made a group"),
    "edit_group": _("Edited a group"),
    "add_to_group": _("Added a desk to a group"),
    "remove_from_group": _("Took a desk out of a group"),
    "close_group": _("Closed a group"),
    "write_handling_rule": _("Wrote a handling rule"),
    "edit_handling_rule": _("Edited a handling rule"),
    "withdraw_handling_rule": _("Withdrew a handling rule"),
    "import_directory": _("Imported a directory file"),
    "export_directory": _("Exported the directory"),
    "person_invited": _("Invited a person"),
    "invitation_withdrawn": _("Withdrew an invitation"),
    "joined": _("Joined by an invitation"),
    "first_link_made": _("Made a first sign-in link"),
    "reset_asked": _("Asked for a reset of a sign-in"),
    "reset_agreed": _("Agreed to a reset of a sign-in"),
    "reset_refused": _("Refused a reset of a sign-in"),
    "reset_used": _("Used a reset"),
    "key_made": _("Made an API key"),
    "key_revoked": _("Revoked an API key"),
    "key_refused": _("A key was refused"),
    "signed_in": _("Signed in"),
    "signed_out": _("Signed out"),
    "sign_in_refused": _("Sign-in was refused"),
    "sign_in_throttled": _("Sign-in was slowed down"),
    "outside_refused": _("Sign-in by the organization's own service was refused"),
    "code_refused": _("A code was refused"),
    "passkey_refused": _("A passkey was refused"),
    "password_refused": _("A password was refused"),
    "password_changed": _("Changed the password"),
    "factor_added": _("Added a second factor"),
    "factor_removed": _("Removed a second factor"),
    "recovery_codes_made": _("Made recovery codes"),
    "session_ended": _("Ended a session"),
    "sessions_ended": _("Ended all sessions"),
    "credentials_set": _("Credentials were set when the world was made"),
    "first_platform_administrator": _("Became the first administrator of the platform"),
}
ANSWERS: Final[dict[str, str | Promise]] = {
    "page": _("a page"),
    "list": _("a list"),
    "record": _("by API"),
    "feed": _("a feed"),
    "export": _("an export"),
}


def deed_words(deed: str) -> str:
    return str(DEEDS.get(deed, deed))


def answer_words(answer: str) -> str:
    return str(ANSWERS.get(answer, ""))


def clause_words(clause: str) -> str:
    """A clause of the policy, or why a room refused; codes that nobody knows stay codes."""
    if clause in WORDS:
        return WORDS[clause][1 if language() == "en" else 0]
    known = refusals().get(clause)
    if known is None:
        return clause
    return (known.en if language() == "en" else known.ja) if "{" not in known.ja else clause
