"""What the directory's changes mean here: facts are forgotten, seats are read again, in the same transaction."""

from noroshi.audiences.actions import preview, reread
from noroshi.audiences.everybody import forget
from noroshi.directory import events


def to_the_directory() -> None:
    events.desk_facts_changed.listen(_desks_changed)
    if preview not in events.preview_listeners:
        events.preview_listeners.append(preview)


def _desks_changed(desks: set[int]) -> None:
    forget()
    reread(desks)
