"""Any sequence classifier of the Hugging Face form as a scorer, from a folder or the local cache.

Needs the extra `hub`. Nothing is downloaded: a model named by its hub name must lie in the local
cache already.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.matching.masking import Masked, mask_countries
from analysis.scores.encoding import cut_window
from analysis.scores.passages import names_a_relation
from analysis.scores.targets import MEASURES, check_targets

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

__all__ = ["HUB_PREFIXES", "load_hub_scorer"]

# `hub:` reads the passage alone; `hub-pair:` reads passage and target, as models for aspects do.
HUB_PREFIXES = ("hub:", "hub-pair:")
_BATCH = 16
_LONGEST = 512
_CLASSES = {
    "negative": 0, "neg": 0, "-1": 0,
    "neutral": 1, "neu": 1, "0": 1,
    "positive": 2, "pos": 2, "1": 2,
}  # fmt: skip


class _Classifier(NamedTuple):
    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerFast
    places: tuple[int, ...]  # class of each label: 0 negative, 1 neutral, 2 positive
    longest: int  # tokens that the model reads at most
    room: int  # of these for the passage and, in pairs, the target


@cache
def load_hub_scorer(name: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Make a scorer of a model.

    Countries are hidden from it as from every scorer, under the plain word "targetland" for the
    target and "otherland" for the others. A relation keeps its words; of a model that reads no
    pairs it can only be asked what the passage as a whole says.

    Parameters
    ----------
    name : str
        `hub:` or `hub-pair:` before a folder, or before a hub name whose files lie in the local
        cache.

    Returns
    -------
    callable
        From targets to scores, as in :data:`analysis.scores.SCORERS`. A model without a neutral
        class leaves `p_neutral` missing. Loaded once a session; its attribute `identity` is the
        SHA-256 of the model's weights, settings and vocabulary.

    Raises
    ------
    ValueError
        If the extra is not installed, the model is not there, or its labels are not negative,
        (neutral) and positive.
    """
    prefix, _, folder = name.partition(":")
    in_pairs = prefix == "hub-pair"
    classifier = _load(folder, in_pairs=in_pairs)

    def score_hub(targets: pd.DataFrame) -> pd.DataFrame:
        check_targets(targets)
        passages = [
            _read(_mask(text, int(start), int(end)), classifier, in_pairs=in_pairs)
            for text, start, end in zip(
                targets["text"], targets["start"], targets["end"], strict=True
            )
        ]
        different = {passage: place for place, passage in enumerate(dict.fromkeys(passages))}
        probabilities = _judge(classifier, list(different), in_pairs=in_pairs)
        rows = probabilities[[different[passage] for passage in passages]]
        table = pd.DataFrame(rows, columns=list(MEASURES[:3]), index=targets.index)
        table["sentiment"] = table["p_positive"] - table["p_negative"]
        return table.assign(n_cues=np.nan).astype("float64")

    score_hub.identity = _identify(classifier)
    return score_hub


def _load(name: str, *, in_pairs: bool) -> _Classifier:
    try:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer
    except ImportError as error:
        msg = "A scorer from the hub needs the extra `hub`: pip install 'trilateral[hub]'."
        raise ValueError(msg) from error
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
        model = AutoModelForSequenceClassification.from_pretrained(name, local_files_only=True)
    except (OSError, ValueError) as error:
        msg = (
            f"`hub:` must name a folder with a sequence classifier and its fast tokenizer, or a "
            f"model in the local cache (hf download NAME); {name!r} could not be loaded: "
            f"{str(error)[:200]}"
        )
        raise ValueError(msg) from error
    if not tokenizer.is_fast:
        msg = f"A scorer from the hub needs a fast tokenizer; that of {name!r} is none."
        raise ValueError(msg)
    longest = min(tokenizer.model_max_length, _positions_of(model.config), _LONGEST)
    extra = tokenizer.num_special_tokens_to_add(pair=in_pairs)
    places = _read_labels(model.config.id2label, name)
    return _Classifier(model.eval(), tokenizer, places, longest, longest - extra)


def _identify(classifier: _Classifier) -> str:
    settings = classifier.model.config.to_dict()
    settings.pop("_name_or_path", None)  # where it lay
    digest = sha256(json.dumps(settings, sort_keys=True, default=str).encode())
    digest.update(classifier.tokenizer.backend_tokenizer.to_str().encode())
    for name, values in sorted(classifier.model.state_dict().items()):
        digest.update(name.encode())
        digest.update(values.contiguous().numpy().tobytes())
    return digest.hexdigest()


def _positions_of(config: Any) -> int:
    """RoBERTa keeps two of its positions for itself."""
    positions = getattr(config, "max_position_embeddings", _LONGEST)
    keeps_two = config.model_type in {"roberta", "xlm-roberta", "camembert"}
    return positions - 2 if keeps_two else positions


def _read_labels(labels: dict[int, str], name: str) -> tuple[int, ...]:
    places = [_CLASSES.get(str(labels[number]).strip().lower()) for number in sorted(labels)]
    if None in places or len(set(places)) != len(places) or not {0, 2} <= set(places):
        msg = (
            f"The labels of {name!r} must be negative, positive and at most neutral besides; they "
            f"are {list(labels.values())}. Write the meaning of each into `id2label` of its "
            f"config.json."
        )
        raise ValueError(msg)
    return tuple(places)


def _mask(text: str, start: int, end: int) -> Masked:
    return mask_countries(text, start, end, keep_words=names_a_relation(text[start:end]))


def _read(passage: Masked, classifier: _Classifier, *, in_pairs: bool) -> tuple[str, str]:
    """Give the passage, cut around its target if too long, and the words of the target.

    The tokenizer would cut off its end.
    """
    target = passage.text[passage.start : passage.end]
    encoding = classifier.tokenizer(
        passage.text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
    )
    offsets = encoding["offset_mapping"]
    room = classifier.room - (len(classifier.tokenizer.tokenize(target)) if in_pairs else 0)
    if len(offsets) <= room:
        return passage.text, target
    inside = [
        place
        for place, (start, end) in enumerate(offsets)
        if start < passage.end and end > passage.start
    ]
    first = inside[0] if inside else 0
    last = min(inside[-1] + 1 if inside else 1, first + room)
    tokens = [passage.text[start:end] for start, end in offsets]
    begin, stop = cut_window(tokens, first, last, room)
    return passage.text[offsets[begin][0] : offsets[stop - 1][1]], target


def _judge(
    classifier: _Classifier, passages: list[tuple[str, str]], *, in_pairs: bool
) -> np.ndarray:
    import torch

    probabilities = np.full((len(passages), 3), np.nan)
    order = sorted(range(len(passages)), key=lambda place: len(passages[place][0]))
    for first in range(0, len(order), _BATCH):
        chosen = order[first : first + _BATCH]
        texts, asked = zip(*(passages[place] for place in chosen), strict=True)
        pairs = list(asked) if in_pairs else None
        # One longer than the model reads was cut already; a re-joined word may be a token more.
        batch = classifier.tokenizer(
            list(texts), pairs, padding=True, truncation="only_first", return_tensors="pt",
            max_length=classifier.longest,
        )  # fmt: skip
        with torch.inference_mode():
            logits = classifier.model(**batch).logits
        shares = torch.softmax(logits.float(), dim=-1).numpy()
        for label, place in enumerate(classifier.places):
            probabilities[chosen, place] = shares[:, label]
    return probabilities
