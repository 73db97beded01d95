"""The connector's name for Django; the room is told who fetches."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "noroshi.connectors.lists"
    label = "lists"

    def ready(self) -> None:
        from noroshi.connectors.lists.polling import poll  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.intel.subscribing import fetched_by  # noqa: PLC0415 - likewise
        from noroshi.vocabulary import SubscriptionKind  # noqa: PLC0415 - likewise

        fetched_by(poll, SubscriptionKind.LIST)
