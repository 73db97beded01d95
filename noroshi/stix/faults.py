"""What is wrong with an object, where, and in the sender's words: for a sender who can mend it, never for a log only."""

import msgspec

from noroshi.stix.wordings import WORDINGS
from noroshi.vocabulary.word import Text

SHORT = 120


class Fault(msgspec.Struct, frozen=True, gc=False):
    """`position` counts the objects of the body from 0; None means the body itself. `path` is JSONPath within the object."""

    code: str
    path: str = "$"
    position: int | None = None
    id: str | None = None
    given: str = ""

    @property
    def says(self) -> Text:
        ja, en = WORDINGS[self.code]
        given = shortened(self.given)
        return Text(ja.replace("{given}", given), en.replace("{given}", given))

    def at(self, position: int | None, of: str | None) -> "Fault":
        return msgspec.structs.replace(self, position=position, id=of and shortened(of), path=shortened(self.path))


class Wrong(Exception):  # noqa: N818 - carries a fault to the one place that answers with it
    """Inside this room only: readers catch it and give the fault back."""

    def __init__(self, code: str, path: str = "$", given: object = "") -> None:
        super().__init__(code)
        self.fault = Fault(code, path, given=shortened(str(given)))


def shortened(text: str) -> str:
    """Whatever was sent can be shown and stored: no NUL, no half of a pair, not endless."""
    safe = text[:SHORT].replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return safe + "…" if len(text) > SHORT else safe
