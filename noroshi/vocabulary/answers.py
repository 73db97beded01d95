"""What a recipient answers to an advisory (協議会資料 活動イメージ; 第2次行動計画 IV)."""

from noroshi.vocabulary.word import Word


class SightingAnswer(Word):
    """Whether it has come to the own organization. Not affected, do not know and no answer are three things."""

    SEEN = "seen", "来ている", "it has come here", "Traces were found in the own organization"
    NOT_SEEN = "not_seen", "来ていない", "it has not come here", "Looked for and not found"
    UNKNOWN = "unknown", "わからない", "do not know", "Still being looked into, or unclear whether it concerns us"


class AnswerState(Word):
    """How an organization stands to an advisory that was passed to it. Not answering is a state of its own, never a no."""

    SEEN = "seen", "来ている", "it has come there", "At least one of its desks found traces"
    SILENT = "silent", "返事なし", "no answer", "It was passed there, and nothing came back"
    UNKNOWN = "unknown", "わからない", "do not know", "Still being looked into there"
    READ = "read", "受領のみ", "acknowledged only", "Read, without saying whether it has come there"
    NOT_SEEN = "not_seen", "来ていない", "it has not come there", "Looked for and not found"
