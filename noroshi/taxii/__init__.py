"""TAXII 2.1 at /taxii2/. Protocol only; what may be held is decided in the rooms."""
