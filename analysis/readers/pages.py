"""Web pages: the article without menus and scripts, and what the page says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.readers.articles import Article, Articles
from analysis.readers.decoding import UnreadableError, decode_plain
from analysis.readers.page_dates import find_page_date
from analysis.readers.splitting import split_articles, split_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["list_paragraphs", "read_page"]

_SAID_ENCODING = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_LOOKED_AT = 8192
# No page holds these characters.
_BREAK, _CELL = "\0", "\1"
_MARKS = {"br": _BREAK, "td": _CELL, "th": _CELL}
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select"}
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tr", "ul"),
    }
)


def read_page(content: bytes) -> Articles:
    """Read one web page, or an export of a database in that form.

    Scripts are never run, and nothing that the page names is fetched.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Articles
        Of an ordinary page one: its headline, then its paragraphs with an empty line between them.
        The day is that of its metadata alone, never of a line that readers see.

    Raises
    ------
    UnreadableError
        If it shows no text.
    """
    text, notes = _decode(content)
    marked = split_page(text, notes=notes)
    if marked is not None:
        return marked
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    root = _parse(text)
    paragraphs = list_paragraphs(root)
    if not any(map(str.strip, paragraphs)):
        msg = "it must show text; it shows none. It may be made by a script: print it to PDF"
        raise UnreadableError(msg)
    return split_articles(
        paragraphs, lambda: _extract(text, root, paragraphs), method="web page", notes=notes
    )


def list_paragraphs(root: HtmlElement) -> list[str]:
    """List all that a page shows, block by block; line breaks stay, and tabs between cells.

    Parameters
    ----------
    root : HtmlElement
        The page.

    Returns
    -------
    list of str
        White space is one space; empty blocks are empty strings.
    """
    from lxml.etree import iterwalk

    paragraphs: list[str] = []
    parts: list[str] = []

    def close() -> None:
        lines = [_squeeze(line) for line in "".join(parts).split(_BREAK)]
        paragraphs.append("\n".join(lines).strip())
        parts.clear()

    walker = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _UNSEEN:
                walker.skip_subtree()
                continue
            if tag in _BLOCKS:
                close()
            parts.append(_MARKS.get(tag, ""))
            parts.append(element.text or "")
        else:
            if tag in _BLOCKS:
                close()
            parts.append(element.tail or "")
    close()
    # Blocks within blocks leave many empty ones behind.
    pairs = zip(paragraphs, ["", *paragraphs], strict=False)
    return [text for text, before in pairs if text or before]


def _squeeze(line: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in line.split(_CELL)).strip()


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    said = _SAID_ENCODING.search(content[:_LOOKED_AT])
    if said and said.group(1).lower() not in (b"utf-8", b"utf8"):
        try:
            return content.decode(said.group(1).decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_plain(content)


def _parse(text: str) -> HtmlElement:
    from lxml import etree, html

    try:
        # Without the word a parser drops in silence what is nested deeper than 256.
        parser = html.HTMLParser(no_network=True, huge_tree=True)
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        msg = f"it must be a web page; {error}"
        raise UnreadableError(msg) from error
    if any("depth" in fault.message for fault in parser.error_log):
        msg = "its parts are nested more deeply than those of any page. Print it to PDF"
        raise UnreadableError(msg)
    return root


def _extract(text: str, root: HtmlElement, paragraphs: list[str]) -> Article:
    import trafilatura

    day, by, doubt = find_page_date(root)
    facts = {"published_on": day} if day else {}
    notes = [*([f"date: {by}"] if day else []), *([doubt] if doubt else [])]
    # Its own search for a date also looks at what readers see.
    found = trafilatura.bare_extraction(
        text,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    for fact, name in (("title", "title"), ("author", "author"), ("outlet", "sitename")):
        value = getattr(found, name, None)
        if value:
            facts[fact] = " ".join(str(value).split())
    body = [line for line in (getattr(found, "text", None) or "").split("\n") if line.strip()]
    if not body:
        body = [line for line in paragraphs if line]
        notes.append("no article was found in the page; all that it shows is kept")
    title = facts.get("title")
    if title and not any(_is_same(title, line) for line in body[:3]):
        body.insert(0, title)
    return Article("\n\n".join(body), facts, notes=tuple(notes))


def _is_same(title: str, line: str) -> bool:
    title, line = (re.sub(r"\W+", " ", text).strip().casefold() for text in (title, line))
    return title == line
