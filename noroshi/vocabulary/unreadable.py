"""What was typed cannot be read as what it should be; the rooms and both doors say it with the same words."""

from noroshi.vocabulary.errors import Refusal


class FieldUnknown(Refusal):
    code, status = "field_unknown", 422
    ja = "この項目はありません。"
    en = "There is no such field."


class WordUnknown(Refusal):
    code, status = "word_unknown", 422
    ja = "決められた語のどれかにしてください。"
    en = "Choose one of the listed words."


class SectorUnknown(Refusal):
    code, status = "sector_unknown", 422
    ja = "行動計画にない分野です。"
    en = "The scheme knows no such sector."


class EmailUnreadable(Refusal):
    code, status = "email_unreadable", 422
    ja = "電子メールアドレスとして読み取れません。"
    en = "This is not an e-mail address."


class TelephoneUnreadable(Refusal):
    code, status = "telephone_unreadable", 422
    ja = "電話番号として読み取れません。市外局番から入力してください（例 03-1234-5678）。"
    en = "This is not a telephone number. Give it with the area code, such as 03-1234-5678."


class ListUnreadable(Refusal):
    code, status = "list_unreadable", 422
    ja = "一覧として読み取れません。"
    en = "This cannot be read as a list."


class ReferenceUnreadable(Refusal):
    code, status = "reference_unreadable", 422
    ja = "参照先の番号として読み取れません。"
    en = "This is not an identifier."
