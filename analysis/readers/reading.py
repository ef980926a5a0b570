"""Read a file of any kind; a fault in it becomes a reason, whatever the library makes of it."""

from __future__ import annotations

from importlib import import_module

from analysis.readers.articles import Articles
from analysis.readers.bibliographies import Bibliography
from analysis.readers.decoding import UnreadableError
from analysis.readers.limits import MEGABYTE, MEMORY
from analysis.readers.tables import Rows

__all__ = ["Content", "load_reader", "read_here"]

Content = Articles | Rows | Bibliography

# Where the reader of each kind stands; its module loads libraries and is not loaded before need.
_READERS = {
    "text": ("texts", "read_text"),
    "web page": ("pages", "read_page"),
    "PDF": ("pdfs", "read_pdf"),
    "DOCX": ("documents", "read_docx"),
    "RTF": ("documents", "read_rtf"),
    "CSV": ("tables", "read_csv"),
    "TSV": ("tables", "read_tsv"),
    "JSON": ("tables", "read_json"),
    "JSON Lines": ("tables", "read_json_lines"),
    "Parquet": ("tables", "read_parquet"),
    "XLSX": ("sheets", "read_workbook"),
    "XLS": ("old_sheets", "read_old_workbook"),
    "BibTeX": ("bibliographies", "read_bibtex"),
    "RIS": ("bibliographies", "read_ris"),
}
# What takes seconds to load, before the time of a file is counted.
_LIBRARIES = {
    "web page": "trafilatura",
    "PDF": "pypdf",
    "DOCX": "docx",
    "RTF": "striprtf.striprtf",
    "Parquet": "pyarrow.parquet",
    "XLSX": "openpyxl",
    "BibTeX": "bibtexparser",
}
_LONGEST_REASON = 300


def load_reader(kind: str) -> None:
    """Load what reads a kind of file."""
    import_module(f"analysis.readers.{_READERS[kind][0]}")
    if kind in _LIBRARIES:
        import_module(_LIBRARIES[kind])


def read_here(kind: str, content: bytes) -> Content:
    """Read a file in this process.

    Parameters
    ----------
    kind : str
        As :func:`analysis.readers.kinds.kind_of` tells it.
    content : bytes
        The whole file.

    Returns
    -------
    Articles, Rows or Bibliography
        By its kind.

    Raises
    ------
    UnreadableError
        Whatever is wrong with it.
    """
    module, name = _READERS[kind]
    try:
        return getattr(import_module(f"analysis.readers.{module}"), name)(content)
    except UnreadableError:
        raise
    except MemoryError as error:
        msg = f"it needs more than {MEMORY // MEGABYTE:,} MB of memory. Save it in parts"
        raise UnreadableError(msg) from error
    except RecursionError as error:
        msg = f"it must be {kind}; its parts are nested too deeply. Save it anew"
        raise UnreadableError(msg) from error
    except Exception as error:
        # A broken file can make a library fail in any way; the reader must learn which file.
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        msg = f"it must be {kind}; it is broken ({what[:_LONGEST_REASON]}). Save it anew"
        raise UnreadableError(msg) from error
