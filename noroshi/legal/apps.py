"""The room's name for Django; when it opens, it asks to hear of reports that arrive."""

from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "noroshi.legal"
    label = "legal"

    def ready(self) -> None:
        from noroshi.legal import footing  # noqa: PLC0415 - models exist only once the apps are ready

        footing.listen()
