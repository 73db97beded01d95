"""A form being written: kept as typed, resumed by whoever of the desk knows the matter, checked against the scheme's form."""
