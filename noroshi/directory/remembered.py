"""What a page that only reads asks the directory for once, however many of its parts want it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from noroshi.directory.models import Organization
from noroshi.directory.seated import Seated

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
    return remembered(("house", number), lambda: Organization.objects.get(pk=number))
