"""Two persons before an advisory leaves."""

from noroshi.vocabulary.word import Word


class TwoPersons(Word):
    """For which advisories a desk wants a second person."""

    FROM_REPORTS = "from_reports", "情報連絡をもとにしたもの", "those made from reports"
    ALWAYS = "always", "すべて", "all of them"
    NEVER = "never", "求めない", "none"


class ReleaseStage(Word):
    """How far a draft has come between its writers and the second person."""

    ASKED = "asked", "発出待ち", "waiting for release"
    RETURNED = "returned", "差し戻し", "sent back"
    RELEASED = "released", "別の人が発出", "released by a second person"
    ALONE = "alone", "一人で発出", "issued by one person"
