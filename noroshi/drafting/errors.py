"""What can go wrong with drafts, in the writer's words."""

from noroshi.vocabulary.errors import Refusal


class DraftSent(Refusal):
    code, status = "draft_sent", 409
    ja = "この下書きはもう送られています。送った報を開き、続報として書き足してください。"
    en = "This draft was sent already. Open what was sent and add to it as a follow-up."


class DraftDiscarded(Refusal):
    code, status = "draft_discarded", 409
    ja = "この下書きは破棄されています。元に戻してから続けてください。"
    en = "This draft was discarded. Bring it back first."


class DraftExpired(Refusal):
    code, status = "draft_expired", 409
    ja = "この下書きは長いあいだ保存されず、期限が切れました。内容は残っています。「続きを書く」で開き直してください。"
    en = "This draft was not touched for a long time and has expired. Nothing is lost: open it again to go on."


class SchemeChanged(Refusal):
    code, status = "scheme_changed", 409
    ja = "書き始めたあとで様式が改められました。内容は残っています。新しい様式で開き直し、確かめてから送ってください。"
    en = "The form was changed since this draft was begun. Nothing is lost: open it in the new form, look through it, then send."


class SourceGone(Refusal):
    """Recalled, narrowed, or never this person's: one answer for all."""

    code, status = "source_gone", 409
    ja = "もとの報が発信者により取り消されたか、読めなくなりました。この下書きからは送れません。"
    en = "What this draft was made from was recalled or is no longer open to you. It cannot be sent."


class FieldNeeded(Refusal):
    """Only the starred items ever block sending (手引書 様式 ※4)."""

    code, status = "field_needed", 422
    ja = "送るにはこの項目が必要です。"
    en = "This is needed before sending."
