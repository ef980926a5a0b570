import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import colors, font_manager
from matplotlib.text import Text

from analysis import theme

MM = 25.4
# Matplotlib's own; the others need not be installed.
SHIPPED = ("sans", "serif")


@pytest.fixture(autouse=True)
def house_form():
    """Forget the form of a test afterwards."""
    yield
    theme.use_form()


def luminance(color):
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colors.to_rgb(color)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast_on_white(color):
    return 1.05 / (luminance(color) + 0.05)


def test_house_leaves_the_settings_as_they_were():
    before = dict(mpl.rcParams)
    with theme.house():
        assert mpl.rcParams["svg.fonttype"] == "none"
        assert mpl.rcParams["pdf.fonttype"] == 42
        assert mpl.rcParams["svg.hashsalt"] == "trilateral"
        assert mpl.rcParams["text.parse_math"] is False
    assert dict(mpl.rcParams) == before


def test_no_letter_is_below_seven_points():
    sizes = [name for name in mpl.rcParams if name.endswith(("labelsize", "fontsize", "font.size"))]
    with theme.house():
        points = {
            name: font_manager.FontProperties(size=mpl.rcParams[name]).get_size_in_points()
            for name in sizes
            if name.startswith(("axes.", "xtick.", "ytick.", "legend.", "figure.", "font."))
            and mpl.rcParams[name] is not None
        }
    assert len(points) >= 6
    assert min(points.values()) >= theme.SMALLEST_FONT


@pytest.mark.parametrize("color", [theme.INK, theme.MUTED])
def test_text_is_dark_enough_to_read(color):
    assert contrast_on_white(color) >= 4.5


@pytest.mark.parametrize("color", [theme.GUIDE, *(look.color for look in theme.SERIES)])
def test_marks_are_dark_enough_to_see(color):
    assert contrast_on_white(color) >= 3


def test_series_differ_without_colour():
    for place, first in enumerate(theme.SERIES):
        for second in theme.SERIES[place + 1 :]:
            assert first.marker != second.marker
            assert first.line != second.line


def test_neighbouring_series_differ_in_fill():
    filled = [look.fill != "white" for look in theme.SERIES]
    assert all(one != other for one, other in zip(filled, filled[1:], strict=False))


def test_series_start_again_after_the_last():
    assert theme.series(len(theme.SERIES)) == theme.SERIES[0]


def test_new_figures_have_the_widths_of_journals():
    assert theme.new_axes(2).figure.get_size_inches().tolist() == [3.3, 2]
    panels = theme.new_panels(2, 3, height=4)
    assert len(panels) == 6
    assert panels[0].figure.get_size_inches().tolist() == [6.9, 4]
    overview = theme.new_overview(below=2)
    assert len(overview) == 3
    assert overview[0].figure.get_size_inches().tolist() == [6.9, 3.5]


def test_house_uses_only_fonts_that_are_there(caplog):
    with theme.house():
        figure, ax = plt.subplots()
        ax.set_title("Seoul")
        figure.draw_without_rendering()
        installed = set(font_manager.fontManager.get_font_names())
        assert set(mpl.rcParams["font.family"]) <= installed
        assert mpl.rcParams["font.family"][0] == "DejaVu Sans"
    plt.close(figure)
    assert not caplog.records


@pytest.mark.parametrize("name", sorted({*theme.FORMS, *theme.JOURNALS} - {"house"}))
def test_figures_have_the_widths_of_the_form(name):
    form = theme.FORMS[theme.JOURNALS.get(name, name)]
    with theme.house(name):
        widths = [
            theme.new_axes(2, width=width).figure.get_figwidth()
            for width in (theme.ONE_COLUMN, theme.ONE_AND_A_HALF_COLUMNS, theme.TWO_COLUMNS)
        ]
        own = theme.new_axes(2, width=4.0).figure.get_figwidth()
        overview = theme.new_overview(below=2)[0].figure.get_figwidth()
    assert widths == pytest.approx([form.one / MM, form.one_and_a_half / MM, form.two / MM])
    assert own == 4.0
    assert overview == pytest.approx(form.two / MM)


def test_forms_are_widths_of_paper_and_say_where_from():
    for name, form in theme.FORMS.items():
        assert 75 <= form.one <= form.one_and_a_half <= form.two <= 190, name
        assert len(form.source) > 10, name
        assert form.basis in ("stated", "general"), name
    assert set(theme.JOURNALS.values()) <= set(theme.FORMS)
    assert not set(theme.JOURNALS) & set(theme.FORMS)
    # Known to the tenth of a millimetre: 345 and 307.29 points of TeX, 34 picas of 12 points.
    assert theme.FORMS["article"].two == pytest.approx(345 / 72.27 * MM, abs=0.05)
    assert theme.FORMS["beamer"].two == pytest.approx(128 - 2 * 10)
    assert theme.FORMS["beamer-wide"].two == pytest.approx(160 - 2 * 10)
    assert theme.FORMS["taylor-francis"].two == pytest.approx(34 * 12 / 72.27 * MM, abs=0.05)


