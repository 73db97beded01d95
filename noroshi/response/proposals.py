"""What could be ordered about an item, and why: own playbooks, templates, and what was ordered in cases that are alike (C-164, C-298).

Nothing is ordered by itself. Cases are found among what the asker may read, and orders among the own house's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.traits import editions_like
from noroshi.likeness import compared, traits_of
from noroshi.response.about import EDITION, About, must_read
from noroshi.response.playbooks import PlaybookShown, playbooks_of
from noroshi.response.queries import OrderLine, orders_about
from noroshi.response.templates import OrderTemplate, templates
from noroshi.vocabulary import AssetKind, Cause, EventKind, OrderState, Said
from noroshi.vocabulary.word import Text

MOST_CASES, MOST_ORDERS = 20, 8
PLAYBOOK, TEMPLATE, CASE = "playbook", "template", "case"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`why` as the kind of proposal, `fits` the words of the item that it fits, `case` the order that it repeats."""

    why: str
    key: str
    title: Text
    what: Text
    verify: Text
    hours: int
    asset_kinds: tuple[AssetKind, ...] = ()
    desk: UUID | None = None
    fits: tuple[str, ...] = ()
    case: OrderLine | None = None


def proposals(viewer: Viewer, about: About) -> list[Proposal]:
    """Own playbooks first, then what was ordered before, then templates that nothing of the own stands for."""
    must_read(viewer, about)
    words = said_of(viewer, about)
    own = [_playbook(one, words) for one in playbooks_of(viewer) if one.when & words]
    copied = {one.based_on for one in playbooks_of(viewer)}
    usual = [_template(one, words) for one in templates() if one.when & words and one.id not in copied]
    return [*own, *_cases(viewer, about), *sorted(usual, key=lambda one: -len(one.fits))]


def standing_proposals(viewer: Viewer) -> list[Proposal]:
    """Without an item: everything that is ready, the own first."""
    own = playbooks_of(viewer)
    copied = {one.based_on for one in own}
    words = frozenset[str]()
    usual = [_template(one, words) for one in templates() if one.id not in copied]
    return [*(_playbook(one, words) for one in own), *usual]


def said_of(viewer: Viewer, about: About) -> frozenset[str]:
    """Kind of event and causes as the item says, or what sort of thing it is. An advisory says neither: its words are looked at."""
    if about.kind != EDITION:
        return frozenset({about.kind})
    content = edition_readable_by(viewer, about.id, answer="list").content
    told = {*_words(content.get("event_kind")), *_words(content.get("causes"))}
    return frozenset(told & KNOWN) or frozenset(_named(compared(content)))


def event_kind_of(viewer: Viewer, about: About) -> EventKind | None:
    """As the item itself says it to whoever may read that field; by it past cases are looked for."""
    if about.kind != EDITION:
        return None
    said = _words(edition_readable_by(viewer, about.id, answer="list").content.get("event_kind"))
    return next((kind for kind in EventKind if kind.value in said), None)


KNOWN: Final = frozenset({*(one.value for one in EventKind), *(one.value for one in Cause)})
SIGNS: Final = {
    "alert": ("脆弱性", "更新プログラム", "cve-", "vulnerab", "patch"),
    "suspicious_mail": ("メール", "フィッシング", "phishing", "mail"),
    "malware": ("マルウェア", "ランサム", "感染", "malware", "ransom"),
    "intrusion": ("侵入", "不正アクセス", "intrusion", "vpn"),
    "dos": ("ddos", "大量アクセス", "dos攻撃"),
    "leak": ("漏えい", "漏洩", "leak"),
    "stix": ("通信先", "ipアドレス", "ハッシュ", "indicator"),
    "disaster_disease": ("災害", "地震", "停電", "disaster"),
}
"""Words in a text without fields for the kind of event; what they name is proposed, not decided."""


def _named(text: str) -> Iterable[str]:
    small = text.casefold()
    return (word for word, signs in SIGNS.items() if any(sign in small for sign in signs))


def _words(said: object) -> set[str]:
    value = Said.of(said).value if said else None
    return {str(one) for one in value} if isinstance(value, list | tuple) else {str(value)}


def _cases(viewer: Viewer, about: About) -> list[Proposal]:
    """Of this matter, and of items that tell the same; each text once."""
    if about.kind != EDITION:
        return []
    held = Held.by(viewer)
    row = held.of_these(Edition.objects.filter(public_id=about.id)).get()
    same = held.of_these(Edition.objects.filter(matter=row.matter)).values_list("pk", "public_id")
    content = edition_readable_by(viewer, about.id, answer="list").content
    asked = traits_of(compared(content), is_asking=True)
    like = editions_like(held, asked, [pk for pk, _ in same], MOST_CASES)
    near = dict(held.of_these(Edition.objects.filter(pk__in=like)).values_list("pk", "public_id"))
    found = orders_about(viewer, [About(EDITION, near[pk]) for pk in like if pk in near])
    return _each_once(found)


def _each_once(lines: Iterable[OrderLine]) -> list[Proposal]:
    """What was done goes before what could not be."""
    kept: dict[str, Proposal] = {}
    for line in sorted(lines, key=lambda one: (one.state in UNUSED, one.made_at)):
        if line.state not in UNUSED and line.title not in kept:
            kept[line.title] = _case(line)
    return list(kept.values())[:MOST_ORDERS]


UNUSED: Final = frozenset({OrderState.WITHDRAWN, OrderState.NOT_APPLICABLE})


def _case(line: OrderLine) -> Proposal:
    hours = max(1, int((line.due_at - line.made_at).total_seconds() // 3600))
    return Proposal(
        why=CASE,
        key=f"order:{line.public_id}",
        title=Text(line.title, line.title),
        what=Text(line.what, line.what),
        verify=Text(line.verify, line.verify),
        hours=hours,
        desk=line.desk.public_id,
        case=line,
    )


def _playbook(one: PlaybookShown, words: frozenset[str]) -> Proposal:
    return Proposal(
        why=PLAYBOOK,
        key=f"playbook:{one.public_id}",
        title=Text(one.title, one.title),
        what=Text(one.what, one.what),
        verify=Text(one.verify, one.verify),
        hours=one.hours,
        asset_kinds=one.asset_kinds,
        desk=one.desk.public_id if one.desk else None,
        fits=tuple(sorted(one.when & words)),
    )


def _template(one: OrderTemplate, words: frozenset[str]) -> Proposal:
    return Proposal(
        why=TEMPLATE,
        key=f"template:{one.id}",
        title=one.title,
        what=one.what,
        verify=one.verify,
        hours=one.hours,
        asset_kinds=one.asset_kinds,
        fits=tuple(sorted(one.when & words)),
    )
