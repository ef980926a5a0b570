"""Names in a text: full ones that end in a surname, and those that stand where subjects do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.quotations.people import NAME_WORD, NO_PERSON, SHORT_TITLES, is_body, read_phrase
from analysis.quotations.sentences import Span

__all__ = ["find_full_names", "list_subjects"]

# The first letter stands before the look behind it: an engine that knows it skips the others.
_FULL_NAME = re.compile(
    rf"[A-Z](?<![\w.].)[\w'’-]++(?= [A-Z])(?: [A-Z]\.)?(?: {NAME_WORD}){{1,2}}(?!\w)"
)
# A name at the beginning of a sentence, after a comma or a conjunction: likely a subject. Where
# one may begin is told first, by a pattern with which the engine passes over all but capitals.
_SUBJECT_BEGINS = re.compile(
    r"[A-Z](?:(?<=^.)|(?<=, .)|(?<=\bthat .)|(?<=\band .)|(?<=\bbut .)|(?<=\bas .)|(?<=\bwhen .)"
    r"|(?<=\bwhile .))"
)
_SUBJECT = re.compile(
    r"(?:(?:But|And|Yet|So|Still|Then|Now|Meanwhile|However|Later|Instead|Also|As|While|When|If|"
    r"Although|Though|After|Before|Because|Since),? )?"
    rf"(?P<name>(?:(?:{SHORT_TITLES})\. )?"
    rf"{NAME_WORD}(?: [A-Z]\.)?(?: {NAME_WORD}){{0,4}})(?=,? [a-zA-Z]|,)"
)
_PART = re.compile(rf"{NAME_WORD}|[A-Z]\.")
_WITHIN_NAMES = ("'", "’", "-", "_")
# Whether a name goes on is seen in as many characters as " J. Be".
_AHEAD = 6
# No longer run of capitals is read to its beginning, so that time grows with the length of a text.
_LONGEST_RUN = 30


def find_full_names(text: str, surname: str) -> set[str]:
    """Find the full names of persons that end in a surname, titles left out.

    A run of capitals is cut from left to right into names of two or three words, whatever they
    are: "Berg" ends no name in "Foreign Minister Jan Berg".
    """
    written = set()
    last_word = f" {surname}"
    blank = text.find(last_word)
    while blank >= 0:
        end = blank + len(last_word)
        first = _begin_run(text, blank)
        if first < blank:
            names = _FULL_NAME.finditer(text, first, end + _AHEAD)
            written |= {name.group() for name in names if name.end() == end}
        blank = text.find(last_word, end)
    return set(map(_name_in, written)) - {None}


def list_subjects(text: str) -> Iterator[Span]:
    """List the names in a sentence that stand where subjects do."""
    place = 0
    while begins := _SUBJECT_BEGINS.search(text, place):
        match = _SUBJECT.match(text, begins.start())
        place = match.end() if match else begins.end()
        if match:
            yield match.span("name")


def _begin_run(text: str, blank: int) -> int:
    """Find where the run of capitals before a blank begins; the blank itself if there is none."""
    run = blank
    for _ in range(_LONGEST_RUN):
        first = text.rfind(" ", 0, blank) + 1
        if _PART.fullmatch(text, first, blank) is None:
            # The end of "(Jan" may begin a name, that of "Mr." or "and" none.
            word = text[first:blank]
            is_open = word[-1:].isalnum() or word[-1:] in _WITHIN_NAMES
            return first if is_open and not word.islower() else run
        if not first:
            return first
        run, blank = first, first - 1
    return run


def _name_in(words: str) -> str | None:
    """Give the full name of a person in a run of capitals; None if it is none."""
    name = read_phrase(words).name
    if not name or " " not in name or is_body(name):
        return None
    return None if name.split()[0].lower() in NO_PERSON else name
