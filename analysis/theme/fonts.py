"""The fonts of the figures: the house's, and those that match a LaTeX document."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FONTS", "Font", "find_families", "settings_of"]


class Font(NamedTuple):
    """Families of which the first installed one is taken, and the mathematics beside it.

    `shipped` is the family of matplotlib's own that has the letters which the others lack.
    """

    families: tuple[str, ...]
    shipped: str
    mathematics: str


# cmr10, which matplotlib ships, is no font for text: where "<" belongs it has an exclamation mark
# turned upside down. So Computer Modern has to be installed.
FONTS = {
    "computer-modern": Font(("LM Roman 8", "CMU Serif", "CMU Serif Roman"), "STIXGeneral", "cm"),
    "computer-modern-sans": Font(("LM Sans 10", "CMU Sans Serif"), "DejaVu Sans", "cm"),
    "helvetica": Font(
        ("TeX Gyre Heros", "Nimbus Sans", "Helvetica", "Arial", "Liberation Sans"),
        "DejaVu Sans",
        "stixsans",
    ),
    "palatino": Font(("TeX Gyre Pagella", "Palatino", "Palatino Linotype"), "STIXGeneral", "stix"),
    "sans": Font(("DejaVu Sans",), "DejaVu Sans", "dejavusans"),
    "serif": Font(("STIXGeneral",), "STIXGeneral", "stix"),
    "times": Font(
        ("TeX Gyre Termes", "Times New Roman", "Nimbus Roman", "Liberation Serif"),
        "STIXGeneral",
        "stix",
    ),
}
# Fonts for names in other scripts, tried after the main one where they are installed.
_OTHER_SERIF = (
    "Noto Serif CJK JP",
    "Noto Serif CJK KR",
    "Noto Serif CJK SC",
    "Hiragino Mincho ProN",
    "AppleMyungjo",
    "Songti SC",
    "Yu Mincho",
    "Batang",
    "SimSun",
)
_OTHER_SCRIPTS = (
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans CJK SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "PingFang SC",
    "Yu Gothic",
    "Malgun Gothic",
    "Microsoft YaHei",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Arial Unicode MS",
)


def find_families(name: str) -> list[str]:
    """Return the installed families of a font, the main one first.

    Parameters
    ----------
    name : str
        One of :data:`FONTS`.

    Returns
    -------
    list of str
        Behind the main one stand those for the letters that it lacks.

    Raises
    ------
    ValueError
        If there is no font of this name, or none of its families is installed.
    """
    from matplotlib import font_manager

    if name not in FONTS:
        msg = f"`font` must be one of {', '.join(FONTS)}; it is {name!r}."
        raise ValueError(msg)
    font = FONTS[name]
    installed = set(font_manager.fontManager.get_font_names())
    main = [family for family in font.families if family in installed][:1]
    if not main:
        msg = (
            f"The font {name!r} needs one of {', '.join(font.families)}; none is installed. "
            "Install one and remove matplotlib's font cache, or choose 'serif' or 'sans'."
        )
        raise ValueError(msg)
    others = (*_OTHER_SERIF, *_OTHER_SCRIPTS) if font.shipped == "STIXGeneral" else _OTHER_SCRIPTS
    rest = [font.shipped, *(family for family in others if family in installed)]
    return list(dict.fromkeys([*main, *rest]))


def settings_of(name: str) -> dict[str, object]:
    """Return the settings of matplotlib for a font.

    Raises
    ------
    ValueError
        As :func:`find_families`.
    """
    return {"font.family": find_families(name), "mathtext.fontset": FONTS[name].mathematics}
