"""The room's name for Django; when it opens, it says who may know of its notices."""

from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "noroshi.response"
    label = "response"

    def ready(self) -> None:
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.response.models import Order  # noqa: PLC0415 - likewise

        ask_about("/orders/", Order.objects.all)
