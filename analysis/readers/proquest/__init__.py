"""Exports of ProQuest: records of labelled fields in text, RTF or HTML, and tables in XLS."""

from analysis.readers.proquest.records import is_proquest, read_proquest
from analysis.readers.proquest.sheets import is_proquest_table, read_proquest_table

__all__ = ["is_proquest", "is_proquest_table", "read_proquest", "read_proquest_table"]
