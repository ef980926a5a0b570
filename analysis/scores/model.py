"""The trained model in `analysis/models/`: loaded on first use, run on both cores by length."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from tqdm.auto import tqdm

from analysis.scores.encoding import Encoded, pad

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["MODELS", "Model", "identify_model", "judge", "load_model"]

MODELS = Path(__file__).parents[1] / "models"
_BATCH = 32
_SECONDS_WITHOUT_A_BAR = 2.0


class Model(NamedTuple):
    """A model ready to run: `identity` is the hash of its file, `window` in tokens."""

    session: InferenceSession
    tokenizer: Tokenizer
    identity: str
    window: int


@cache
def identify_model(folder: Path = MODELS, name: str = "news") -> str:
    """Hash the file of a model, without loading what runs it.

    Parameters
    ----------
    folder, name : optional
        As in :func:`load_model`.

    Returns
    -------
    str
        SHA-256 in hexadecimal digits.

    Raises
    ------
    FileNotFoundError
        If the file is not there.
    """
    return sha256(_find(folder, name, ".onnx").read_bytes()).hexdigest()


@cache
def load_model(folder: Path = MODELS, name: str = "news") -> Model:
    """Load a model and its tokenizer.

    Parameters
    ----------
    folder : Path, optional
        Where `<name>.onnx` and `<name>-tokenizer.json` lie.
    name : str, optional
        Of the model.

    Returns
    -------
    Model
        The same for every call.

    Raises
    ------
    FileNotFoundError
        If a file is not there, as in a checkout without its large files.
    """
    # Imported here: both take long to load, and not every run scores.
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    path, vocabulary = _find(folder, name, ".onnx"), _find(folder, name, "-tokenizer.json")
    options = SessionOptions()
    # A worker of a pool has one core; the only process has all.
    options.intra_op_num_threads = 1 if multiprocessing.parent_process() else os.cpu_count() or 1
    session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    window = int(session.get_modelmeta().custom_metadata_map["window"])
    tokenizer = Tokenizer.from_str(vocabulary.read_text(encoding="utf-8"))
    return Model(session, tokenizer, identify_model(folder, name), window)


def _find(folder: Path, name: str, ending: str) -> Path:
    path = folder / f"{name}{ending}"
    if not path.is_file():
        msg = (
            f"The scorer {name!r} needs {path.name} in {folder}, and there is none; install the "
            f"package anew, or make the model with `make train`."
        )
        raise FileNotFoundError(msg)
    return path


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
    order = sorted(range(len(encoded)), key=lambda place: len(encoded[place].ids), reverse=True)
    with tqdm(
        total=len(order),
        unit="target",
        desc="news",
        delay=_SECONDS_WITHOUT_A_BAR,
        leave=False,
        disable=True if multiprocessing.parent_process() else None,
    ) as bar:
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            batch = pad([encoded[place] for place in chosen])
            probabilities[chosen] = model.session.run(["probabilities"], batch)[0]
            bar.update(len(chosen))
    return probabilities
