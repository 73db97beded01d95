"""What is told of a file beside its name: what it is by its content, what is in it that may act, and whether it was scanned."""

from typing import Final

from noroshi.vocabulary.word import Word


class FileSort(Word):
    """By content, never by name."""

    PDF = "pdf", "PDF文書", "PDF document"
    OFFICE = "office", "Office文書", "Office document"
    OLD_OFFICE = "old_office", "旧形式のOffice文書等", "Office document of the old kind"
    ARCHIVE = "archive", "圧縮ファイル", "archive"
    IMAGE = "image", "画像", "image"
    MAIL = "mail", "電子メール", "mail"
    TEXT = "text", "テキスト", "text"
    RICH_TEXT = "rich_text", "リッチテキスト", "rich text"
    PROGRAM = "program", "プログラム", "program"
    SHORTCUT = "shortcut", "ショートカット", "shortcut"
    SOUND_OR_FILM = "sound_or_film", "音声・動画", "sound or film"
    UNKNOWN = "unknown", "種類不明", "of unknown kind"


class FileFinding(Word):
    """What sender and readers are told before they open it. Nothing of it is ever taken out of the file."""

    NAME_DIFFERS = "name_differs", "名前の拡張子と中身が違う", "its name says another kind than its content"
    PROGRAM = "program", "実行できるファイル", "a program that can be run"
    MACROS = "macros", "マクロを含む", "holds macros"
    ACTIVE_PDF = "active_pdf", "開くと動く仕組みを含む", "holds something that acts when opened"
    EMBEDDED = "embedded", "別のファイルが埋め込まれている", "other files are embedded in it"
    REMOTE = "remote", "開くと外部から内容を読み込む", "loads content from outside when opened"
    BOMB = "bomb", "展開すると極端に大きくなる", "becomes enormous when unpacked"
    XML_BOMB = "xml_bomb", "XMLの実体定義を含む", "holds XML entity definitions"
    NESTED = "nested", "圧縮ファイルの中に圧縮ファイルがある", "archives within the archive"
    STRAY_NAMES = "stray_names", "展開先の外を指す名前を含む", "names that point outside the folder it is unpacked to"
    LOCKED = "locked", "暗号化され、中を確かめられない", "encrypted: could not be looked into"
    UNREADABLE = (
        "unreadable",
        "壊れているか大きすぎ、中を確かめられない",
        "damaged or too large: could not be looked into",
    )
    OTHER_ARCHIVE = (
        "other_archive",
        "zip以外の圧縮ファイルで、中を確かめられない",
        "an archive other than zip: could not be looked into",
    )


UNSEEN: Final = frozenset({FileFinding.LOCKED, FileFinding.UNREADABLE, FileFinding.OTHER_ARCHIVE})
"""Nobody knows what is inside; whoever sends it can mend that."""


class Scan(Word):
    """By the scanner that the operator of the platform has set up; without one nothing is said."""

    CLEAN = "clean", "ウイルス検査済み", "scanned for malware"
    NOT_REACHED = "not_reached", "ウイルス検査ができていない", "could not be scanned for malware"
