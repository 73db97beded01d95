"""A report or an advisory as STIX and back: what its reader holds goes out, all of it comes back, nothing else is in it."""

from noroshi.stix.forms.reading import content_of, is_bundle, read_bundle
from noroshi.stix.forms.writing import Answered, Around, bundle, file_name

__all__ = ["Answered", "Around", "bundle", "content_of", "file_name", "is_bundle", "read_bundle"]
