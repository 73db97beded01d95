"""What a recipient answers to an advisory (協議会資料 活動イメージ; 第2次行動計画 IV)."""

from noroshi.vocabulary.word import Word


class SightingAnswer(Word):
    """Whether it has come to the own organization. Not affected, do not know and no answer are three things."""

    SEEN = "seen", "来ている", "it has come here", "Traces were found in the own organization"
    NOT_SEEN = "not_seen", "来ていない", "it has not come here", "Looked for and not found"
    UNKNOWN = "unknown", "わからない", "do not know", "Still being looked into, or unclear whether it concerns us"
