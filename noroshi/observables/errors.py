"""What a value is not."""

from noroshi.observables.kinds import Kind


class NotOfThisKind(ValueError):  # noqa: N818 - named for what is wrong
    """This text is no value of this kind, however it is read."""

    def __init__(self, kind: Kind, text: str) -> None:
        super().__init__(f"not a {kind.word}: {text[:80]!r}")
        self.kind, self.text = kind, text
