"""The room's name for Django; when it opens, it says how a sheet is sent and goes on."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "noroshi.sheets"
    label = "sheets"

    def ready(self) -> None:
        from noroshi.sheets import of_kind  # noqa: PLC0415 - models exist only once the apps are ready

        of_kind.say()
