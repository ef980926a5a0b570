"""Exports of Factiva: pages of HTML, and RTF with or without its two-letter codes."""

from analysis.readers.factiva.pages import is_factiva_page, read_factiva_page
from analysis.readers.factiva.records import is_factiva, read_factiva

__all__ = ["is_factiva", "is_factiva_page", "read_factiva", "read_factiva_page"]
