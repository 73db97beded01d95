"""The room's name for Django; when it opens, it says who may know of its notices."""

from django.apps import AppConfig


class HelpingConfig(AppConfig):
    name = "noroshi.helping"
    label = "helping"

    def ready(self) -> None:
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.helping.models import HelpRequest  # noqa: PLC0415 - likewise

        ask_about("/help/", HelpRequest.objects.all)
