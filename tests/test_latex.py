"""Tables in LaTeX: what stands in a cell is printed as it stands, and each table can be set."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import reports, schemas
from analysis.codebooks.frames import load_frames
from analysis.latex import (
    Caption,
    escape,
    name,
    say_count,
    say_interval,
    say_value,
    spread,
    tabulate,
    without_repeats,
    wrap,
)

PRINTED = {
    r"\textbackslash": "\\", r"\{": "{", r"\}": "}", r"\$": "$", r"\&": "&", r"\#": "#",
    r"\%": "%", r"\_": "_", r"\textasciitilde": "~", r"\textasciicircum": "^",
    r"\textless": "<", r"\textgreater": ">", r"\textbar": "|", r"\textasciigrave": "`",
    r"\allowbreak": "", "$-$": "\u2212", r"$\leq$": "\u2264", r"$\geq$": "\u2265",
    r"$\neq$": "\u2260", r"$\approx$": "\u2248",
}  # fmt: skip
TOKEN = re.compile(
    r"\{\\char34\}|\$(?:-|\\[a-z]+)\$|\\[a-z]+(?=\{\})|\\[{}$&#%_]|\{\}|--|''|,,|[\\{}$&#%_~^<>|`\"]|."
)


def set_text(latex):
    """Print LaTeX as TeX would; an order, a joined sign or a bare special character is a fault."""
    printed = []
    for token in TOKEN.findall(latex):
        if token == r"{\char34}":
            printed.append('"')
        elif token in PRINTED:
            printed.append(PRINTED[token])
        elif token != "{}":
            assert token not in ("--", "''", ",,"), latex
            assert token not in set("\\{}$&#%_~^<>|`\""), (token, latex)
            printed.append(token)
    return "".join(printed)


def normalise(text):
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    line = "".join(letter for letter in line if unicodedata.category(letter)[0] != "C")
    return " ".join(line.split())


HOSTILE = [
    r"\input{x} & % $ # _ { } ~ ^ \ ",
    r"\end{tabular}\end{document}",
    "[x] in brackets",
    "* a star",
    "a--b---c ''q'' `` ,, << >> \"\"",
    "100%",
    "^^41 $$",
    "tab\tline\nfeed\u2028and\xa0space",
    "\x00\x07\x1b\x7f\u200b\u202e\ufeff\ud800 controls",
    "é ü ñ ő ș ß Æ € “q” – — … ≥ ≤ ≠ ≈ −",
    "e\u0301",
    "외교 日本 Россия",
    "x" * 400,
    "http://a.b/c_d?e=f&g=%20#" + "h" * 60,
    "",
    "   ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_printed_as_it_stands(text):
    assert set_text(escape(text)) == normalise(text)
    assert "\n" not in escape(text)
    escape(text).encode("utf-8")


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_is_printed_as_it_stands(text):
    assert set_text(escape(text)) == normalise(text)


@given(st.text(alphabet="\\{}$&#%_~^<>|`\"'-,[]*a |\u2212", max_size=40))
def test_any_run_of_signs_is_printed_as_it_stands(text):
    assert set_text(escape(text)) == normalise(text)


def test_long_words_may_be_broken_and_short_ones_not():
    assert escape("responsible") == "responsible"
    assert escape("(peak|zenith|summit)") == (
        r"(peak\textbar{}\allowbreak{}zenith\textbar{}\allowbreak{}summit)"
    )
    pieces = escape("x" * 400).split(r"\allowbreak{}")
    assert max(map(len, pieces)) == 18
    assert "".join(pieces) == "x" * 400


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("-1", "$-$1"), ("1", "1"), ("-0.5", "$-$0.5"), ("-x", "-x"), ("a_b", r"a\_b"),
        ("--", "-{}-"),
    ],
)  # fmt: skip
def test_values_that_are_numbers_have_a_minus(value, said):
    assert say_value(value) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0.5, 0.25, 0.75), "0.50 [0.25, 0.75]"),
        ((-0.5, -0.756, 0.0), "$-$0.50 [$-$0.76, 0.00]"),
        ((-0.001, -0.004, 0.004), "0.00 [0.00, 0.00]"),
        ((0.5, None, None), "0.50"),
        ((np.nan, np.nan, np.nan), "--"),
    ],
)
def test_intervals_stand_in_brackets(numbers, said):
    assert say_interval(*numbers) == said


def test_counts_are_whole_or_of_one_place():
    assert [say_count(n) for n in (0, 3.0, 1 / 3, 12.5, 1_234_567.0)] == [
        "0", "3", "0.3", "12.5", "1,234,567",
    ]  # fmt: skip
    assert name("ship_of_state") == "ship of state"


def rows_of(latex):
    """Give the rows between the rules, each as its cells, and check the frame around."""
    lines = latex.splitlines()
    long = r"\endfirsthead" in lines
    kind = "longtable" if long else "tabular"
    assert latex.count(rf"\begin{{{kind}}}") == latex.count(rf"\end{{{kind}}}") == 1
    assert lines.count(r"\toprule") == lines.count(r"\midrule") == (2 if long else 1)
    assert lines.count(r"\bottomrule") == 1
    assert latex.count(r"\caption{") == latex.count(r"\label{tab:") == 1
    assert re.search(r"\\label\{tab:[a-z0-9]+(-[a-z0-9]+)*\}", latex)
    first = lines.index(r"\endfoot" if long else r"\midrule") + 1
    last = lines.index(rf"\end{{{kind}}}" if long else r"\bottomrule")
    rows = []
    for line in lines[first:last]:
        # An order that a row ends with takes a bracket or star of the next as its own.
        assert not line.startswith(("[", "*"))
        assert line.endswith(r" \\")
        assert depth_of(line) == 0
        rows.append(re.split(r"(?<!\\) & ", line.removesuffix(r" \\")))
    return rows


def depth_of(line):
    bare = re.sub(r"\\[{}\\]", "", line)
    assert min(np.cumsum([(letter == "{") - (letter == "}") for letter in bare] or [0])) >= 0
    return bare.count("{") - bare.count("}")


def span_of(row):
    spans = [re.match(r"\\multicolumn\{(\d+)\}", cell) for cell in row]
    return sum(int(found[1]) if found else 1 for found in spans)


CAPTION = Caption("What it is.", ("made", "x"))


def test_a_row_may_begin_with_a_bracket_or_a_star():
    latex = tabulate(["A", "B"], [["[x]", "1"], ["*", "2"], ["y", "[z]"]], "lr", CAPTION)
    assert rows_of(latex) == [["{}[x]", "1"], ["{}*", "2"], ["y", "[z]"]]


def test_a_table_without_rows_says_so():
    assert rows_of(tabulate(["A", "B"], [], "lr", CAPTION)) == [[r"\multicolumn{2}{l}{none}"]]


def test_a_long_table_breaks_across_pages_and_repeats_its_head_but_not_its_caption():
    short = tabulate(["A"], [["x"]] * 30, "l", CAPTION)
    assert r"\begin{table}" in short
    assert len(rows_of(short)) == 30
    long = tabulate(["A"], [["x"]] * 31, "l", CAPTION)
    assert r"\begin{table}" not in long
    assert len(rows_of(long)) == 31
    head = long.index(r"\endfirsthead")
    assert long.index(r"\caption") < head < long.index(r"\endhead")
    # A few rows of many lines are long, too.
    assert r"\begin{longtable}" in tabulate(["A"], [["x " * 300]] * 3, "l", CAPTION)


def test_what_must_be_loaded_is_said_at_the_head():
    plain = tabulate(["A"], [["é “x” $-$1"]], "l", CAPTION).splitlines()
    assert plain[:2] == [
        "% needs the packages array, booktabs and longtable, and with pdflatex [T1]{fontenc}",
        r"\begin{table}",
    ]
    beyond = tabulate(["A"], [["외교"]], "l", CAPTION).splitlines()
    assert beyond[1] == (
        "% holds letters beyond Latin: typeset it with lualatex, in a font that has them"
    )


@pytest.mark.parametrize(
    ("parts", "label"),
    [
        (("confusion", "ship_of_state"), "confusion-ship-of-state"),
        (("corrections", "sentiment", "-1"), "corrections-sentiment-minus-1"),
        (("corrections", "sentiment", "1"), "corrections-sentiment-1"),
        (("validity", r"a}b\c%d #é"), "validity-a-b-c-d"),
    ],
)
def test_labels_are_plain_and_tell_values_apart(parts, label):
    latex = tabulate(["A"], [["x"]], "l", Caption("C.", parts))
    assert rf"\label{{tab:{label}}}" in latex


def test_a_cell_that_is_taller_than_a_page_goes_on_in_the_next_row():
    text = " ".join(f"word{n}" for n in range(300))
    rows = spread(text, "short")
    assert len(rows) > 1
    assert " ".join(row[0] for row in rows) == text
    assert [row[1] for row in rows] == ["short"] + [""] * (len(rows) - 1)
    assert max(len(row[0]) for row in rows) <= 600
    assert spread("", "") == [["", ""]]
    assert spread("a_b") == [[r"a\_b"]]


def test_what_stands_above_is_not_repeated():
    rows = [["a", "x", "1"], ["a", "x", "1"], ["a", "y", "1"], ["b", "y", "1"]]
    assert without_repeats(rows, 2) == [
        ["a", "x", "1"], ["", "", "1"], ["", "y", "1"], ["b", "y", "1"],
    ]  # fmt: skip
    assert rows[1] == ["a", "x", "1"]


def test_columns_that_break_their_lines_let_the_first_word_break():
    assert wrap(0.2) == r">{\raggedright\arraybackslash\hspace{0pt}}p{0.2\linewidth}"


VARIABLES = schemas.VARIABLES.build(
    [
        ("sentiment", "Less or more favourable?", "-1", "Less.", "ordinal"),
        ("sentiment", "Less or more favourable?", "1", "More & 100% #1.", "ordinal"),
        ("a_frame", r"Is it \input{x}?", "0", "No.", "nominal"),
    ]
)


def test_the_codebook_of_coding_has_each_question_once_above_its_values():
    latex = reports.codebook_to_latex(VARIABLES)
    rows = rows_of(latex)
    assert {span_of(row) for row in rows} == {3}
    assert [row[0] for row in rows] == ["sentiment", "", "", "a frame", ""]
    assert rows[0][1].endswith("{Less or more favourable?}")
    assert rows[1] == ["", "$-$1", "Less."]
    assert rows[2] == ["", "1", r"More \& 100\% \#1."]
    assert r"Is it \textbackslash{}input\{x\}?" in rows[3][1]
    with pytest.raises(schemas.SchemaError, match="^`variables` must have the columns"):
        reports.codebook_to_latex(pd.DataFrame({"x": [1]}))
    assert rows_of(reports.codebook_to_latex(VARIABLES.iloc[:0])) == [
        [r"\multicolumn{3}{l}{none}"]
    ]  # fmt: skip


def test_the_codebook_of_frames_counts_all_cues_and_shows_examples():
    latex = reports.frames_to_latex()
    book = load_frames()
    rows = rows_of(latex)
    assert {span_of(row) for row in rows} == {5}
    heads = [row for row in rows if row[0]]
    assert [row[0] for row in heads] == [name(frame) for frame in book.entries]
    n_cues = {frame: sum(cue.frame == frame for cue in book.cues) for frame in book.entries}
    assert [row[3] for row in heads] == [str(n) for n in n_cues.values()]
    assert f"Codebook of frames, version {book.version}." in latex
    assert latex.count("Must be found: ") == latex.count("Must not: ") == len(book.entries)
    for row in rows:
        for cell in row:
            if not cell.startswith(r"\multicolumn"):
                set_text(cell)


def test_a_codebook_of_ones_own_is_written_out(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "version: 7\nfigurative_everywhere: [alliance]\nliteral_everywhere: [tons]\nframes:\n"
        "  bread_line:\n    family: issue\n    definition: 'Bread: 50% & more_'\n"
        "    source: nobody\n    author: nobody\n    functions: [problem, remedy]\n"
        '    include: ["A loaf."]\n    cues: [loaf, "(bun|roll)~ ... stale"]\n',
        encoding="utf-8",
    )
    rows = rows_of(reports.frames_to_latex(path))
    assert rows[0] == [
        "bread line",
        r"Bread: 50\% \& more\_ (nobody)",
        "problem, remedy",
        "2",
        r"loaf; (bun\textbar{}roll)\textasciitilde{} ... stale",
    ]
    assert rows[1][1].endswith("{Must be found: A loaf.}")
    assert "version 7" in reports.frames_to_latex(str(path))


AGREEMENT = schemas.AGREEMENT.build(
    [
        ("sentiment", 0.81, 0.72, 0.88, 1_190, 2, "all", "alpha", "ordinal"),
        ("a_b", -0.05, None, None, 60, 3, "an_na and ben", "ac1", "nominal"),
        ("a_b", None, None, None, 60, 3, "all", "percent", "nominal"),
    ]
)


def test_agreement_is_written_row_by_row():
    assert rows_of(reports.agreement_to_latex(AGREEMENT)) == [
        ["sentiment", "alpha (ordinal)", "all", "0.81 [0.72, 0.88]", "1,190", "2"],
        ["a b", "AC1 (nominal)", r"an\_na and ben", "$-$0.05", "60", "3"],
        ["a b", "alike (nominal)", "all", "--", "60", "3"],
    ]


CONFUSION = schemas.CONFUSION.build(
    [
        ("sentiment", "-1", "-1", 3.5, 0.35),
        ("sentiment", "-1", "1", 1 / 3, 0.05),
        ("sentiment", "1", "-1", 2.0, 0.2),
        ("sentiment", "1", "1", 4.0, 0.4),
        ("frame", "0", "0", 9.0, 1.0),
    ]
)


def test_the_confusion_has_counts_shares_and_totals():
    latex = reports.confusion_to_latex(CONFUSION, "sentiment")
    assert rows_of(latex) == [
        ["$-$1", r"3.5 (35.0\%)", r"0.3 (5.0\%)", say_count(3.5 + 1 / 3)],
        ["1", r"2 (20.0\%)", r"4 (40.0\%)", say_count(2 + 4)],
        ["All", say_count(3.5 + 2), say_count(1 / 3 + 4), say_count(3.5 + 1 / 3 + 2 + 4)],
    ]
    assert r"Coders saw & claimed $-$1 & claimed 1 & All \\" in latex


def test_a_pair_that_nobody_saw_counts_0():
    rows = rows_of(reports.confusion_to_latex(CONFUSION.iloc[:2], "sentiment"))
    assert rows == [
        ["$-$1", r"3.5 (35.0\%)", r"0.3 (5.0\%)", "3.8"],
        ["1", r"0 (0.0\%)", r"0 (0.0\%)", "0"],
        ["All", "3.5", "0.3", "3.8"],
    ]


VALIDITY = schemas.CODED_VALIDITY.build(
    [
        ("sentiment", "all", "precision", "-1", 0.61, 0.52, 0.69, 70),
        ("sentiment", "all", "f1", "-1", None, None, None, 0),
        ("sentiment", "all", "macro_f1", "all", 0.63, 0.54, 0.73, 200),
        ("sentiment", "all", "units", "all", 200, None, None, 200),
        ("sentiment", "outlet=A_B", "precision", "-1", 0.5, 0.4, 0.6, 30),
        ("sentiment", "outlet=A_B", "macro_f1", "all", 0.55, 0.45, 0.65, 30),
        ("a_frame", "all", "f1", "1", 0.7, 0.6, 0.8, 9),
    ]
)


def test_validity_is_written_by_value_and_of_groups_in_one_number():
    of_sentiment = [
        ["all", "precision", "$-$1", "0.61 [0.52, 0.69]", "70"],
        ["", "F1", "$-$1", "--", "0"],
        ["", "macro-F1", "all", "0.63 [0.54, 0.73]", "200"],
        [r"outlet: A\_B", "macro-F1", "all", "0.55 [0.45, 0.65]", "30"],
    ]
    assert rows_of(reports.validity_to_latex(VALIDITY, "sentiment")) == of_sentiment
    both = rows_of(reports.validity_to_latex(VALIDITY))
    assert [row[0] for row in both] == ["sentiment", "", "", "", "a frame"]
    assert [row[1:] for row in both] == [
        *of_sentiment, ["all", "F1", "1", "0.70 [0.60, 0.80]", "9"]
    ]  # fmt: skip


def correct(group, method, estimate, low=None, high=None):
    return ("sentiment", group, "mean", method, estimate, low, high, 1_500, 45, 30, 25, "document")


CORRECTIONS = schemas.CORRECTIONS.build(
    [
        correct("A_B", "naive", -0.5, -0.6, -0.4),
        correct("A_B", "rogan_gladen", 0.25, 0.2, 0.3),
        correct("A_B", "likelihood", None),
        correct("C", "naive", 0.1, 0.0, 0.2),
        correct("C", "prediction_powered", None),
    ]
)


def test_corrections_stand_below_one_another_and_the_uncorrected_are_counted():
    latex = reports.corrections_to_latex(CORRECTIONS, "sentiment", "mean")
    assert rows_of(latex) == [
        [r"A\_B", "1,500", "30", "Naive", "$-$0.50 [$-$0.60, $-$0.40]"],
        ["", "", "", "Rogan--Gladen", "0.25 [0.20, 0.30]"],
        ["", "", "", "Likelihood", "--"],
        ["", "", "", "Prediction-powered", "--"],
    ]
    assert "Left out, with too few coded units: 1 group." in latex
    assert r"\label{tab:corrections-sentiment-mean}" in latex


def test_what_is_not_in_a_table_is_told():
    message = "`variable` must be in the table, which has frame, sentiment; it is 'tone'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        reports.confusion_to_latex(CONFUSION, "tone")
    message = "`variable` must be in the table, which has nothing; it is 'tone'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        reports.validity_to_latex(VALIDITY.iloc[:0], "tone")
    message = "`value` must be in the table, which has mean of 'sentiment'; it is '2'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        reports.corrections_to_latex(CORRECTIONS, "sentiment", "2")


EMPTY = [
    (reports.codebook_to_latex, schemas.VARIABLES),
    (reports.agreement_to_latex, schemas.AGREEMENT),
    (reports.validity_to_latex, schemas.CODED_VALIDITY),
]


@pytest.mark.parametrize(("write", "schema"), EMPTY)
def test_an_empty_table_is_an_empty_table(write, schema):
    ((cell,),) = rows_of(write(schema.empty()))
    assert cell.endswith("{none}")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_a_hostile_name_breaks_no_table(text):
    text = text.replace("\ud800", "")  # no table can hold half a character
    n_plain = len(rows_of(reports.agreement_to_latex(AGREEMENT)))
    hostile = AGREEMENT.assign(variable=text, group=[text, f"{text}2", f"{text}3"])
    assert len(rows_of(reports.agreement_to_latex(hostile))) == n_plain
    rows_of(reports.confusion_to_latex(CONFUSION.assign(variable=text).iloc[:4], text))
    rows_of(reports.confusion_to_latex(CONFUSION.replace({"value": {"1": text}}), "sentiment"))
    rows_of(reports.validity_to_latex(VALIDITY.assign(label=text).iloc[:1], "sentiment"))
    rows_of(reports.corrections_to_latex(CORRECTIONS.assign(value=text), "sentiment", text))
    hostile = VARIABLES.assign(question=text, meaning=text, variable=text, value=["1", "2", "3"])
    rows_of(reports.codebook_to_latex(hostile))


def test_nothing_that_was_given_is_changed():
    for table, write in (
        (AGREEMENT, reports.agreement_to_latex),
        (VALIDITY, reports.validity_to_latex),
        (VARIABLES, reports.codebook_to_latex),
    ):
        before = table.copy(deep=True)
        write(table)
        pd.testing.assert_frame_equal(table, before)
