"""The room's name for Django; when it opens, it asks the directory to be told of assignments."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "noroshi.drafting"
    label = "drafting"

    def ready(self) -> None:
        from noroshi.drafting import audience  # noqa: PLC0415 - models exist only once the apps are ready

        audience.listen()
