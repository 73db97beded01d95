"""The web door as a Django app: templates, static files, tags and translations."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Compiles the translations when their source is newer."""

    name = "noroshi.web"
    label = "web"

    def ready(self) -> None:
        from noroshi.web.translations import compile_when_older  # noqa: PLC0415 - Babel is needed only when compiling

        compile_when_older()
