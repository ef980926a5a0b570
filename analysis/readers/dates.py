"""Tell whether a line is a date, and which day it names; what is not exactly one is none."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["explain_no_day", "find_day"]

# The interface of a database speaks the user's language, and so do the dates in its exports.
_MONTHS = (
    "january jan januar jänner janvier enero",
    "february feb februar février febrero",
    "march mar märz mars marzo",
    "april apr avril abril",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet julio",
    "august aug août agosto",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre diciembre",
)
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi "
    "jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(sorted(_WEEKDAYS.split(), key=len)[::-1])})\b\.?", re.I)
_WEEKDAY_AND_COMMA = re.compile(rf"[ ,]*{_WEEKDAY.pattern}[^,]{{0,20}},", re.I)
_CJK_WEEKDAY = re.compile(
    r"\(?(?:[월화수목금토일月火水木金土日](?:요일|曜日)|星期[一二三四五六日天])\)?"
)

_YEAR = r"(?P<y>\d{4})(?!\d)"
_NAME = r"(?P<m>[^\W\d_]{3,})\.?"
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: de| of)? {_NAME}(?: de)?,? {_YEAR}",
        rf"{_NAME} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)(?:T[\d:.]+Z?)?",
        r"(?P<y>\d{4})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})(?!\d)\.?",
        r"(?P<y>\d{4}) ?[年년] ?(?P<m>\d{1,2}) ?[月월] ?(?P<d>\d{1,2}) ?[日일]",
    )
]
# Which of the two numbers is the month depends on who wrote it.
_TWO_NUMBERS = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4})(?!\d)")

_TIME = r"\d{1,2}(?:[:.h]\d{2}){1,2}(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?"
_ZONE = (
    r"(?-i:\b(?:GMT|UTC|Z|[A-Z]{1,3}[SD]T|[A-Z]{1,2}ET|BST|CET|CEST)\b)(?:[+-]\d{1,2}(?::?\d{2})?)?"
    r"|[+-]\d{2}:?\d{2}\b|\b(?:eastern|central|mountain|pacific|local) time\b"
)
_CLOCK = re.compile(rf"{_TIME}|{_ZONE}|\bat\b|\buhr\b", re.I)
_EDITION = re.compile(r"edition|ed\.?|final|main|metro|national", re.I)
_PIECE = re.compile(r"[^ ,;]+|[ ,;]+")
_BEFORE, _AFTER = re.compile(r"[\w.&'’()-]+"), re.compile(r"[\w.]+")
_MOST_BEFORE, _MOST_AFTER = 6, 2
_LONGEST_EDITION, _LONGEST_REST = 8, 100


def find_day(line: str) -> str | None:
    """Read the day that a whole line names.

    The line must be a date and nothing else but a weekday, a time, its zone and an edition: a date
    in a headline or a sentence is none.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    str or None
        YYYY-MM-DD; None where the line is no date, or can be two days.

    Examples
    --------
    >>> find_day("January 3, 2025 Friday 4:38 AM EST")
    '2025-01-03'
    >>> find_day("Freitag 3. Januar 2025, Late Edition - Final")
    '2025-01-03'
    >>> find_day("January 6 panel hears from 40 of 100 witnesses") is None
    True
    >>> find_day("03/04/2025") is None
    True
    """
    line = " ".join(line.split())
    start = _skip_weekday(line)
    for form in _FORMS:
        match = form.match(line, start)
        if match and _is_rest(line[match.end() :]):
            month = match["m"]
            number = int(month) if month.isdigit() else _MONTH_OF.get(month.casefold(), 0)
            return _write(int(match["y"]), number, int(match["d"]))
    match = _TWO_NUMBERS.match(line, start)
    if match and _is_rest(line[match.end() :]):
        days = _both_days(match)
        return days.pop() if len(days) == 1 else None
    return None


def explain_no_day(line: str) -> str:
    """Say why a line that should be a date names no day.

    Parameters
    ----------
    line : str
        A line that :func:`find_day` does not read.

    Returns
    -------
    str
        A clause for a note.

    Examples
    --------
    >>> explain_no_day("03/04/2025")
    "'03/04/2025' can be two days, 2025-03-04 and 2025-04-03"
    >>> explain_no_day("Spring 2025")
    "'Spring 2025' names no day"
    """
    line = " ".join(line.split())
    match = _TWO_NUMBERS.match(line, _skip_weekday(line))
    days = sorted(_both_days(match)) if match else []
    if len(days) > 1:
        return f"{line!r} can be two days, {days[0]} and {days[1]}"
    return f"{line!r} names no day"


def _skip_weekday(line: str) -> int:
    match = _WEEKDAY.match(line)
    if match is None:
        return 0
    return match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip(" ,"))


def _both_days(match: re.Match[str]) -> set[str]:
    year, a, b = int(match["y"]), int(match["a"]), int(match["b"])
    return {day for day in (_write(year, a, b), _write(year, b, a)) if day}


def _write(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _is_rest(rest: str) -> bool:
    """Tell whether what follows a date leaves the line a date line."""
    if rest[:1].isalnum() or len(rest) > _LONGEST_REST:
        return False
    # A weekday and a comma after the year stand in no headline; what comes then names an edition.
    has_weekday = _WEEKDAY_AND_COMMA.match(rest) is not None
    is_sentence = rest.rstrip().endswith((".", "?", "!", ":"))
    rest = _CLOCK.sub(" ", _CJK_WEEKDAY.sub(" ", _WEEKDAY.sub(" ", rest)))
    rest = " ".join(rest.strip(" ,;.-–()[]").split())
    if not rest or _is_edition(rest):
        return True
    is_name = not is_sentence and not rest[0].islower() and len(rest.split()) <= _LONGEST_EDITION
    return has_weekday and is_name


def _is_edition(rest: str) -> bool:
    """Tell whether words name editions: each up to six words before its noun and two after it.

    Word by word, since a pattern would try every way to share the words between two nouns.
    """
    # How many words stand before a noun that must still come, or after one that has come.
    before, after = {0}, set()
    gap = ""
    pieces = [piece for piece in _PIECE.findall(rest) if piece.strip("-")] + [""]
    for word, follows in zip(pieces, pieces[1:], strict=False):
        if not word.strip(" ,;"):
            gap = word
            continue
        begun = before | ({0} if after else set())
        is_noun = _EDITION.fullmatch(word) is not None
        goes_on = follows == " " and _BEFORE.fullmatch(word) is not None
        parts = word.split("-")
        may_follow = bool(gap) and all(map(_AFTER.fullmatch, parts))
        before = {n + 1 for n in begun if goes_on and n < _MOST_BEFORE}
        after = {n + len(parts) for n in after if may_follow and n + len(parts) <= _MOST_AFTER}
        after |= {0} if is_noun and begun else set()
    return bool(after)
