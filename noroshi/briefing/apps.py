"""The room's name for Django."""

from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "noroshi.briefing"
    label = "briefing"

    def ready(self) -> None:
        from noroshi.briefing.models import Briefing  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - likewise

        ask_about("/briefings/", Briefing.objects.all)
