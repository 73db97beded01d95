"""Files that go out beside a text, looked through: words, properties, comments, hidden parts, and files inside them."""

from noroshi.traces.files.looked import Limits, Looked, Piece, Trouble
from noroshi.traces.files.looking import look_through
from noroshi.traces.files.searching import FileTrace, search

__all__ = ["FileTrace", "Limits", "Looked", "Piece", "Trouble", "look_through", "search"]
