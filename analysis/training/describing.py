"""Measure the shipped model and write its numbers into its card.

`python -m analysis.training.describing --newsmtsc DIR --directed DIR`; `make train` ends with it.
"""

from __future__ import annotations

import re
import sys

import pandas as pd

from analysis import scores, tables, validity
from analysis.networks.sessions import MODELS, load_model
from analysis.schemas import CLASSES
from analysis.training.examples import read_directed, read_newsmtsc
from analysis.training.layout import choose_natural, make_parser

__all__ = ["describe_model"]

CARD = MODELS / "README.md"
_MARKED = re.compile(r"(<!-- numbers -->\n).*(<!-- end of numbers -->)", re.DOTALL)
_FEWEST_TARGETS = 15


def describe_model(samples: dict[str, pd.DataFrame]) -> str:
    """Write what the model reaches on labelled samples as Markdown.

    Parameters
    ----------
    samples : dict of DataFrame
        Under the name of each: `text, start, end, sentiment`; the first, with `country`, is
        described by country and calibration as well.

    Returns
    -------
    str
        A table of macro-F1 of every scorer, one of the classes, one of countries, one of bins of
        confidence; each number with its 95 % interval, whole texts resampled.
    """
    evaluated = {
        (name, scorer): validity.evaluate_sentiment(gold, function).set_index(["measure", "label"])
        for name, gold in samples.items()
        for scorer, function in scores.SCORERS.items()
    }
    parts = ["Macro-F1 over negative, neutral and positive:\n", _table(
        ["sample", "targets", *scores.SCORERS],
        [
            [name, len(gold), *(_say(evaluated[name, scorer].loc["macro_f1", "all"])
                                for scorer in scores.SCORERS)]
            for name, gold in samples.items()
        ],
    )]  # fmt: skip
    parts += ["Of `news`, class by class:\n", _table(
        ["sample", "class", "precision", "recall", "F1"],
        [
            [name, label, *(_say(evaluated[name, "news"].loc[measure, label])
                            for measure in ("precision", "recall", "f1"))]
            for name in samples
            for label in CLASSES
        ],
    )]  # fmt: skip
    passages = next(iter(samples.values()))
    parts += ["By country, on those passages: the share judged as coders did, where a country is "
              f"a target {_FEWEST_TARGETS} times or more:\n", _by_country(passages)]  # fmt: skip
    judged = validity.judge_gold(passages, {"news": scores.score_targets})
    bins = tables.calibration(judged)
    parts += ["Calibration, on those passages, in bins of equally many targets:\n", _table(
        ["mean probability given", "share judged as coders did", "targets"],
        [[f"{row['confidence']:.2f}", _say(row), row["n_mentions"]]
         for row in bins.to_dict("records")],
    )]  # fmt: skip
    return "\n".join(parts)


def main(arguments: list[str] | None = None) -> None:
    """Measure and write the card's numbers."""
    options = make_parser(__doc__).parse_args(arguments)
    gold = validity.read_gold_sentiment(options.passages)
    samples = {
        "passages, kept away": gold[gold["split"] == "test"].reset_index(drop=True),
        "NewsMTSC, dev, real world": read_newsmtsc(options.newsmtsc / "dev_rw.jsonl"),
        "NewsMTSC, dev, several targets": read_newsmtsc(options.newsmtsc / "dev_mt.jsonl"),
        "Directed Sentiment, valid, states": choose_natural(
            read_directed(options.directed / "valid.txt")
        ),
    }
    numbers = f"Model file sha256 {load_model().identity}.\n\n{describe_model(samples)}\n"
    card = CARD.read_text(encoding="utf-8")
    if not _MARKED.search(card):
        msg = f"{CARD.name} must have a line `<!-- numbers -->` and one `<!-- end of numbers -->`."
        raise SystemExit(msg)
    CARD.write_text(_MARKED.sub(lambda found: found[1] + numbers + found[2], card), "utf-8")


def _by_country(gold: pd.DataFrame) -> str:
    often = gold["country"].value_counts()
    often = often[often >= _FEWEST_TARGETS].index
    known = gold[gold["country"].isin(often)]
    table = validity.evaluate_sentiment(known, scores.score_targets, by=["country"])
    rows = table[(table["measure"] == "accuracy") & table["label"].str.startswith("country=")]
    return _table(
        ["country", "targets", "share"],
        [[row["label"].removeprefix("country="), row["n"], _say(row)]
         for row in rows.sort_values("n", ascending=False).to_dict("records")],
    )  # fmt: skip


def _say(row: pd.Series | dict) -> str:
    return f"{row['estimate']:.3f} ({row['low']:.3f} to {row['high']:.3f})"


def _table(heads: list[str], rows: list[list[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
