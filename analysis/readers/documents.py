"""Documents of word processors: DOCX and RTF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.readers.archives import open_archive
from analysis.readers.articles import Article, Articles
from analysis.readers.decoding import UnreadableError
from analysis.readers.splitting import split_articles

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx", "read_rtf"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TEXT, _ROW, _CELL = (f"{_WORD}{name}" for name in ("p", "t", "tr", "tc"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
# What stands in a document and is no text of it: deletions, the codes of fields.
_UNSEEN = frozenset({f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}instrText", _FALLBACK})


def read_docx(content: bytes) -> Articles:
    """Read a document of Word: its paragraphs, those of tables and text boxes where they stand.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Articles
        One, or those of a database's export. Changes that are tracked are read as accepted;
        footnotes, comments, headers and footers are left out. The day on which the document was
        made is not that of publication.

    Raises
    ------
    UnreadableError
        If it is no such document, holds no text, or would grow beyond bounds.
    """
    import docx

    open_archive(content).close()
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        msg = f"it must be a document of Word (.docx); {error}. Save it anew"
        raise UnreadableError(msg) from error
    return _make_articles(list(_list_paragraphs(body)), method="DOCX")


def read_rtf(content: bytes) -> Articles:
    """Read a document in Rich Text Format.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Articles
        As of :func:`read_docx`.

    Raises
    ------
    UnreadableError
        If it holds no text.
    """
    from striprtf.striprtf import rtf_to_text

    # The format is ASCII and names its own encoding.
    text = rtf_to_text(content.decode("latin-1"), errors="replace")
    return _make_articles(text.replace("\0", "").split("\n"), method="RTF")


def _make_articles(paragraphs: list[str], *, method: str) -> Articles:
    kept = [paragraph.strip() for paragraph in paragraphs]
    kept = [paragraph for paragraph in kept if paragraph]
    if not kept:
        msg = "it must hold text; it is empty"
        raise UnreadableError(msg)
    return split_articles(paragraphs, lambda: Article("\n\n".join(kept)), method=method)


def _list_paragraphs(body: _Element) -> Iterator[str]:
    """List paragraphs where they end; those of a table's row as one, with tabs between the cells.

    A cell of several paragraphs is no cell of a table of facts; they stay apart.
    """
    from lxml.etree import iterwalk

    paragraphs: list[list[str]] = []
    rows: list[list[list[str]]] = []
    walker = iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        done: list[str] = []
        if event == "start":
            if tag in _UNSEEN:
                walker.skip_subtree()
            elif tag == _PARAGRAPH:
                paragraphs.append([])
            elif tag == _ROW:
                rows.append([])
            elif tag == _CELL and rows:
                rows[-1].append([])
            elif tag == _TEXT and paragraphs:
                paragraphs[-1].append(element.text or "")
            elif tag in _MARKS and paragraphs:
                paragraphs[-1].append(_MARKS[tag])
        elif tag == _PARAGRAPH and paragraphs:
            done = ["".join(paragraphs.pop())]
        elif tag == _ROW and rows:
            cells = rows.pop()
            is_flat = all(len(cell) <= 1 for cell in cells)
            done = [part for cell in cells for part in cell or [""]]
            done = ["\t".join(done)] if is_flat else done
        if rows and rows[-1]:
            rows[-1][-1] += done
        else:
            yield from done
