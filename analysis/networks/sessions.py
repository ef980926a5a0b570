"""A network in `analysis/models/`: loaded on first use, run on all cores by length."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from tqdm.auto import tqdm

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["MODELS", "Model", "identify_model", "load_model", "run_by_length"]

MODELS = Path(__file__).parents[1] / "models"
_BATCH = 32
_SECONDS_WITHOUT_A_BAR = 2.0


class Model(NamedTuple):
    """A model ready to run: `identity` is the hash of its file, `facts` stand in the file."""

    session: InferenceSession
    tokenizer: Tokenizer
    identity: str
    facts: Mapping[str, str]

    @property
    def window(self) -> int:
        """How many tokens it reads at most."""
        return int(self.facts["window"])


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
    return sha256(_find(folder, f"{name}.onnx").read_bytes()).hexdigest()


@cache
def load_model(folder: Path = MODELS, name: str = "news", words: str | None = None) -> Model:
    """Load a model and its tokenizer.

    Parameters
    ----------
    folder : Path, optional
        Where `<name>.onnx` and `<name>-tokenizer.json` lie.
    name : str, optional
        Of the model.
    words : str, optional
        The model whose tokenizer it shares; its own if absent.

    Returns
    -------
    Model
        The same for every call.

    Raises
    ------
    FileNotFoundError
        If a file is not there, as in a checkout without its large files.
    """
    # Imported here: both take long to load, and not every run needs them.
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    path, vocabulary = (
        _find(folder, f"{name}.onnx"),
        _find(folder, f"{words or name}-tokenizer.json"),
    )
    options = SessionOptions()
    # A worker of a pool has one core; the only process has all.
    options.intra_op_num_threads = 1 if multiprocessing.parent_process() else os.cpu_count() or 1
    session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    facts = dict(session.get_modelmeta().custom_metadata_map)
    tokenizer = Tokenizer.from_str(vocabulary.read_text(encoding="utf-8"))
    return Model(session, tokenizer, identify_model(folder, name), facts)


def _find(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        msg = (
            f"The models need {name} in {folder}, and there is none; install the package anew, "
            f"or make the models with `make train`."
        )
        raise FileNotFoundError(msg)
    return path


def run_by_length(
    lengths: Sequence[int], run: Callable[[list[int]], Any], *, unit: str, name: str
) -> None:
    """Run a model over many texts, those of one length together, with a bar if it takes long.

    Parameters
    ----------
    lengths : sequence of int
        Of each text, in tokens.
    run : callable
        Takes the places of the texts of one batch.
    unit, name : str
        What the bar counts, and what it is called.
    """
    order = np.argsort(-np.asarray(lengths, np.int64), kind="stable").tolist()
    with tqdm(
        total=len(order),
        unit=unit,
        desc=name,
        delay=_SECONDS_WITHOUT_A_BAR,
        leave=False,
        disable=True if multiprocessing.parent_process() else None,
    ) as bar:
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            run(chosen)
            bar.update(len(chosen))
