"""The room's name for Django; when it opens, it asks the directory to be told of changes."""

from django.apps import AppConfig


class AudiencesConfig(AppConfig):
    name = "noroshi.audiences"
    label = "audiences"

    def ready(self) -> None:
        from noroshi.audiences import listening  # noqa: PLC0415 - models exist only once the apps are ready

        listening.to_the_directory()
