"""Shared intelligence for machines: collections that are views of the policy, pages in the order of arrival, and what is handed over.

The viewer comes first; both locks stand on every question.
"""

from noroshi.intel.exchange.choosing import is_there
from noroshi.intel.exchange.collections import Collection, Described, collection, collections, described
from noroshi.intel.exchange.handing import Handed, bring, handed, take_back
from noroshi.intel.exchange.manifest import Entry, Manifest, manifest
from noroshi.intel.exchange.pages import Page, page
from noroshi.intel.exchange.wanted import Wanted

__all__ = [
    "Collection",
    "Described",
    "Entry",
    "Handed",
    "Manifest",
    "Page",
    "Wanted",
    "bring",
    "collection",
    "collections",
    "described",
    "handed",
    "is_there",
    "manifest",
    "page",
    "take_back",
]
