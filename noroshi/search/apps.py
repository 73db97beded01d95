"""The room's name for Django; what is written in rooms below is indexed in the same transaction; it says who may know of its notices."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "noroshi.search"
    label = "search"

    def ready(self) -> None:
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.search.feeding import listen  # noqa: PLC0415 - likewise
        from noroshi.search.models import SavedSearch  # noqa: PLC0415 - likewise

        ask_about("/search/saved/", SavedSearch.objects.all)
        listen()
