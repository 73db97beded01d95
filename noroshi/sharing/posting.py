"""Who may post where (デザインガイド 4.1 情報登録可能者の制限): a rule of a house for its desk, a rule of a group's owner for the group.

Without a rule every member of a group posts there and a desk writes whatever its kind of house writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from noroshi.vocabulary import Word


class Posters(Word):
    """Who may post into a group."""

    MEMBERS = "members", "構成員のすべての席", "every desk in it"
    OWNER = "owner", "運営する席だけ", "its owner alone"
    NAMED = "named", "名指しされた席と運営する席", "desks that are named, and its owner"


@dataclass(frozen=True, slots=True)
class GroupRule:
    """`desks` are those named; the owner always may."""

    group: int
    owner: int
    posters: Posters
    desks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DeskRule:
    """Which kinds a desk may write, as a new matter or the next edition."""

    desk: int
    kinds: frozenset[str]


def may_post(desk: int, rule: GroupRule | None) -> bool:
    """Into a group that the desk may name; whether it is in it is another question."""
    if rule is None or desk == rule.owner or rule.posters is Posters.MEMBERS:
        return True
    return rule.posters is Posters.NAMED and desk in rule.desks


def may_write(kind: str, rule: DeskRule | None) -> bool:
    return rule is None or kind in rule.kinds


def closed_to(desk: int, rules: Iterable[GroupRule]) -> frozenset[int]:
    """Groups into which this desk may not post."""
    return frozenset(rule.group for rule in rules if not may_post(desk, rule))
