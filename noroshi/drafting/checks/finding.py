"""What a check has found: which kind, in which field, the words that it is about."""

from dataclasses import dataclass
from typing import Final

from noroshi.vocabulary.word import Word

LONGEST_SHOWN: Final = 60


class CheckKind(Word):
    """What may be unlawful to pass on, or contradicts itself."""

    STRICTER_WORDS = (
        "stricter_words",
        "本文に、選んだ共有範囲より狭い色が書かれています。",
        "The text names a color that goes less far than the one you chose.",
    )
    WIDER_WORDS = (
        "wider_words",
        "本文に、選んだ共有範囲より広い色が書かれています。",
        "The text names a color that goes further than the one you chose.",
    )
    MY_NUMBER = (
        "my_number",
        "個人番号（マイナンバー）のような番号があります。",
        "This looks like an individual number (My Number).",
    )
    CARD = "card", "クレジットカード番号のような番号があります。", "This looks like a payment card number."
    PERSON = "person", "個人の氏名と連絡先が並んでいます。", "A person's name stands beside a contact."
    PERSONAL_MAIL = (
        "personal_mail",
        "個人のものと思われるメールアドレスがあります。",
        "This looks like a private mail address.",
    )
    PRIVATE_LIFE = (
        "private_life",
        "生年月日や住所などの個人情報があります。",
        "This looks like a birthday, an address or the like.",
    )
    CONTRACT = (
        "contract",
        "秘密保持契約などで縛られた情報かもしれません。",
        "This may be bound by a contract or a company's secrecy.",
    )
    COPYRIGHT = "copyright", "他者の著作物かもしれません。", "This may be somebody else's work."
    EXPORT = "export", "輸出管理の対象かもしれません。", "This may be under export control."
    INSULT = (
        "insult",
        "だれかを傷つける言葉や、決めつける言葉かもしれません。",
        "These words may hurt somebody, or say of somebody what is not proven.",
    )
    SPECIMEN = (
        "specimen",
        "検体のようなファイルが別紙に付いています。「検体」に付け直してください。",
        "A file beside the form looks like a specimen. Put it under specimens.",
    )

    @property
    def must_be_confirmed(self) -> bool:
        """Whoever wrote RED into a text that goes to others must say that it is meant."""
        return self is CheckKind.STRICTER_WORDS

    @property
    def is_quoted(self) -> bool:
        """Numbers of people are not repeated on a page."""
        return self not in {CheckKind.MY_NUMBER, CheckKind.CARD}


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` as they were written; a number of a person shows its last digits only."""

    kind: CheckKind
    field: str
    words: str

    @property
    def shown(self) -> str:
        if not self.kind.is_quoted:
            return f"…{self.words[-3:]}"
        return self.words if len(self.words) <= LONGEST_SHOWN else f"{self.words[:LONGEST_SHOWN]}…"
