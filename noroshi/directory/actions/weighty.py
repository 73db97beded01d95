"""Kind, sectors, ministry, CEPTOARs and existence of an organization: read, applied, previewed."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from noroshi.directory import events
from noroshi.directory.columns import WEIGHTY, read, wrong
from noroshi.directory.events import Preview
from noroshi.directory.facts import desk_facts
from noroshi.directory.models import Desk, Organization
from noroshi.directory.rows import change
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import InvalidFields, Refusal


class MinistryExpected(Refusal):
    code, status = "ministry_expected", 422
    ja = "所管省庁の中から選んでください。"
    en = "Choose a responsible ministry."


class CeptoarExpected(Refusal):
    code, status = "ceptoar_expected", 422
    ja = "セプターの中から選んでください。"
    en = "Choose among the CEPTOARs."


class PlatformStays(Refusal):
    code, status = "platform_stays", 422
    ja = "運用主体は一つだけで、後から増減できません。"
    en = "There is exactly one platform operator; it cannot be added or removed later."


def read_weighty(values: Mapping[str, object], *, organization: Organization | None) -> dict[str, object]:
    """Cleaned and looked up, as plain values that a change request can store."""
    clean = read(WEIGHTY, values)
    if "kinds" in clean:
        _platform_stays(clean["kinds"], organization)
    if clean.get("ministry") is not None:
        _must_be("ministry", [clean["ministry"]], OrganizationKind.MINISTRY, MinistryExpected, organization)
    if "ceptoars" in clean:
        _must_be("ceptoars", clean["ceptoars"], OrganizationKind.CEPTOAR, CeptoarExpected, organization)
    if organization is not None and clean.get("is_active") is False and OrganizationKind.PLATFORM in organization.kinds:
        raise wrong("is_active", PlatformStays)
    return {name: _plain(value) for name, value in clean.items()}


def weighty_values(organization: Organization) -> dict[str, object]:
    """As they are now, in the same plain form."""
    return {
        "kinds": list(organization.kinds),
        "sectors": list(organization.sectors),
        "ministry": str(organization.ministry.public_id) if organization.ministry else None,
        "ceptoars": sorted(str(found) for found in organization.ceptoars.values_list("public_id", flat=True)),
        "is_active": organization.is_active,
    }


def apply_weighty(organization: Organization, wanted: Mapping[str, object]) -> set[int]:
    """Changes the row; returns the desks of which the policy now knows something else. Tells nobody yet."""
    touched = desks_around(organization)
    values: dict[str, object] = {name: wanted[name] for name in ("kinds", "sectors", "is_active") if name in wanted}
    if "ministry" in wanted:
        values["ministry"] = _ministry(wanted)
    changed = change(organization, values)
    if "ceptoars" in wanted:
        set_ceptoars(organization, wanted)
        if not changed:
            organization.version += 1
            organization.save(update_fields=["version", "changed_at"])
    return touched | desks_around(organization)


def founding_values(wanted: Mapping[str, object]) -> dict[str, object]:
    """Columns of a row that is about to be written for the first time."""
    return {
        "kinds": wanted["kinds"],
        "sectors": wanted.get("sectors", []),
        "ministry": _ministry(wanted),
    }


def set_ceptoars(organization: Organization, wanted: Mapping[str, object]) -> None:
    organization.ceptoars.set(
        Organization.objects.filter(public_id__in=[str(one) for one in _list(wanted.get("ceptoars"))])
    )


def preview_weighty(organization: Organization, wanted: Mapping[str, object]) -> Preview:
    """Tried and undone inside the caller's transaction, so that the number comes from the very facts of the change."""
    before = desk_facts(desks_around(organization))
    with transaction.atomic():
        tried = Organization.objects.get(pk=organization.pk)
        after = desk_facts(apply_weighty(tried, wanted))
        transaction.set_rollback(True)
    return events.preview(before, after)


def desks_around(organization: Organization) -> set[int]:
    """Its own desks and its ministry's, which answer for the sectors of whom the ministry oversees."""
    homes = [organization.pk, *([organization.ministry_id] if organization.ministry_id else [])]
    return set(Desk.objects.filter(organization__in=homes).values_list("pk", flat=True))


def _ministry(wanted: Mapping[str, object]) -> Organization | None:
    public_id = wanted.get("ministry")
    return Organization.objects.get(public_id=UUID(str(public_id))) if public_id else None


def _platform_stays(kinds: object, organization: Organization | None) -> None:
    was = organization is not None and OrganizationKind.PLATFORM in organization.kinds
    if (OrganizationKind.PLATFORM.value in _list(kinds)) is not was:
        raise wrong("kinds", PlatformStays)


def _must_be(
    field: str, ids: object, kind: OrganizationKind, refusal: type[Refusal], organization: Organization | None
) -> None:
    wanted = {UUID(str(one)) for one in _list(ids)}
    candidates = Organization.objects.exclude(pk=organization.pk) if organization else Organization.objects.all()
    found = set(
        candidates.filter(public_id__in=wanted, kinds__contains=[kind.value], is_active=True).values_list(
            "public_id", flat=True
        )
    )
    if found != wanted:
        raise InvalidFields(fields={field: [refusal.code]})


def _plain(value: object) -> object:
    if isinstance(value, list):
        return sorted(str(part) for part in value) if value and isinstance(value[0], UUID) else value
    return str(value) if isinstance(value, UUID) else value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
