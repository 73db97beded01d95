"""Shared intelligence: STIX objects of many origins, each under both locks, as they came and by what they say."""
