"""The form as one file that any browser fills in without a network (C-273), and the small file that it saves, read back."""

from noroshi.paper.offline.page import offline_page
from noroshi.paper.offline.reading import is_offline_file, read_offline

__all__ = ["is_offline_file", "offline_page", "read_offline"]
