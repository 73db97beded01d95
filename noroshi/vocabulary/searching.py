"""What a search finds, and in which state."""

from noroshi.vocabulary.word import Word


class FoundKind(Word):
    """What was found is."""

    REPORT = "report", "情報連絡", "report", "Written upward"
    ADVISORY = "advisory", "情報提供", "advisory", "Written downward"
    NOTICE = "notice", "共有情報", "shared item", "Free text to a community or partner"
    SHEET = "sheet", "インシデント情報", "incident sheet", "Between companies and ISACs"
    FILE = "file", "添付ファイル", "attachment", "The words of a file that travels with an item"
    OBJECT = "object", "脅威情報（STIX）", "shared intelligence", "An object of shared intelligence"
    ORDER = "order", "作業指示", "order", "Work for a field department"
    HELP = "help", "支援要請", "request for help", "Technical help that is asked for"
    ALERT = "alert", "公開アラート", "alert", "What publishers tell everybody, as the desk follows it"
    DIRECTORY = "directory", "宛先と担当", "people and desks", "Organizations, desks and own people"
    HANDBOOK = "handbook", "使い方", "handbook", "A page of the handbook"
    TERM = "term", "用語", "glossary", "A word of the glossary"


class FoundState(Word):
    """Of several editions of one matter."""

    LATEST = "latest", "最新の報だけ", "latest editions", "Nothing newer of it is held"
    RECALLED = "recalled", "撤回したもの", "recalled", "Only its originator still finds it"
