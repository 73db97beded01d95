"""How a deed leaves work behind: in its own transaction, so that neither exists without the other."""

from uuid import UUID

from procrastinate.contrib.django import app

from noroshi.asking.later import Noticed
from noroshi.delivery.bouncing import CameBack


def queue_narrowing(source: UUID) -> None:
    app.configure_task("narrow_derived").defer(source=str(source))


def queue_telling(edition: UUID) -> None:
    app.configure_task("tell_sources").defer(edition=str(edition))


def queue_attempt(noticed: Noticed) -> None:
    app.configure_task("tell_attempt").defer(
        edition=str(noticed.edition), desk=noticed.desk, sign=noticed.sign.value, key=str(noticed.key)
    )


def queue_delivery() -> None:
    app.configure_task("deliver").defer()


def queue_bounce(came: CameBack) -> None:
    app.configure_task("note_bounce").defer(message=str(came.message), state=came.state.value, status=came.status)


def queue_mail(arrival: UUID) -> None:
    app.configure_task("read_mail").defer(arrival=str(arrival))


def queue_answer(arrival: UUID) -> None:
    app.configure_task("answer_mail").defer(arrival=str(arrival))


def queue_disposal(disposal: UUID) -> None:
    app.configure_task("dispose").defer(disposal=str(disposal))


def queue_import(import_id: UUID) -> None:
    app.configure_task("import_file").defer(import_id=str(import_id))


def queue_sure() -> None:
    app.configure_task("send_sure").defer()
