"""The room's name for Django; when it opens, it asks to hear of people who are given a matter, and says who may know of its notices."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "noroshi.asking"
    label = "asking"

    def ready(self) -> None:
        from noroshi.asking import kept, watching, withdrawing  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.asking.models import Inquiry  # noqa: PLC0415 - likewise
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - likewise
        from noroshi.editions.models import Withdrawal  # noqa: PLC0415 - likewise

        ask_about("/asked/", Inquiry.objects.all)
        ask_about("/withdrawn/", Withdrawal.objects.all)
        kept.listen()
        watching.listen()
        withdrawing.listen()
