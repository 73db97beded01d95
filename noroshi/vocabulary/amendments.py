"""What a further edition does to what stood in a field before: goes on, makes sure, moves with the event, or puts right."""

from noroshi.vocabulary.word import Word


class Amendment(Word):
    """Why a field reads otherwise than before."""

    ADDITION = "addition", "追記", "addition", "What stood there stands, and more came"
    CONFIRMATION = "confirmation", "確定", "confirmation", "What was estimated, unconfirmed or unknown is sure now"
    PROGRESS = "progress", "経過", "progress", "It was so, and the event has moved on"
    CORRECTION = "correction", "訂正", "correction", "What stood there does not stand any more"
