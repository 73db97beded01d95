"""What a sheet prints of its own, whoever fills it: a search for names in what is printed need not stumble over it."""

import json
from dataclasses import replace

from noroshi.paper.laid_out import laid_out
from noroshi.paper.paper import Paper
from noroshi.paper.text import text


def own_words(paper: Paper) -> str:
    """Headings, boxes, hints and notes of the empty form; nothing that somebody wrote."""
    empty = replace(paper, content={}, title="", told={}, files=(), since=None, holder=None)
    return f"{text(empty)}\n{json.dumps(laid_out(empty), ensure_ascii=False)}"
