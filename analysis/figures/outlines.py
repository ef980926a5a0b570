"""Give PDF and EPS fonts that their readers accept.

Type 42 is TrueType. Many fonts for Chinese, Japanese and Korean, Latin Modern and TeX Gyre have
the outlines of PostScript instead (CFF). Matplotlib embeds them as they are and calls them
TrueType: some viewers then leave the letters out, and Ghostscript refuses an EPS. So the letters
that figures need are put as TrueType into small fonts of their own, which are also read faster.
"""

from __future__ import annotations

import hashlib
import string
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

__all__ = ["use_true_type"]

# Of the square in which a letter is drawn, usually 1000 units wide.
_LARGEST_ERROR = 0.5
_USUAL = frozenset(string.printable.strip() + " \u2212\u2013\u2019\u2026\u00d7")
# What sets letters together as on the screen.
_FEATURES = ["ccmp", "kern", "liga", "mark", "mkmk"]
# What editors of fonts leave in them for themselves.
_ANCILLARY = ["FFTM", "PfEd", "meta"]


@contextmanager
def use_true_type(figure: Figure) -> Iterator[None]:
    """Draw a figure inside a `with` block in fonts that are TrueType alone; it is not changed.

    Parameters
    ----------
    figure : Figure
        Its texts have their own fonts again after the block.
    """
    from matplotlib import font_manager
    from matplotlib.text import Text

    texts = [text for text in figure.findobj(Text) if text.get_text()]
    families = {text: text.get_fontfamily() for text in texts}
    letters = _gather_letters(texts)
    known = list(font_manager.fontManager.ttflist)
    try:
        for text in texts:
            font = text.get_fontproperties()
            named = _replace(tuple(families[text]), font, letters[_face_of(font)])
            if named != families[text]:
                text.set_fontfamily(named)
        yield
    finally:
        for text in texts:
            if text.get_fontfamily() != families[text]:
                text.set_fontfamily(families[text])
        font_manager.fontManager.ttflist[:] = known


def _gather_letters(texts: list) -> dict[tuple, frozenset[str]]:
    """Return the letters of all texts, by the face that they are set in."""
    found: dict[tuple, set[str]] = {}
    for text in texts:
        found.setdefault(_face_of(text.get_fontproperties()), set()).update(text.get_text())
    return {face: frozenset(letters - {"\n"}) for face, letters in found.items()}


def _face_of(font: FontProperties) -> tuple:
    return (font.get_weight(), font.get_style(), font.get_stretch(), font.get_variant())


def _replace(families: tuple[str, ...], font: FontProperties, letters: frozenset) -> list[str]:
    """Name in place of each family a TrueType font with the letters that are taken from it."""
    from matplotlib import font_manager

    named, left = [], letters
    for family in families:
        alone = font.copy()
        alone.set_family([family])
        path = font_manager.findfont(alone) if left else ""
        taken = _find_letters(path, left) if left else frozenset()
        left -= taken
        if not taken or not _has_outlines(path):
            named.append(family)
            continue
        # The usual letters as well, so that one small font does for many figures.
        small = _draw_anew(path, "".join(sorted(taken | _find_letters(path, _USUAL))))
        # A file that is known already is not read a second time.
        if not any(entry.fname == str(small) for entry in font_manager.fontManager.ttflist):
            font_manager.fontManager.addfont(small)
        named.append(small.stem)
    return named


@lru_cache(maxsize=256)
def _find_letters(path: str, letters: frozenset[str]) -> frozenset[str]:
    from matplotlib import font_manager

    file = font_manager.get_font(path)
    return frozenset(letter for letter in letters if file.get_char_index(ord(letter)))


@cache
def _has_outlines(path: str) -> bool:
    with _open(path) as font:
        return any(table in font for table in ("glyf", "CFF ", "CFF2"))


def _open(path: str) -> TTFont:
    from fontTools.ttLib import TTFont

    # With its own date, not that of this moment.
    face = getattr(path, "face_index", 0)
    return TTFont(str(path), fontNumber=face, lazy=True, recalcTimestamp=False)


@cache
def _folder() -> tempfile.TemporaryDirectory:
    """Return where the small fonts lie as long as this process runs."""
    return tempfile.TemporaryDirectory(prefix="trilateral-fonts-", ignore_cleanup_errors=True)


@cache
def _draw_anew(path: str, letters: str) -> Path:
    """Write a font with these letters of another one, as TrueType, under a name of its own."""
    from fontTools import subset

    face = getattr(path, "face_index", 0)
    # By what is in the file, not by where it lies: the name stands in every PDF.
    content = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    stem = hashlib.sha256(f"{content}\n{face}\n{letters}".encode()).hexdigest()[:16]
    with _open(path) as font:
        options = subset.Options(layout_features=_FEATURES, hinting=False)
        options.drop_tables += _ANCILLARY
        chosen = subset.Subsetter(options)
        chosen.populate(text=letters)
        chosen.subset(font)
        if "glyf" not in font:
            _turn_outlines(font)
        for name_id in (1, 16):
            font["name"].removeNames(nameID=name_id)
        font["name"].setName(stem, 1, 3, 1, 0x409)
        font["name"].setName(stem, 1, 1, 0, 0)
        target = Path(_folder().name) / f"{stem}.ttf"
        font.save(target)
    return target


def _turn_outlines(font: TTFont) -> None:
    """Replace the cubic curves of PostScript by the quadratic ones of TrueType."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        error = _LARGEST_ERROR * font["head"].unitsPerEm / 1000
        drawn[name].draw(Cu2QuPen(pen, max_err=error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for table in ("CFF ", "CFF2", "VORG"):
        if table in font:
            del font[table]
    font["maxp"] = newTable("maxp")
    font["maxp"].tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs",
                  "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions",
                  "maxComponentElements"):  # fmt: skip
        setattr(font["maxp"], field, 1 if field == "maxZones" else 0)
    # EPS calls letters by their names.
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font.sfntVersion = "\x00\x01\x00\x00"
