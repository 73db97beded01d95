"""Who shares incident sheets."""

from collections.abc import Collection

from noroshi.audiences.kept_schemes import scheme_key, scheme_of
from noroshi.drafting.queries import form_of
from noroshi.editions.models import EditionKind
from noroshi.vocabulary import OrganizationKind


def may_share_sheets(kinds: Collection[OrganizationKind]) -> bool:
    """Whoever the scheme's form names; a ministry and the center have their own way down."""
    scheme = scheme_of(scheme_key())
    filled_by = set(form_of(scheme, EditionKind.SHEET.value).filled_by)
    return any(kind.organization_kind in kinds for kind in scheme.parties.kinds if kind.id in filled_by)
