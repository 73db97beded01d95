"""The room's name for Django; when it opens, it asks to be told of assignments, and tells the vault which drafts have ended."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "noroshi.drafting"
    label = "drafting"

    def ready(self) -> None:
        from noroshi.drafting import audience, ending  # noqa: PLC0415 - models exist only once the apps are ready
        from noroshi.vault.actions import drafts_ended_by  # noqa: PLC0415 - likewise

        audience.listen()
        drafts_ended_by(ending.ended)
