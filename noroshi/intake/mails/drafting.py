"""A mail becomes a draft: the first file that is a form, else the text as a form, else the text as it is (C-010, C-028)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.intake.beginning import ATTACHMENTS, Begun, begin_from, enclosed
from noroshi.intake.mails.objects import objects_taken
from noroshi.intake.mails.parsing import Mail, MailFile
from noroshi.intake.reading import read_file, scheme_here
from noroshi.paper.brought import FileBrought, FormRead, Trouble
from noroshi.paper.errors import FileNotReadable, NotAForm
from noroshi.paper.text_back import read_text
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import LONGEST_TEXT

SPECIMENS: Final = "specimens"
SPECIMEN_SIGNS: Final = ("検体", "specimen", "sample", "malware")
FORM_ENDS: Final = (".xlsx", ".noroshi", ".json", ".txt")
FREE_TEXT: Final = {FormKind.REPORT: "summary", FormKind.ADVISORY: "threat_summary"}


class WinmailNotRead(Refusal):
    code, status = "winmail_not_read", 422
    ja = "winmail.dat の中身は読み取れません。メールソフトの形式を「テキスト形式」か「HTML 形式」にして送り直してください。"
    en = "What is inside winmail.dat cannot be read. Send it again as plain text or HTML instead of rich text."


class MailClosed(Refusal):
    code, status = "mail_closed", 422
    ja = "暗号化されたメールのため、本文を読み取れません。様式のファイルを画面から読み込んでください。"
    en = "This mail is encrypted and its text cannot be read. Read the form in on the page instead."


class TextCutOff(Refusal):
    code, status = "text_cut_off", 422
    ja = "本文が長すぎるため、初めの部分だけを取り込みました。残りは別紙にしてください。"
    en = "The text is too long; only its beginning was taken over. Send the rest as an attachment."


@dataclass(frozen=True, slots=True)
class _Found:
    read: FormRead
    form_file: MailFile | None
    troubles: tuple[Trouble, ...] = ()


def drafted(viewer: Viewer, mail: Mail, *, way: str = "", is_specimen: bool = False) -> Begun:
    """In the caller's transaction, in the viewer's name."""
    found = _found(mail)
    begun = begin_from(viewer, found.read, way=way)
    files = [one for one in mail.files if one is not found.form_file]
    brought = [FileBrought(_field(one, is_specimen=is_specimen), one.name, one.content) for one in files]
    whole = enclosed(viewer, begun.draft, brought)
    objects = objects_taken(viewer, mail.files)
    return Begun(whole.draft, (*_about(mail), *found.troubles, *begun.troubles, *whole.troubles, *objects))


def _found(mail: Mail) -> _Found:
    troubles: list[Trouble] = []
    for file in mail.files:
        if not file.name.lower().endswith(FORM_ENDS):
            continue
        try:
            return _Found(read_file(file.content), file, tuple(troubles))
        except NotAForm:
            continue
        except Refusal as refusal:
            if not isinstance(refusal, FileNotReadable) or file.name.lower().endswith((".xlsx", ".noroshi")):
                troubles.append(Trouble(file.name[:60], refusal))
    try:
        return _Found(read_text(mail.text, scheme_here()), None, tuple(troubles))
    except Refusal:
        return _free(mail, troubles)


def _free(mail: Mail, troubles: Sequence[Trouble]) -> _Found:
    text = f"{mail.subject}\n\n{mail.text}".strip()
    cut = (Trouble("", TextCutOff()),) if len(text) > LONGEST_TEXT else ()
    typed = {FREE_TEXT[FormKind.REPORT]: text[:LONGEST_TEXT].strip()} if text else {}
    return _Found(FormRead(kind=FormKind.REPORT, typed=typed), None, (*troubles, *cut))


def _about(mail: Mail) -> list[Trouble]:
    found = [Trouble(one.name[:60], WinmailNotRead()) for one in mail.files if one.is_tnef]
    return [*([Trouble("", MailClosed())] if mail.is_encrypted else []), *found]


def _field(file: MailFile, *, is_specimen: bool) -> str:
    return SPECIMENS if is_specimen or file.name.lower().startswith(SPECIMEN_SIGNS) else ATTACHMENTS
