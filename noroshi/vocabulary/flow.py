"""How information travels: kinds of forms, hops and channels."""

from noroshi.vocabulary.word import Word


class FormKind(Word):
    """Up is a report, down is an advisory, to equals goes a sheet; never a synonym of each other."""

    REPORT = "report", "情報連絡", "report"
    ADVISORY = "advisory", "情報提供", "advisory"
    SHEET = "sheet", "事案シート", "sheet"


class HopKind(Word):
    """The deeds that open an edition to its recipients, inside its ceiling."""

    SUBMIT = "submit", "報告", "submit"
    RELAY = "relay", "展開", "relay"
    RELAY_ANONYMIZED = "relay_anonymized", "匿名化して展開", "relay anonymized"
    ISSUE = "issue", "発出", "issue"
    WARN = "warn", "直接通報", "warn directly", "An early warning past the usual path, its liaison copied at once"
    POST = "post", "投稿", "post"
    SHARE = "share", "共有", "share"
    PUBLISH = "publish", "公開", "publish"


class Channel(Word):
    """By which means something came or went (手引書 2.1)."""

    PORTAL = "portal", "画面入力", "portal"
    EMAIL = "email", "電子メール", "e-mail"
    SPREADSHEET = "spreadsheet", "表計算ファイル", "spreadsheet"
    FAX = "fax", "FAX", "fax"
    TELEPHONE = "telephone", "電話", "telephone"
    API = "api", "API連携", "API"
    TAXII = "taxii", "TAXII", "TAXII"
    PUBLIC = "public", "公開受付", "public intake"
