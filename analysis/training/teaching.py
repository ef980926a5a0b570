"""What each example should be judged as: its own label, smoothed, and what teachers make of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import torch

from analysis.training.fitting import Settings, predict
from analysis.training.network import CLASSES, SOURCES, SentimentNetwork

__all__ = ["Teacher", "read_teacher", "set_aims"]

Teacher = tuple[Path, frozenset[str]]


def read_teacher(argument: str) -> Teacher:
    """Read `FILE=source,source`: weights of an earlier run, and the sources that it teaches."""
    path, _, sources = argument.partition("=")
    taught = frozenset(sources.split(","))
    if unknown := sorted(taught - set(SOURCES)):
        msg = f"--teachers needs FILE=SOURCES with sources among {list(SOURCES)}, not {unknown}."
        raise SystemExit(msg)
    return Path(path), taught


def set_aims(
    train: pd.DataFrame, settings: Settings, teachers: list[Teacher], network: SentimentNetwork
) -> pd.DataFrame:
    """Say for every example which probabilities the network should give.

    Parameters
    ----------
    train : DataFrame, one row per target
        As :func:`analysis.training.fitting.fit` takes it, without `aim`.
    settings : Settings
        With `smoothing`, and with `trust`, the weight of a source's own labels beside its
        teachers' judgements.
    teachers : list of Teacher
        Weights of earlier runs, and the sources that each teaches. A source with several has
        their mean; one without any is trusted fully.
    network : SentimentNetwork
        The form to load a teacher's weights into. Its own weights are put back.

    Returns
    -------
    DataFrame, one row per target
        With `aim`, an array of three probabilities.

    Raises
    ------
    SystemExit
        If labels that are not trusted at all have no teacher.

    References
    ----------
    Hinton, G., Vinyals, O., and Dean, J. (2015). Distilling the knowledge in a neural network.
    """
    labels = np.eye(len(CLASSES))[train["sentiment"].to_numpy() + 1]
    aims = labels * (1 - settings.smoothing) + settings.smoothing / len(CLASSES)
    family = train["source"].str.split("_").str[0].to_numpy()
    judged = np.zeros_like(aims)
    counts = np.zeros(len(train))
    own = {name: values.clone() for name, values in network.state_dict().items()}
    for path, sources in teachers:
        rows = np.flatnonzero(np.isin(family, list(sources)))
        network.load_state_dict(torch.load(path, weights_only=True))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            judged[rows] += _soften(predict(network, train.iloc[rows]))
        counts[rows] += 1
    network.load_state_dict(own)
    trust = train["source"].map(settings.trust).fillna(1.0).to_numpy()
    if (alone := (counts == 0) & (trust == 0)).any():
        sources = ", ".join(sorted(set(family[alone])))
        msg = f"Examples of {sources} that only a teacher can judge need --teachers FILE=SOURCE."
        raise SystemExit(msg)
    trust = np.where(counts == 0, 1.0, trust)
    taught = judged / np.maximum(counts, 1)[:, None]
    aims = aims * trust[:, None] + taught * (1 - trust)[:, None]
    return train.assign(aim=list(aims.astype(np.float32)))


def _soften(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)
