"""STIX 2.1 in and out: what an object is, what it says, who may have it, and our forms as STIX. Plain Python."""
