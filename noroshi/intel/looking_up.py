"""From something pasted to what is known of it: a value in whatever form, a CVE number, the number of an object."""

import re
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.intel.browsing import Found, listed_of
from noroshi.intel.queries import about, versions
from noroshi.observables import guessed

NUMBER: Final = re.compile(r"(?:[a-z0-9-]{3,250}--)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.ASCII)


def is_exact(words: str) -> bool:
    """Whether it is a value or a number, which nothing else is called."""
    return bool(NUMBER.fullmatch(words.strip().lower()) or guessed(words.strip()))


def looked_up(viewer: Viewer, words: str, *, limit: int = 30) -> Found:
    """The latest of each object; nothing where it is no value, or nobody named it to this viewer."""
    text = words.strip()
    if found := NUMBER.fullmatch(text.lower()):
        return Found(listed_of(viewer, versions(viewer, UUID(found[1]))[:1]))
    value = guessed(text)
    return Found(listed_of(viewer, about(viewer, *value, most=limit))) if value else Found(())
