"""What a page that only reads asks the directory for once, however many of its parts want it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from noroshi.directory.models import Desk, Organization
from noroshi.directory.planned import Given, Kept, among
from noroshi.directory.seated import Seated

DESKS: Final = Kept(lambda: Desk.objects.filter(among("pk", "numbers", "bigint[]")).select_related("organization"))
HOUSE: Final = Kept(lambda: Organization.objects.filter(pk=Given("number")))

_kept: ContextVar[dict[tuple[Any, ...], Any] | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Never around a deed: what it changes would be remembered as it was."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def remembered[Value](key: tuple[Any, ...], make: Callable[[], Value]) -> Value:
    kept = _kept.get()
    if kept is None:
        return make()
    if key not in kept:
        kept[key] = make()
    found: Value = kept[key]
    return found


def own_house(viewer: Seated) -> Organization:
    """The organization of the viewer's desk."""
    number = viewer.organization_id
    return remembered(("house", number), lambda: HOUSE.asked(number=number)[0])


def desks_by_number(numbers: Iterable[int]) -> dict[int, Desk]:
    """With their organizations: lists, receipts and ways of one page speak of the same few desks."""
    known: dict[int, Desk] = remembered(("desks",), dict)
    wanted = set(numbers)
    if missing := wanted - known.keys():
        known.update((one.pk, one) for one in DESKS.asked(numbers=list(missing)))
    return {number: known[number] for number in wanted if number in known}
