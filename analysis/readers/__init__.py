"""One small file a format: bytes on disk to text, or a reason why not."""

from analysis.readers.decoding import UnreadableError, decode
from analysis.readers.tables import TABLE_ENDINGS, read_table
from analysis.readers.texts import read_text

__all__ = ["TABLE_ENDINGS", "UnreadableError", "decode", "read_table", "read_text"]
