"""The room's name for Django; when it opens, it asks to be told what arrives where."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "noroshi.delivery"
    label = "delivery"

    def ready(self) -> None:
        from noroshi.delivery import arriving  # noqa: PLC0415 - models exist only once the apps are ready

        arriving.listen()
