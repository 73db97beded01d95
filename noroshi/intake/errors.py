"""What can go wrong with what arrives, in the receiver's words."""

from noroshi.vocabulary.errors import Refusal


class ArrivalSettled(Refusal):
    code, status = "arrival_settled", 409
    ja = "これはもう下書きになっているか、取り込まないことになっています。"
    en = "This has already become a draft or was put away."


class ChannelNotByHand(Refusal):
    code, status = "channel_not_by_hand", 422
    ja = "手で書き留めるのは、FAX・電話・電子メールで届いたものです。"
    en = "Only what came by fax, telephone or mail is noted by hand."


class ArrivedInFuture(Refusal):
    code, status = "arrived_in_future", 422
    ja = "届いた日時が先の時刻になっています。"
    en = "The time of arrival lies in the future."


class FileMissing(Refusal):
    code, status = "file_missing", 422
    ja = "ファイルを選んでください。"
    en = "Choose a file."


class FormFileTooLarge(Refusal):
    code, status = "form_file_too_large", 413
    ja = "様式のファイルとしては大きすぎます（10 MB まで）。"
    en = "This is too large for a form (at most 10 MB)."


class FormFileEmpty(Refusal):
    code, status = "form_file_empty", 422
    ja = "ファイルが空です。"
    en = "This file is empty."


class FormSaysNothing(Refusal):
    code, status = "form_says_nothing", 422
    ja = "様式には何も記入されていません。"
    en = "Nothing is filled into this form."


class MailGone(Refusal):
    code, status = "mail_gone", 409
    ja = "このメールの本文はもうありません。"
    en = "The text of this mail is no longer here."
