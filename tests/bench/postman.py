"""The half of `delivering` that runs as the worker does, with the system's login: `python -m tests.bench.postman`."""

import time

import django


def main() -> None:
    """Prints milliseconds of planning, ways out, seconds of sending, mails taken."""
    django.setup()
    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415 - rooms exist only once Django is set up
    from noroshi.delivery.models import Dispatch  # noqa: PLC0415 - likewise
    from noroshi.delivery.planning import SYSTEM, plan  # noqa: PLC0415 - likewise
    from noroshi.delivery.sending import send_mail  # noqa: PLC0415 - likewise

    _write_to_everybody()
    began = time.perf_counter()
    plan()
    planning = (time.perf_counter() - began) * 1000
    with acting_as(SYSTEM):
        ways = Dispatch.objects.count()
    began = time.perf_counter()
    sent = send_mail()
    print(planning, ways, time.perf_counter() - began, sent)


def _write_to_everybody() -> None:
    """The bench's people get addresses, and every desk writes to all of its own."""
    from django.db.models import CharField, Value  # noqa: PLC0415 - likewise
    from django.db.models.functions import Cast, Concat  # noqa: PLC0415 - likewise

    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415 - likewise
    from noroshi.delivery.models import Address  # noqa: PLC0415 - likewise
    from noroshi.delivery.planning import SYSTEM  # noqa: PLC0415 - likewise
    from noroshi.directory.models import Membership, Person  # noqa: PLC0415 - likewise

    with acting_as(SYSTEM):
        Person.objects.update(email=Concat(Cast("pk", CharField()), Value("@bench.example")))
        seats = Membership.objects.filter(ended_at=None).values_list("desk_id", "pk")
        Address.objects.bulk_create((Address(desk_id=desk, membership_id=pk) for desk, pk in seats), batch_size=2000)


if __name__ == "__main__":
    main()
