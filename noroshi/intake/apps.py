"""The room's name for Django; it tells reports by which means they came in, and says who may know of its notices."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "noroshi.intake"
    label = "intake"

    def ready(self) -> None:
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.intake.models import Arrival  # noqa: PLC0415 - likewise
        from noroshi.intake.queries import channel_of_draft  # noqa: PLC0415 - likewise
        from noroshi.reports.coming import told_by  # noqa: PLC0415 - likewise

        ask_about("/arrivals/", Arrival.objects.all)
        told_by(channel_of_draft)
