"""The languages in which people read here."""

from noroshi.vocabulary.word import Word


class Language(Word):
    """Japanese first, English second."""

    JA = "ja", "日本語", "Japanese"
    EN = "en", "英語", "English"

    @property
    def other(self) -> "Language":
        return Language.EN if self is Language.JA else Language.JA
