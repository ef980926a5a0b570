"""Factiva's HTML: an element for each article, classes for its headline and its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.readers.articles import Article, Articles
from analysis.readers.counting import compare_count, read_number, write_words
from analysis.readers.factiva.codes import Row, read_coded
from analysis.readers.factiva.details import ID, compare_results, finish, read_details
from analysis.readers.fields import split_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_factiva_page", "read_factiva_page"]

_PAGE = re.compile(r"class=[\"']?article [a-z]{2,4}Article\b")
_ARTICLE = re.compile(r"[a-z]{2,4}Article")
_HEADLINE = re.compile(r"[a-z]{2,4}Headline")
_TEXT = re.compile("articleParagraph|articlePre")
_DECLARATION = re.compile(r"(?<!\s)\s*<\?xml[^>]*\?>")
_NUMBER = re.compile(r"(\d+)\) ?")
_CLOSING = re.compile(rf"\S+ {ID}")


def is_factiva_page(page: str) -> bool:
    """Tell Factiva's HTML by the classes of its elements."""
    return _PAGE.search(page) is not None


def read_factiva_page(page: str) -> Articles:
    """Read the articles of one HTML file of Factiva.

    Parameters
    ----------
    page : str
        The file's characters.

    Returns
    -------
    Articles
        Each article with title, day, outlet, author and language as far as it has them. Numbers
        of results that are not that of the articles are among the refused.
    """
    from lxml import html

    root = html.fromstring(_DECLARATION.sub("", page, count=1))
    articles: list[Article] = []
    refused: list[tuple[str, str]] = []
    numbers: list[int] = []
    elements = [element for element in _walk(root) if _has_class(element, _ARTICLE)]
    for count, element in enumerate(elements, start=1):
        place = f"article {count}"
        rows = _list_rows(element)
        article = read_coded(rows, place) if rows else _read_article(element, place)
        if isinstance(article, str):
            refused.append((place, article))
        else:
            articles.append(article)
        numbers += _split_number(element)[0]
    n_results = _count_results(root)
    refused += compare_results(n_results, len(elements))
    if len(numbers) == len(elements) > 0:
        stated = max(numbers) - min(numbers) + 1
        refused += compare_count("numbering", stated, len(elements))
    return Articles(articles, refused, n_results)


def _read_article(element: HtmlElement, place: str) -> Article | str:
    text: list[str] = []
    details: list[str] = []
    others: list[str] = []
    author = None
    for child in element.iterchildren(tag="*"):
        if _has_class(child, _TEXT):
            text += _lines(child)
        elif child.get("class") == "author":
            author = _words(child)
        elif child.tag == "p":
            others += [line for line in [_words(child)] if line]
        elif any(_has_class(part, _HEADLINE) for part in _walk(child)):
            # What stands above the headline is a section of the paper.
            details.clear()
        else:
            details.append(_words(child))
    title = _split_number(element)[1]
    # The last two are the publisher's name and the number of the document.
    others = [line for line in others if not _CLOSING.fullmatch(line)][:-1]
    n_words = sum(len(line.split()) for line in others)
    notes = [f"not in the text: its captions, {write_words(n_words)}"] if n_words else []
    facts = {"title": title, "author": author}
    return finish(read_details(details), text, facts, place=place, notes=notes)


def _split_number(element: HtmlElement) -> tuple[list[int], str]:
    """Read the headline, and the number before it where the page counts its articles."""
    for part in _walk(element):
        if _has_class(part, _HEADLINE):
            title = _words(part)
            match = _NUMBER.match(title) if "counted" in part.get("class").split() else None
            return ([int(match[1])], title[match.end() :]) if match else ([], title)
    return [], ""


def _list_rows(element: HtmlElement) -> list[Row]:
    """List the rows of the form with codes; there are none in the other form."""
    rows = []
    for row in element.iter("tr"):
        cells = row.findall("td")
        if len(cells) > 1 and cells[0].get("class") == "index":
            rows.append(Row(_words(cells[0]), _lines(cells[1])))
    return rows


def _count_results(root: HtmlElement) -> int | None:
    """Read the number of results in the search summary: its last row that is a number."""
    number = None
    for row in root.iter("tr"):
        cells = row.findall("td")
        if len(cells) > 1 and cells[0].get("class") == "label":
            found = read_number(_words(cells[1]))
            number = number if found is None else found
    return number


def _lines(element: HtmlElement) -> list[str]:
    """List the paragraphs of an element; where it has none, its lines if it keeps them."""
    paragraphs = [part for part in _walk(element) if part.tag == "p" and part is not element]
    if paragraphs:
        lines = [_words(part) for part in paragraphs]
    elif element.tag == "pre" or element.find(".//pre") is not None:
        lines = [" ".join(line.split()) for line in split_lines([element.text_content()])]
    else:
        lines = [_words(element)]
    return [line for line in lines if line]


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _walk(element: HtmlElement) -> Iterator[HtmlElement]:
    return element.iter(tag="*")


def _has_class(element: HtmlElement, wanted: re.Pattern[str]) -> bool:
    return any(map(wanted.fullmatch, (element.get("class") or "").split()))
