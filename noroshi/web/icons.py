"""The line icons, drawn for a 24 px grid. Always beside a word, so always hidden from screen readers."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "alert": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v5M12 17.6v.2"/>',
    "back": '<path d="M20 18v-5a4 4 0 0 0-4-4H5"/><path d="m9 4-5 5 5 5"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l2 2H4z"/><path d="M10 21.5h4"/>',
    "book": '<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z"/><path d="M5 17a3 3 0 0 1 3-3h11"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 7"/>',
    "chevron": '<path d="m5 9 7 7 7-7"/>',
    "copy": '<path d="M8 8h12v12H8z"/><path d="M16 8V4H4v12h4"/>',
    "cross": '<path d="M5 5l14 14M19 5 5 19"/>',
    "dash": '<path d="M5 12h14"/>',
    "down": '<path d="M12 4v15M6 13l6 6 6-6"/>',
    "eye": ('<path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/><circle cx="12" cy="12" r="2.8"/>'),
    "file": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/>',
    "home": '<path d="M3 11.5 12 4l9 7.5M6 10v10h12V10"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.4v.2"/>',
    "lock": '<path d="M5 11h14v10H5z"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h16"/>',
    "pen": '<path d="M4 20l1-4L16.5 4.5l3 3L8 19z"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M2.5 20c0-4 2.8-6 6.5-6s6.5 2 6.5 6"/>'
        '<path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2.2.8 3.5 2.6 3.5 5.4"/>'
    ),
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7"/>',
    "question": '<path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3"/><path d="M12 18.4v.2"/>',
    "record": '<path d="M6 3h9l4 4v14H6z"/><path d="M9.5 11h6M9.5 15h6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>',
    "seal": (
        '<circle cx="12" cy="9.5" r="6.5"/><path d="m8.5 15-1.5 7 5-2.5 5 2.5-1.5-7"/><path d="m9.5 9.5 2 2 3.5-3.5"/>'
    ),
    "up": '<path d="M12 20V5M6 11l6-6 6 6"/>',
}
NAMES = tuple(_PATHS)


@cache
def icon(name: str) -> SafeString:
    """One icon; an unknown name is a mistake of ours and fails loudly."""
    drawing = mark_safe(_PATHS[name])  # noqa: S308 - drawings above, no input
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing)
