"""The day on which a web page says it was published: from its metadata, never from a headline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["find_page_date"]

# From the one that means publication and nothing else to the one that may mean anything.
_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "dc.date",
    "date",
)
_DAY = re.compile(r"\s*(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")
_MOST_OBJECTS = 2_000
_LONGEST_SCRIPT = 500_000


def find_page_date(root: HtmlElement) -> tuple[str | None, str, str]:
    """Find the day of publication in the metadata of a page.

    Parameters
    ----------
    root : HtmlElement
        The page.

    Returns
    -------
    str or None
        YYYY-MM-DD, of the place whose time is given; None if no metadata name a day.
    str
        What says it; empty if nothing does.
    str
        What other metadata say, if they differ; else empty.
    """
    found = [
        (day, by)
        for by, value in [*_list_data(root), *_list_tags(root), *_list_times(root)]
        if (day := _read_day(value))
    ]
    if not found:
        return None, "", ""
    day, by = found[0]
    other = next((pair for pair in found if pair[0] != day), None)
    return day, by, f"dates differ: {other[1]} says {other[0]}" if other else ""


def _list_data(root: HtmlElement) -> Iterator[tuple[str, Any]]:
    for script in root.iter("script"):
        content = script.text or ""
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        if len(content) > _LONGEST_SCRIPT:
            continue
        try:
            waiting = [json.loads(content, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_OBJECTS):
            if not waiting:
                break
            part = waiting.pop(0)
            if isinstance(part, dict):
                if "datePublished" in part:
                    yield "JSON-LD datePublished", part["datePublished"]
                waiting += [value for value in part.values() if isinstance(value, dict | list)]
            elif isinstance(part, list):
                waiting += part[:_MOST_OBJECTS]


def _list_tags(root: HtmlElement) -> Iterator[tuple[str, str]]:
    tags: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (tag.get(attribute) or "").strip().lower()
            tags.setdefault(name, []).append(tag.get("content") or "")
    for name in _NAMES:
        for value in tags.get(name, []):
            yield f"meta tag {name}", value


def _list_times(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for tag in root.iter("time"):
        if "datepublished" in (tag.get("itemprop") or "").lower() or tag.get("pubdate") is not None:
            yield "time tag", tag.get("datetime") or ""


def _read_day(value: Any) -> str | None:
    match = _DAY.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None
