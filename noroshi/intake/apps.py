"""The room's name for Django; it tells reports by which means they came in."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "noroshi.intake"
    label = "intake"

    def ready(self) -> None:
        from noroshi.intake.queries import channel_of_draft  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.reports.coming import told_by  # noqa: PLC0415 - likewise

        told_by(channel_of_draft)
