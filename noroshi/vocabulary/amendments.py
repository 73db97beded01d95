"""What a further edition does to what stood in a field before, and whether a matter goes on."""

from noroshi.vocabulary.word import Word


class Amendment(Word):
    """Why a field reads otherwise than before."""

    ADDITION = "addition", "追記", "addition", "What stood there stands, and more came"
    CONFIRMATION = "confirmation", "確定", "confirmation", "What was estimated, unconfirmed or unknown is sure now"
    PROGRESS = "progress", "経過", "progress", "It was so, and the event has moved on"
    CORRECTION = "correction", "訂正", "correction", "What stood there does not stand any more"


class MatterState(Word):
    """Whether more is expected of a matter, as the latest outlook of its writer says (form item ⑧)."""

    GOES_ON = "goes_on", "続報あり", "more to come"
    REOPENED = "reopened", "再開", "reopened", "It had ended, and more came after all"
    NO_MORE = "no_more", "続報の予定なし", "no report announced", "Measures are still considered"
    CLOSED = "closed", "対応完了", "closed"
