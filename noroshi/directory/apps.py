"""The room's name for Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "noroshi.directory"
    label = "directory"

    def ready(self) -> None:
        """Who leaves is signed out in the same transaction."""
        from noroshi.directory.signin import listeners  # noqa: F401, PLC0415 - models exist only now