def test_widths_hold_inside_the_block_alone():
    with theme.house("elsevier"):
        assert theme.form_in_use() == "elsevier"
        with theme.house("springer"):
            assert theme.width_of(theme.ONE_COLUMN) == pytest.approx(84 / MM)
        assert theme.width_of(theme.ONE_COLUMN) == pytest.approx(90 / MM)
    assert theme.form_in_use() == "house"
    assert theme.width_of(theme.TWO_COLUMNS) == theme.TWO_COLUMNS


def test_a_form_for_all_figures_until_it_is_forgotten(monkeypatch):
    monkeypatch.setenv("TRILATERAL_JOURNAL", "nature")
    monkeypatch.setenv("TRILATERAL_FONT", "serif")

    def look(**options):
        with theme.house(**options):
            return theme.form_in_use(), mpl.rcParams["font.family"][0]

    assert look() == ("nature", "STIXGeneral")
    theme.use_form("apsr", font="sans")
    assert look() == ("cambridge", "DejaVu Sans")
    assert look(journal="wiley") == ("wiley", "DejaVu Sans")
    theme.use_form(font="serif")
    assert look() == ("nature", "STIXGeneral")
    theme.use_form()
    monkeypatch.delenv("TRILATERAL_JOURNAL")
    monkeypatch.delenv("TRILATERAL_FONT")
    assert look() == ("house", "DejaVu Sans")


def test_a_journal_that_is_none_is_refused_and_nothing_changes():
    known = ", ".join(sorted({*theme.FORMS, *theme.JOURNALS}))
    message = f"`journal` must be one of {known}; it is 'apssr'. Choose its publisher, or 'house'."
    theme.use_form("nature")
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        theme.use_form("apssr", font="serif")
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"), theme.house("apssr"):
        pass
    with theme.house():
        assert theme.form_in_use() == "nature"


def test_a_font_that_is_none_or_not_there_is_refused(monkeypatch):
    message = f"`font` must be one of {', '.join(theme.FONTS)}; it is 'comic'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"), theme.house(font="comic"):
        pass
    monkeypatch.setattr(
        font_manager.fontManager, "get_font_names", lambda: ["DejaVu Sans", "STIXGeneral"]
    )
    message = (
        "The font 'palatino' needs one of TeX Gyre Pagella, Palatino, Palatino Linotype; none is "
        "installed. Install one and remove matplotlib's font cache, or choose 'serif' or 'sans'."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        theme.use_form(font="palatino")


def test_names_in_other_scripts_have_a_serif_first_in_a_serif_font(monkeypatch):
    there = ["DejaVu Sans", "STIXGeneral", "Noto Sans CJK KR", "Noto Serif CJK KR"]
    monkeypatch.setattr(font_manager.fontManager, "get_font_names", lambda: there)
    with theme.house(font="serif"):
        assert mpl.rcParams["font.family"] == [
            "STIXGeneral", "Noto Serif CJK KR", "Noto Sans CJK KR"
        ]  # fmt: skip
    with theme.house():
        assert mpl.rcParams["font.family"] == ["DejaVu Sans", "Noto Sans CJK KR"]


@pytest.mark.parametrize("font", SHIPPED)
def test_all_text_has_the_font_though_it_is_drawn_after_the_block(font):
    first = theme.FONTS[font].families[0]
    with theme.house(font=font):
        ax = theme.new_axes(2)
        ax.plot([0, 1], [0, 1], label="a")
        ax.legend()
        ax.set(xlabel="x", title="y")
        assert mpl.rcParams["mathtext.fontset"] == theme.FONTS[font].mathematics
    # More ticks than before, made outside.
    ax.set_xlim(0, 40)
    ax.figure.draw_without_rendering()
    said = [text for text in ax.figure.findobj(Text) if text.get_text()]
    assert len(said) > 10
    assert {text.get_fontfamily()[0] for text in said} == {first}


def test_a_failing_block_is_forgotten_too():
    def fail():
        with theme.house("elsevier"):
            theme.new_axes(2)
            return 1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()
    assert theme.form_in_use() == "house"
    with theme.house():
        theme.new_axes(2)


def test_narrow_forms_have_fewer_columns_and_lose_no_panel():
    for rows, columns in ((2, 3), (1, 3), (2, 5), (3, 2)):
        for name in ("article", "beamer", "elsevier", "house", "taylor-francis"):
            form = theme.FORMS[name]
            with theme.house(name):
                panels = theme.new_panels(rows, columns, height=2.0 * rows)
            grid = panels[0].get_subplotspec().get_gridspec()
            width, height = panels[0].figure.get_size_inches()
            assert grid.ncols * grid.nrows >= rows * columns, name
            assert grid.ncols <= columns, name
            # A row of panels is as high as ever.
            assert height == pytest.approx(2.0 * grid.nrows), name
            if form.two >= theme.FORMS["house"].two:
                assert (grid.nrows, grid.ncols) == (rows, columns), name
            least = min(1.9, 0.8 * theme.TWO_COLUMNS / columns)
            assert width / grid.ncols >= least - 1e-9, name
            plt.close("all")
    with theme.house("beamer"):
        panels = theme.new_panels(1, 3, height=2)
        assert np.array(panels).shape == (4,)
