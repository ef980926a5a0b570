"""Quotations: what documents credit to somebody, and who that is."""

from analysis.quotations.finding import find_quotations
from analysis.quotations.speakers import resolve_speakers

__all__ = ["find_quotations", "resolve_speakers"]
