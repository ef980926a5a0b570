"""Probabilities of the model `news` for encoded passages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.networks.sessions import Model, run_by_length
from analysis.scores.encoding import Encoded, pad

__all__ = ["judge"]


def judge(model: Model, encoded: Sequence[Encoded]) -> np.ndarray:
    """Run the model over encoded passages.

    Parameters
    ----------
    model : Model
        As loaded.
    encoded : sequence of Encoded
        In any order; the model reads passages of one length together.

    Returns
    -------
    ndarray, float64, one row per passage in the order given
        Probabilities of negative, neutral and positive.
    """
    probabilities = np.zeros((len(encoded), 3))

    def run(chosen: list[int]) -> None:
        batch = pad([encoded[place] for place in chosen])
        probabilities[chosen] = model.session.run(["probabilities"], batch)[0]

    lengths = [len(passage.ids) for passage in encoded]
    run_by_length(lengths, run, unit="target", name="news")
    return probabilities
