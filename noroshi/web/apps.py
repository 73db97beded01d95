"""The web door as a Django app: templates, static files, tags and translations."""

from django.apps import AppConfig
from django.utils.translation.reloader import translation_file_changed

from noroshi.web.compiled import MO, is_older


class WebConfig(AppConfig):
    """Compiles the translations when their source is newer. What this process has read of the old ones by then it forgets."""

    name = "noroshi.web"
    label = "web"

    def ready(self) -> None:
        if is_older():
            from noroshi.web.translations import compile_anew  # noqa: PLC0415 - Babel is heavy: only who compiles carries it

            compile_anew()
            translation_file_changed(None, MO)
