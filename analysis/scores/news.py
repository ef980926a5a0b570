"""The scorer `news`: a small trained model that never sees which country it judges."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pandas as pd

from analysis.networks.remembering import Memory, find_folder
from analysis.networks.sessions import Model, load_model
from analysis.scores.encoding import Encoded, encode
from analysis.scores.model import judge
from analysis.scores.passages import mask_target
from analysis.scores.targets import MEASURES, check_targets

__all__ = ["score_news"]

# Passages of one length may share a batch with others in another run; what differs then is
# beyond this place.
_PLACES = 4


def score_news(targets: pd.DataFrame) -> pd.DataFrame:
    """Score each target with the model in `analysis/models/`.

    The model reads the passage around the target, up to its window, with every country hidden
    (:func:`analysis.scores.passages.mask_target`). It was trained on passages written for this
    project and on two public data sets; its card is `analysis/models/README.md`. What it has
    once said of a passage is kept on this machine
    (:func:`analysis.networks.remembering.find_folder`).

    Parameters
    ----------
    targets : DataFrame, one row per target
        With `text, start, end`; the text may be a sentence, a paragraph or a whole article.

    Returns
    -------
    DataFrame, one row per target, on the same index
        `p_negative, p_neutral, p_positive`, calibrated probabilities that sum to 1;
        `sentiment` is `p_positive - p_negative`, never missing; `n_cues` is missing, since the
        model has no word list.

    Raises
    ------
    SchemaError
        If a target does not mark a part of its text.
    FileNotFoundError
        If the model's files are not there.
    """
    check_targets(targets)
    model = load_model()
    passages = [
        mask_target(text, int(start), int(end))
        for text, start, end in zip(targets["text"], targets["start"], targets["end"], strict=True)
    ]
    encoded = encode(passages, model.tokenizer, model.window)
    table = pd.DataFrame(
        _judge_once(model, encoded), columns=list(MEASURES[:3]), index=targets.index
    )
    table["sentiment"] = (table["p_positive"] - table["p_negative"]).round(_PLACES)
    table["n_cues"] = np.nan
    return table.astype("float64")


def _judge_once(model: Model, encoded: list[Encoded]) -> np.ndarray:
    """Judge each different passage once, in this run and in all before."""
    keys = [_key(passage) for passage in encoded]
    different = dict(zip(keys, encoded, strict=True))
    memory = Memory(find_folder(), "sentiment", model.identity)
    known = memory.recall(list(different))
    fresh = [key for key in different if key not in known]
    if fresh:
        probabilities = judge(model, [different[key] for key in fresh]).round(_PLACES)
        judged = {key: row.tobytes() for key, row in zip(fresh, probabilities, strict=True)}
        memory.keep(judged)
        known |= judged
    return np.frombuffer(b"".join(known[key] for key in keys), dtype="<f8").reshape(-1, 3)


def _key(passage: Encoded) -> bytes:
    content = np.array([passage.first, passage.last, *passage.ids], np.int32).tobytes()
    return blake2b(content, digest_size=16).digest()
