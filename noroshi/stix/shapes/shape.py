"""A shape: which properties, which of them required, and what else must be true of the whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.shapes.words import PROPERTY, Check, moment, named

type Rule = Callable[[Mapping[str, Any], str], None]

PREDEFINED: Final = "-ext"


@dataclass(frozen=True, slots=True)
class Shape:
    """`has` by property; others are kept as the sender's own, unless `is_closed`."""

    has: Mapping[str, Check]
    needs: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    is_closed: bool = False
    lacks: frozenset[str] = field(default=frozenset())

    def check(self, value: Any, path: str = "$") -> None:
        if type(value) is not dict:
            raise Wrong("wrong_type", path, named(value))
        for name in self.needs:
            if name not in value:
                raise Wrong("missing", path, name)
        has = self.has
        for name, one in value.items():
            known = has.get(name)
            if known is not None:
                known(one, f"{path}.{name}")
            else:
                self._own(name, path)
        for rule in self.rules:
            rule(value, path)

    def _own(self, name: str, path: str) -> None:
        if self.is_closed or name in self.lacks:
            raise Wrong("not_allowed", path, name)
        if PROPERTY.fullmatch(name) is None:
            raise Wrong("not_a_key", path, name)


def in_order(earlier: str, later: str, *, may_be_equal: bool = True) -> Rule:
    def check(value: Mapping[str, Any], path: str) -> None:
        if earlier in value and later in value:
            first, last = moment(value[earlier]), moment(value[later])
            if last < first or (first == last and not may_be_equal):
                raise Wrong("wrong_order", f"{path}.{later}", f"{value[earlier]} / {value[later]}")

    return check


def any_of(*names: str) -> Rule:
    def check(value: Mapping[str, Any], path: str) -> None:
        if not any(name in value for name in names):
            raise Wrong("needs_one_of", path, ", ".join(names))

    return check


def only_one_of(*names: str) -> Rule:
    def check(value: Mapping[str, Any], path: str) -> None:
        if sum(name in value for name in names) > 1:
            raise Wrong("not_together", path, ", ".join(names))

    return check


def goes_with(name: str, *others: str) -> Rule:
    def check(value: Mapping[str, Any], path: str) -> None:
        missing = [other for other in others if other not in value]
        if name in value and missing:
            raise Wrong("only_with", f"{path}.{name}", ", ".join(missing))

    return check
