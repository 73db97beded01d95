"""How like two statements are, and the few numbers by which those that are alike find each other. Plain Python; it knows no viewer."""

from noroshi.likeness.comparing import Alike, Seen, alike, seen
from noroshi.likeness.terms import print_of_terms, telling
from noroshi.likeness.traits import Traits, compared, traits_of

__all__ = ["Alike", "Seen", "Traits", "alike", "compared", "print_of_terms", "seen", "telling", "traits_of"]
