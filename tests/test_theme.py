import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib import colors, font_manager

from analysis import theme


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
