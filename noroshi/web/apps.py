"""The web door as a Django app: templates, static files, tags and translations."""

from django.apps import AppConfig

from noroshi.web.compiled import is_older


class WebConfig(AppConfig):
    """Compiles the translations when their source is newer."""

    name = "noroshi.web"
    label = "web"

    def ready(self) -> None:
        if is_older():
            from noroshi.web.translations import compile_anew  # noqa: PLC0415 - Babel is heavy: only who compiles carries it

            compile_anew()
