"""The room's name for Django; it asks to be told of assignments, tells the vault what ended, letters what changed, notices who knows."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "noroshi.drafting"
    label = "drafting"

    def ready(self) -> None:
        from noroshi.delivery.amending import changes_told_by  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.delivery.knowing import ask_about  # noqa: PLC0415 - likewise
        from noroshi.drafting import audience, ending  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.drafting.in_letters import struck_in_letter, told_in_letter  # noqa: PLC0415 - likewise
        from noroshi.drafting.models import Draft  # noqa: PLC0415 - likewise
        from noroshi.vault.actions import drafts_ended_by  # noqa: PLC0415 - likewise

        ask_about("/drafts/", Draft.objects.all)
        audience.listen()
        changes_told_by(told_in_letter, struck_in_letter)
        drafts_ended_by(ending.ended)
