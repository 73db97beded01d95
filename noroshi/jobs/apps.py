"""The door's name for Django; rooms that need something done later are told how."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "noroshi.jobs"
    label = "jobs"

    def ready(self) -> None:
        from noroshi.asking import later  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.delivery import arriving as delivery  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.delivery import bouncing  # noqa: PLC0415 - likewise
        from noroshi.editions import propagation  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.intake import later as intake  # noqa: PLC0415 - likewise
        from noroshi.intel import later as intel  # noqa: PLC0415 - likewise
        from noroshi.jobs.queueing import (  # noqa: PLC0415 - likewise
            queue_answer,
            queue_attempt,
            queue_bounce,
            queue_delivery,
            queue_disposal,
            queue_import,
            queue_mail,
            queue_narrowing,
            queue_sure,
            queue_telling,
        )
        from noroshi.legal import later as legal  # noqa: PLC0415 - likewise
        from noroshi.reports import arriving  # noqa: PLC0415 - likewise
        from noroshi.triage.actions import sure as triage  # noqa: PLC0415 - likewise

        delivery.run_later_by(queue_delivery)
        bouncing.run_later_by(queue_bounce)
        propagation.run_later_by(queue_narrowing)
        arriving.run_later_by(queue_telling)
        later.run_later_by(queue_attempt)
        intake.run_later_by(queue_mail, queue_answer)
        legal.run_later_by(queue_disposal)
        intel.run_later_by(queue_import)
        triage.run_later_by(queue_sure)
