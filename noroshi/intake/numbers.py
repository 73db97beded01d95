"""The number under which an arrival is known: drawn, never counted, easy to say over the telephone."""

import secrets
from typing import Final

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_number() -> str:
    drawn = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"U-{drawn[:4]}-{drawn[4:]}"
