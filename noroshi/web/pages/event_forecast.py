"""From an event, or one report, to what it may reach: by the sectors that this reader is told of, and by nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from noroshi.editions.queries import Stated
from noroshi.matters.merged import Merged
from noroshi.vocabulary import FormKind, Said


def forecast_url(found: Merged) -> str:
    """Empty where no report that this reader holds names a sector."""
    return _address(_sector(one.line.kind, one.content) for told in found.told for one in (told.first, *told.copies))


def forecast_of(one: Stated) -> str:
    """Empty where it is no report, or its sector is not for this reader."""
    return _address([_sector(one.kind, one.content)])


def _address(named: Iterable[str]) -> str:
    sectors = [sector for sector in dict.fromkeys(named) if sector]
    return f"{reverse('forecast')}?{urlencode({'sector': sectors}, doseq=True)}" if sectors else ""


def _sector(kind: str, content: Mapping[str, Any]) -> str:
    """A report names the sector that failed; an advisory names whom it is for."""
    said = Said.of(content.get("sector", ""))
    return str(said.value or "") if kind == FormKind.REPORT else ""
