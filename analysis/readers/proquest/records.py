"""ProQuest's records: a title, labelled fields, "Full text:", and more fields below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.readers.articles import Article, Articles
from analysis.readers.assembling import assemble, date_from
from analysis.readers.counting import compare_count, write_words
from analysis.readers.dates import find_day
from analysis.readers.fields import find_tail, split_field, split_lines, strip_edition
from analysis.readers.languages import find_language
from analysis.readers.proquest.cutting import ABSTRACT, BELOW, TEXT, count_stated, cut_records

__all__ = ["clean_outlet", "is_absent", "is_proquest", "read_proquest"]

_ABSENT = re.compile(r"(?:none|not) available\.?", re.IGNORECASE)
_DAY_OF_ISSUE = re.compile(r".*\]\.? ?(\d{1,2} [A-Z][a-z]{2,8} \d{4})\b")
# What newspapers put below a text, which the database takes for a part of it.
_NOT_IN_THE_TEXT = {"caption": "captions", "illustration": "captions", "credit": "credit"}


def is_proquest(lines: Sequence[str]) -> bool:
    """Tell an export of ProQuest by its labels.

    Parameters
    ----------
    lines : sequence of str
        All lines of the file, as :func:`analysis.readers.fields.split_lines` gives them.

    Returns
    -------
    bool
        True if a document's number and its publication or its text are labelled as ProQuest does.
    """
    labels = {field.label for line in lines if (field := split_field(line))}
    return "proquestdocumentid" in labels and bool(labels & {TEXT, "publicationtitle"})


def read_proquest(paragraphs: Sequence[str]) -> Articles:
    """Read the articles of one text, RTF or HTML export of ProQuest.

    Parameters
    ----------
    paragraphs : sequence of str
        The paragraphs or lines of the file.

    Returns
    -------
    Articles
        Each article with title, day, outlet, author and language as far as it has them. A gap in
        the numbering of documents is among the refused, and so is a document without a text.
    """
    records = cut_records([line for line in split_lines(paragraphs) if line])
    articles: list[Article] = []
    refused: list[tuple[str, str]] = []
    for count, record in enumerate(records, start=1):
        place = f"article {record.number or count}"
        article = _read_article(record.lines, place)
        if isinstance(article, str):
            refused.append((place, article))
        else:
            articles.append(article)
    stated = count_stated(records)
    refused += compare_count("numbering", stated, len(records))
    return Articles(articles, refused, stated)


def is_absent(text: str) -> bool:
    """Tell what stands where there is no abstract or no text."""
    return not text.strip() or _ABSENT.fullmatch(text.strip()) is not None


def clean_outlet(name: str) -> str:
    """Take place and edition from behind the name of a publication."""
    return strip_edition(name.partition(";")[0].strip())


def _read_article(lines: Sequence[str], place: str) -> Article | str:
    above, text, below = _divide(lines)
    fields = _read_fields([*above, *below])
    abstract = fields.get(ABSTRACT, "")
    notes = [
        f"not in the text: its {name}, {write_words(len(fields[label].split()))}"
        for label, name in _NOT_IN_THE_TEXT.items()
        if re.search(r"\w", fields.get(label, ""))
    ]
    if is_absent(" ".join(text)):
        if is_absent(abstract):
            return "it must hold text; it has neither full text nor abstract"
        text = [abstract]
        notes.append("only its abstract is there; export it with full text if there is one")
    title = _find_title(above, fields.get("title", ""))
    line, where = fields.get("publicationdate"), "publication date"
    issue = _DAY_OF_ISSUE.match(fields.get("publicationinfo", ""))
    if (line is None or not find_day(line)) and issue:
        line, where = issue[1], "publication info"
    line = line or fields.get("publicationyear")
    day, undated = date_from(line, where)
    facts = {
        "title": title,
        "published_on": day,
        "outlet": clean_outlet(
            fields.get("publicationtitle") or fields.get("publicationinfo", "").partition(" [")[0]
        ),
        "author": fields.get("author", "").removesuffix("."),
        "language": find_language(
            fields.get("languageofpublication") or fields.get("language", "")
        ),
    }
    method = f"ProQuest, dated by its {where}" if day else "ProQuest, undated"
    return assemble(text, facts, place=place, method=method, notes=[*notes, *undated])


def _divide(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Divide a record into the lines above its text, the text, and the fields below it."""
    for index, line in enumerate(lines):
        field = split_field(line)
        if field is not None and field.label == TEXT:
            rest = [line for line in [field.value, *lines[index + 1 :]] if line]
            start = find_tail(rest, BELOW | set(_NOT_IN_THE_TEXT), repeated=set(_NOT_IN_THE_TEXT))
            return lines[:index], rest[:start], rest[start:]
    return lines, [], []


def _read_fields(lines: Sequence[str]) -> dict[str, str]:
    """Read labelled fields; a line without a label goes on with the field above it."""
    fields: dict[str, str] = {}
    label = None
    for line in lines:
        field = split_field(line)
        if field is None or field.label not in BELOW | {ABSTRACT} | set(_NOT_IN_THE_TEXT):
            value = line
        elif field.label in fields and field.label not in _NOT_IN_THE_TEXT:
            label, value = None, ""
        else:
            label, value = field.label, field.value
        if label:
            fields[label] = f"{fields.get(label, '')} {value}".strip()
    return fields


def _find_title(above: Sequence[str], labelled: str) -> str | None:
    """Take the headline that is shown, unless the field has another one."""
    shown = above[0] if above and not above[0].startswith("http") else ""
    field = split_field(shown)
    if field is not None and field.label in BELOW | {ABSTRACT}:
        shown = ""
    if shown and (not labelled or _letters(labelled).startswith(_letters(shown))):
        return shown
    return labelled or None


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
