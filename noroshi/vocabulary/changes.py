"""What may have happened to an edition since somebody last asked."""

from noroshi.vocabulary.word import Word


class Happening(Word):
    """Told to those alone to whom it happened; what the edition is now, it says itself where it is still readable."""

    SEALED = "sealed", "封印", "sealed", "Written at the own desk"
    CAME = "came", "到着", "came", "A hop has opened it, or opened it once more"
    MARKED = "marked", "再表示", "marked again", "Its originator has changed how far it may go"
    NARROWED = (
        "narrowed",
        "範囲の縮小",
        "narrowed",
        "What it was made from was narrowed; told where it is no longer readable",
    )
    RECALLED = "recalled", "撤回", "recalled", "Its originator has taken it back"
    NUMBERED = "numbered", "採番", "numbered", "The center has given it a reference number"
