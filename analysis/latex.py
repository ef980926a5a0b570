"""What the tables in LaTeX share: text that prints as it stands, numbers, and the frame around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap as wrap_text
from typing import NamedTuple

import pandas as pd

__all__ = [
    "Caption",
    "escape",
    "name",
    "say_count",
    "say_interval",
    "say_value",
    "spread",
    "tabulate",
    "without_repeats",
    "wrap",
]

# Lines beyond which a table must be able to break across pages.
_LONG = 30
_LETTERS_A_LINE = 36
# Letters beyond which a cell goes on in the next row, since a row cannot be broken.
_LONGEST_CELL = 600
# A longer word may be broken after each sign in it, and after so many letters without one.
_LONG_WORD = 12
_PIECES = re.compile(r"[^|/_.,;:)-]{0,18}[|/_.,;:)-]+|[^|/_.,;:)-]{1,18}")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}",
    # Some languages of babel give it a meaning of its own.
    '"': r"{\char34}",
    "\u2212": "$-$", "\u2264": r"$\leq$", "\u2265": r"$\geq$", "\u2260": r"$\neq$",
    "\u2248": r"$\approx$",
}  # fmt: skip
# Twice in a row TeX makes one sign of them.
_JOINED = "-',"
# What pdflatex prints in the encoding T1: letters of Latin scripts and the signs of printers.
_OF_PDFLATEX = re.compile(
    "[\\x20-\\x7e\u00a1-\u017f\u0192\u0218-\u021b\u02c6\u02c7\u02d8-\u02db\u02dd"
    "\u2010-\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2031\u2039\u203a\u20ac"
    "\u2116\u2122\u2190-\u2193]*"
)
_PACKAGES = "% needs the packages array, booktabs and longtable, and with pdflatex [T1]{fontenc}"
_BEYOND = "% holds letters beyond Latin: typeset it with lualatex, in a font that has them"


class Caption(NamedTuple):
    """What stands above a table, written for LaTeX, and the parts of its label."""

    text: str
    label: tuple[str, ...]


def escape(text: str) -> str:
    """Write text so that LaTeX prints it as it stands; signs that cannot be printed are left out.

    White space becomes single spaces. Long words may be broken.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    # Controls, marks of direction and halves of characters: TeX stops at them, or they mislead.
    text = "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")
    return " ".join(_escape_word(word) for word in text.split())


def _escape_word(word: str) -> str:
    if len(word) <= _LONG_WORD:
        return _escape_letters(word)
    return r"\allowbreak{}".join(map(_escape_letters, _PIECES.findall(word)))


def _escape_letters(word: str) -> str:
    after = [*word[1:], ""]
    return "".join(
        _SPECIAL.get(letter, letter) + ("{}" if letter in _JOINED and letter == following else "")
        for letter, following in zip(word, after, strict=True)
    )


def name(variable: str) -> str:
    """Name a variable in words."""
    return escape(variable.replace("_", " "))


def say_value(value: str) -> str:
    """Write a value that coders gave, a number with a proper minus."""
    return f"$-${escape(value[1:])}" if re.fullmatch(r"-\d+(\.\d+)?", value) else escape(value)


def say_count(n: float) -> str:
    """Write a count; units that coders share out count in parts."""
    return f"{n:,.1f}".removesuffix(".0")


def say_interval(estimate: float, low: float, high: float) -> str:
    """Write a number with its interval; a dash where it is missing."""
    if pd.isna(estimate):
        return "--"
    if pd.isna(low):
        return _say_number(estimate)
    return f"{_say_number(estimate)} [{_say_number(low)}, {_say_number(high)}]"


def _say_number(number: float) -> str:
    text = f"{number:.2f}"
    return say_value("0.00" if text == "-0.00" else text)


def wrap(share: float) -> str:
    """Make a column that breaks its lines, so wide a share of the page."""
    # The space of no width lets TeX part the first word, too.
    return rf">{{\raggedright\arraybackslash\hspace{{0pt}}}}p{{{share}\linewidth}}"


def spread(*cells: str) -> list[list[str]]:
    """Write cells of plain text as a row, or as several where it would be taller than a page."""
    parts = [wrap_text(cell, _LONGEST_CELL, break_on_hyphens=False) for cell in cells]
    rows = [list(map(escape, row)) for row in zip_longest(*parts, fillvalue="")]
    return rows or [[""] * len(cells)]


def without_repeats(rows: Sequence[Sequence[str]], n: int) -> list[list[str]]:
    """Leave out of the first `n` cells of each row what stands in those above, from the left on."""
    shown, before = [], None
    for row in rows:
        alike = 0
        while before is not None and alike < n and row[alike] == before[alike]:
            alike += 1
        shown.append([*[""] * alike, *row[alike:]])
        before = row
    return shown


def tabulate(
    head: Sequence[str], rows: Sequence[Sequence[str]], form: str, caption: Caption
) -> str:
    """Write a table; one that is long can break across pages.

    Parameters
    ----------
    head : sequence of str
        What stands above the columns, written for LaTeX.
    rows : sequence of sequence of str
        Cells, written for LaTeX.
    form : str
        The columns.
    caption : Caption
        It stands above the table.

    Returns
    -------
    str
        A `table`, or a `longtable` if it takes more than about thirty lines.
    """
    lines = [_join(cells) for cells in rows]
    if not lines:
        lines = [rf"\multicolumn{{{len(head)}}}{{l}}{{none}} \\"]
    named = rf"\caption{{{caption.text}}}\label{{tab:{_label(caption.label)}}}"
    top = [r"\toprule", _join(head), r"\midrule"]
    if sum(map(_count_lines, rows)) > _LONG:
        parts = [
            rf"\begin{{longtable}}{{{form}}}", rf"{named} \\", *top, r"\endfirsthead",
            *top, r"\endhead", r"\bottomrule", r"\endfoot", *lines, r"\end{longtable}",
        ]  # fmt: skip
    else:
        parts = [
            r"\begin{table}", r"\centering", named, r"\smallskip",
            rf"\begin{{tabular}}{{{form}}}", *top, *lines, r"\bottomrule", r"\end{tabular}",
            r"\end{table}",
        ]  # fmt: skip
    text = "\n".join(parts) + "\n"
    plain = _OF_PDFLATEX.fullmatch(text.replace("\n", " "))
    return "\n".join([_PACKAGES, *([] if plain else [_BEYOND]), text])


def _join(cells: Sequence[str]) -> str:
    line = " & ".join(cells) + r" \\"
    # What ends the line above would take a bracket or a star as an order of its own.
    return "{}" + line if line.startswith(("[", "*")) else line


def _count_lines(cells: Sequence[str]) -> int:
    return 1 + max(len(cell) for cell in cells) // _LETTERS_A_LINE


def _label(parts: Sequence[str]) -> str:
    """Name a table for references: small letters, digits and hyphens, no two values alike."""
    said = "-".join(re.sub(r"^-(?=\d)", "minus ", part) for part in parts)
    return re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")
