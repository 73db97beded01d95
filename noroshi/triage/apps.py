"""The room's name for Django; when it opens, it says who may know of its notices, and what is a house's own."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "noroshi.triage"
    label = "triage"

    def ready(self) -> None:
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.intel.reviewing import own_told_by  # noqa: PLC0415 - likewise
        from noroshi.triage.models import Digest  # noqa: PLC0415 - likewise
        from noroshi.triage.own import own_of_house  # noqa: PLC0415 - likewise

        ask_about("/triage/digests/", Digest.objects.all)
        own_told_by(own_of_house)
