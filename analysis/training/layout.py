"""Where the data lie, and which part of them serves for what."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis.validity import PASSAGES

__all__ = ["choose_natural", "make_parser"]


def make_parser(description: str | None) -> argparse.ArgumentParser:
    """Make a parser that knows where the data lie.

    Parameters
    ----------
    description : str or None
        Of the command.

    Returns
    -------
    ArgumentParser
        With `--passages`, `--newsmtsc` and `--directed`.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--passages", type=Path, default=PASSAGES, help="labelled passages")
    parser.add_argument(
        "--newsmtsc", type=Path, required=True, help="folder with NewsMTSC: train.jsonl and dev"
    )
    parser.add_argument(
        "--directed", type=Path, required=True, help="folder with Directed Sentiment: train.txt ..."
    )
    return parser


def choose_natural(directed: pd.DataFrame) -> pd.DataFrame:
    """Keep the targets that are states: natural news sentences, labelled by crowd workers.

    Parameters
    ----------
    directed : DataFrame, one row per target
        As :func:`analysis.training.examples.read_directed` gives it.

    Returns
    -------
    DataFrame, one row per target
        Of kind `state` alone.
    """
    return directed[directed["kind"] == "state"].reset_index(drop=True)
