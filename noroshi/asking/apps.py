"""The room's name for Django; when it opens, it asks to hear of people who are given a matter."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "noroshi.asking"
    label = "asking"

    def ready(self) -> None:
        from noroshi.asking import kept, watching, withdrawing  # noqa: PLC0415 - models exist only once the apps are ready

        kept.listen()
        watching.listen()
        withdrawing.listen()
