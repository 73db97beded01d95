"""The room's name for Django; when it opens, it asks to be told what arrives where and what is said."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "noroshi.reports"
    label = "reports"

    def ready(self) -> None:
        from noroshi.reports import arriving, speaking  # noqa: PLC0415 - models exist only once the apps are ready

        arriving.listen()
        speaking.listen()
