"""Where a Japanese or English text may be cut so that it still reads: sentences, then words with their endings, particles apart."""

import re
from typing import Final

_CONTENT: Final = "一-龠々〆ァ-ヶーA-Za-z0-9０-９」』）)"
_LINKS: Final = (
    "については|においては|における|において|について|によると|により|による|に対して|に対し|としては|として|という|ではなく|"
    "には|では|とは|への|での|との|にも|でも|からは|からの|から|までの|まで|よりも|より|などの|など|のみ|だけ|ほど|"
    "が(?![っりるれらろ])|や(?![さしすせ])|も(?![りるっ])|と(?![さしすせど])|[をはにでのへ]"
)
_NOUNS: Final = "こと|もの|ため|とき|ところ|ほか|から|まで|より|および|または|また|なお|すべて|ほぼ|まだ"
_TAIL: Final = f"[ぁ-ゖ]+?(?=(?:{_NOUNS}|[をがはにでのもへと](?![ぁ-ゖ])|を)|(?![ぁ-ゖ]))"

WORD: Final = re.compile(
    r"[0-9A-Za-z](?:[0-9A-Za-z._:/\-\[\]@%,]*[0-9A-Za-z\]%])?"
    r"|[０-９Ａ-Ｚａ-ｚ]+"
    r"|[ァ-ヶー]+"
    r"|[一-龠々〆]{2,}"
    rf"|[一-龠々〆](?:(?!{_LINKS}){_TAIL})?"
    rf"|(?<=[{_CONTENT}])(?:{_LINKS})"
    rf"|(?:{_NOUNS})"
    rf"|{_TAIL}"
    r"|\s+|.",
    re.DOTALL,
)
SENTENCE: Final = re.compile(r"[^。\n]*。|[^。\n]+|\n")


def words_of(text: str) -> list[str]:
    """Joined they are the text again."""
    return WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """Joined they are the text again; a line's end stands alone."""
    return SENTENCE.findall(text)
