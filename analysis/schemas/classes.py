"""The three classes of sentiment, as coders give them and as scorers claim them."""

from __future__ import annotations

import numpy as np
import pandas as pd

CLASSES = ("negative", "neutral", "positive")
PROBABILITIES = ["p_negative", "p_neutral", "p_positive"]


def classify(scores: pd.DataFrame) -> np.ndarray:
    """Give each target its class: 0 negative, 1 neutral, 2 positive.

    That of the highest probability; of a scorer without probabilities the sign of its sentiment,
    and neutral without evidence.
    """
    signs = np.sign(scores["sentiment"].fillna(0.0).to_numpy("float64")).astype("int64") + 1
    probabilities = scores[PROBABILITIES].to_numpy("float64")
    known = ~np.isnan(probabilities).any(axis=1)
    return np.where(known, np.nan_to_num(probabilities).argmax(axis=1), signs)
