"""Exports of Nexis Uni and of the older LexisNexis, one or many articles a file."""

from analysis.readers.nexis.recognising import is_nexis, read_nexis

__all__ = ["is_nexis", "read_nexis"]
