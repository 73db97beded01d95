"""Tiers that an advisory asks something of: who holds them at a desk is written to as well, the own tier first (改善具体化 2.3; F15)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.delivery.channels import Mailbox
from noroshi.delivery.models import Dispatch, Notice
from noroshi.delivery.wording import value_text
from noroshi.directory.models import Membership
from noroshi.editions.models import EditionKind, Part, Withdrawal
from noroshi.vocabulary import AddresseeTier, DispatchState, FormKind, NoticeChannel, NoticeKind, Said

ADDRESSEES: Final = "addressees"
ACTION: Final = "expected_action"
OWN: Final = {"ja": "あなたの層に求められること（{tier}）", "en": "What is asked of your tier ({tier})"}


def asked_of(content: Mapping[str, Any]) -> frozenset[AddresseeTier]:
    named = {str(row.get("tier", "")) for row in _rows(content)}
    return frozenset(AddresseeTier.of(one) for one in named & set(AddresseeTier))


def own_first(
    content: Mapping[str, Any], kind: str, scheme_key: str, role: str, lang: str
) -> tuple[tuple[str, str], ...]:
    """What the reader's own tier is asked, as a line of a letter before all others."""
    if role not in {tier.value for tier in asked_of(content)}:
        return ()
    scheme = scheme_of(scheme_key)
    form = scheme.form(FormKind.of(kind)) if kind in set(FormKind) else None
    field = form.field(ADDRESSEES) if form else None
    column = next((one for one in field.columns if one.id == ACTION), None) if field else None
    actions = [
        value_text(scheme, column, row.get(ACTION, ""), lang) for row in _rows(content) if row.get("tier") == role
    ]
    label = AddresseeTier.of(role).label(lang)
    return ((OWN["en" if lang == "en" else "ja"].format(tier=label), "\n".join(one for one in actions if one)),)


def holders(notices: Collection[Notice]) -> dict[int, tuple[Mailbox, ...]]:
    """By notice: mailboxes of those whose tier it asks something of. What is withheld from some asks nobody here.

    Who was written to that it came is written to that it went; answers are asked of the contacts alone.
    """
    arrived = [one for one in notices if one.kind == NoticeKind.ARRIVED and _is_advisory(one)]
    tiers = _tiers({one.edition_id for one in arrived if one.edition_id})
    boxes = _by_role({one.desk_id for one in arrived if tiers.get(one.edition_id or 0)})
    asked = {one.pk: [boxes[one.desk_id, tier] for tier in tiers.get(one.edition_id or 0, ())] for one in arrived}
    told = {number: tuple(box for boxes in each for box in boxes) for number, each in asked.items()}
    return {**told, **_written_to([one for one in notices if one.kind == NoticeKind.RECALLED])}


def _written_to(recalled: Collection[Notice]) -> dict[int, tuple[Mailbox, ...]]:
    """Notices of a recall name no edition: their link leads to the withdrawal, which knows it."""
    links = {one.pk: one.link.strip("/").rpartition("/")[2] for one in recalled}
    rows = Withdrawal.objects.filter(public_id__in=_ids(links.values())).values_list("public_id", "edition_id")
    editions = {str(public_id): edition for public_id, edition in rows}
    if not editions:
        return {}
    sent = Dispatch.objects.filter(
        notice__edition__in=editions.values(),
        desk__in={one.desk_id for one in recalled},
        channel=NoticeChannel.MAIL,
        state=DispatchState.SENT,
        membership__person__is_active=True,
        membership__ended_at=None,
    )
    known: dict[tuple[int | None, int], list[Mailbox]] = defaultdict(list)
    for one in sent.select_related("notice").order_by("pk"):
        known[one.notice.edition_id, one.desk_id].append(Mailbox(one.address, one.membership_id))
    return {one.pk: tuple(known[editions.get(links[one.pk]), one.desk_id]) for one in recalled}


def _ids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


def _is_advisory(notice: Notice) -> bool:
    return notice.edition is not None and notice.edition.kind == EditionKind.ADVISORY


def _tiers(editions: Collection[int]) -> dict[int, frozenset[AddresseeTier]]:
    rows = Part.objects.filter(edition__in=list(editions), is_open=True) if editions else Part.objects.none()
    sealed = rows.values_list("edition_id", f"content__{ADDRESSEES}")
    return {edition: asked_of({ADDRESSEES: kept[1]}) for edition, kept in sealed if kept}


def _by_role(desks: Collection[int]) -> Mapping[tuple[int, str], list[Mailbox]]:
    found: dict[tuple[int, str], list[Mailbox]] = defaultdict(list)
    standing = Membership.objects.filter(
        desk__in=list(desks), ended_at=None, person__is_active=True, role__in=[tier.value for tier in AddresseeTier]
    )
    rows = standing.order_by("pk").values_list("desk_id", "role", "person__email", "pk") if desks else ()
    for desk, role, email, membership in rows:
        if email:
            found[desk, role].append(Mailbox(email, membership))
    return found


def _rows(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = Said.of(content.get(ADDRESSEES, [])).value
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
