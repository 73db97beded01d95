"""The deeds of asking, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.asking.actions.answer import answer, withdraw
from noroshi.asking.actions.ask import ask

__all__ = ["answer", "ask", "withdraw"]
