"""How a deed leaves work behind: in its own transaction, so that neither exists without the other."""

from uuid import UUID

from procrastinate.contrib.django import app


def queue_narrowing(source: UUID) -> None:
    app.configure_task("narrow_derived").defer(source=str(source))


def queue_telling(edition: UUID) -> None:
    app.configure_task("tell_sources").defer(edition=str(edition))
