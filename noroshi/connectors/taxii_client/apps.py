"""The connector's name for Django; the room is told who fetches."""

from django.apps import AppConfig


class TaxiiClientConfig(AppConfig):
    name = "noroshi.connectors.taxii_client"
    label = "taxii_client"

    def ready(self) -> None:
        from noroshi.connectors.taxii_client.polling import poll  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.intel.subscribing import fetched_by  # noqa: PLC0415 - likewise

        fetched_by(poll)
