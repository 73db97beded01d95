"""The room's name for Django; when it opens, it asks the directory to be told of assignments."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "noroshi.editions"
    label = "editions"

    def ready(self) -> None:
        from noroshi.editions import naming  # noqa: PLC0415 - models exist only once the apps are ready

        naming.listen()
