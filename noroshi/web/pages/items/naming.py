"""情報提供先 by name: the ministry and the sector, as the sheet prints them."""

from collections.abc import Mapping
from typing import Any

from noroshi.audiences.viewer import Viewer
from noroshi.editions.addressed import addressed
from noroshi.editions.wishes import party
from noroshi.vocabulary import Said
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.items.routes import party_name


def named_in(viewer: Viewer, content: Mapping[str, Any]) -> dict[str, str]:
    """Who reads the field was told whom it names; a body that is no more keeps no name."""
    found: dict[str, str] = {}
    for text in Said.of(content.get("destinations", [])).value or []:
        try:
            found[str(text)] = party_name(addressed([str(party(viewer, str(text)))])[0])
        except (Refusal, KeyError):
            continue
    return found
