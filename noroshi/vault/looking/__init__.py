"""Looking into a file without opening it as its programs would: what it is, and what in it may act. It is never changed."""

from noroshi.vault.looking.look import Looked, look

__all__ = ["Looked", "look"]
