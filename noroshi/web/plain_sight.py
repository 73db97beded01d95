"""How pages show dangerous text; the same words stand on paper."""

from noroshi.vocabulary.plain_sight import defanged, defanged_within, visible

__all__ = ["defanged", "defanged_within", "visible"]
