"""Fit the network to the examples: one run, its dev figures logged after every pass."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from torch.nn import functional

from analysis.scores.encoding import Encoded, pad
from analysis.training.network import CLASSES, SentimentNetwork

__all__ = ["Settings", "find_temperature", "fit", "macro_f1", "predict"]


_HIDDEN_TOKEN = 103  # [MASK], which the encoder knows from its own training
_LAST_SPECIAL_TOKEN = 998


@dataclass(frozen=True)
class Settings:
    """What one run varies; the defaults are those of the run behind the shipped model."""

    epochs: int = 3
    batch: int = 32
    rate: float = 7e-5
    rate_of_layer: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    smoothing: float = 0.05  # of the labels
    dropout: float = 0.2
    hiding: float = 0.1  # share of words that a passage is read without, others each time
    averaging: float = 0.998  # share of the old in the moving average of the weights
    seed: int = 3
    repeats: dict[str, int] = field(default_factory=lambda: {"passages_train": 3})
    neighbours: float = 0.2  # share of lone sentences that get an unrelated one beside them
    # How many targets of Directed Sentiment at most, by kind.
    judged: dict[str, int] = field(default_factory=lambda: {"state": 9_999, "actor": 500})
    neutrals: dict[str, int] = field(default_factory=lambda: {"state": 2_500, "speaker": 500})
    taught: int = 6_000  # further targets of Directed Sentiment, with the teachers' judgement alone
    judges_as: tuple[str, ...] = ("passages", "newsmtsc")  # the exported offsets are their mean
    # Weight of a label beside the judgement of teachers, where there are any.
    trust: dict[str, float] = field(
        default_factory=lambda: {
            "passages_train": 0.7,
            "newsmtsc_train": 0.5,
            "directed_train": 0.5,
            "directed_taught": 0.0,
        }
    )


def fit(
    network: SentimentNetwork,
    train: pd.DataFrame,
    dev: dict[str, pd.DataFrame],
    settings: Settings,
    log: Path,
) -> SentimentNetwork:
    """Train in place and give back the network with the average of its late weights.

    Parameters
    ----------
    network : SentimentNetwork
        Fresh from the base encoder.
    train : DataFrame, one row per target
        `encoded`, `aim` (the probabilities to give), `source` and `offset` (the row of the
        source's offsets).
    dev : dict of DataFrame
        With `encoded`, `sentiment` (-1, 0, 1) and `offset`; measured after every pass, never
        trained on.
    settings : Settings
        Of this run.
    log : Path
        Where a line of JSON goes after every pass.

    Returns
    -------
    SentimentNetwork
        In evaluation mode.
    """
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    order = [
        place
        for place, source in enumerate(train["source"])
        for _ in range(settings.repeats.get(source, 1))
    ]
    columns = {name: train[name].tolist() for name in ("encoded", "aim", "offset")}
    n_steps = settings.epochs * (len(order) // settings.batch + 1)
    optimizer, schedule = _prepare(network, settings, n_steps)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.averaging)
    )
    step = 0
    for epoch in range(settings.epochs):
        network.train()
        losses = []
        for batch in _batches(order, columns["encoded"], settings.batch, chance):
            loss = _loss(network, columns, batch, settings)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            # An average from the first step on would remember the untrained weights.
            if step > n_steps * settings.warm_up:
                average.update_parameters(network)
            losses.append(loss.item())
        measured = {
            name: round(macro_f1(predict(average.module, table), table["sentiment"]), 4)
            for name, table in dev.items()
        }
        line = {"epoch": epoch + 1, "loss": round(float(np.mean(losses)), 4), **measured}
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    return average.module.eval()


def predict(network: SentimentNetwork, table: pd.DataFrame, *, batch: int = 64) -> np.ndarray:
    """Give the logits of each example, with the offsets of its source.

    Parameters
    ----------
    network : SentimentNetwork
        Trained.
    table : DataFrame, one row per target
        With `encoded` and `offset`.
    batch : int, optional
        Passages in one run.

    Returns
    -------
    ndarray, one row per example and one column per class
        In the order of the table.
    """
    network.eval()
    encoded = table["encoded"].tolist()
    order = sorted(range(len(encoded)), key=lambda place: len(encoded[place].ids))
    logits = np.zeros((len(encoded), len(CLASSES)), np.float32)
    with torch.inference_mode():
        for first in range(0, len(order), batch):
            chosen = order[first : first + batch]
            logits[chosen] = (
                network(**_tensors([encoded[place] for place in chosen])).float().numpy()
            )
        offsets = network.offsets.numpy()
    return logits + offsets[table["offset"].to_numpy()]


def find_temperature(judged: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """Find what to divide logits by so that probabilities are as sure as they are right.

    Parameters
    ----------
    judged : sequence of pairs
        Logits and sentiments (-1, 0, 1) of one dev set each; each set weighs the same.

    Returns
    -------
    float
        Between 0.3 and 3, the one under which the judgements are likeliest.

    References
    ----------
    Guo, C., Pleiss, G., Sun, Y., and Weinberger, K. Q. (2017). On calibration of modern neural
    networks. Proceedings of ICML 34.
    """

    def surprise(temperature: float) -> float:
        means = []
        for logits, sentiment in judged:
            scaled = torch.from_numpy(logits / temperature)
            means.append(functional.cross_entropy(scaled, torch.from_numpy(sentiment + 1)).item())
        return sum(means)

    return float(min(np.geomspace(0.3, 3, 200), key=surprise))


def macro_f1(logits: np.ndarray, sentiment: Sequence[int]) -> float:
    """Average F1 over the three classes."""
    there, claimed = np.asarray(sentiment) + 1, logits.argmax(axis=1)
    rates = []
    for place in range(len(CLASSES)):
        both = ((there == place) & (claimed == place)).sum()
        rates.append(2 * both / max((there == place).sum() + (claimed == place).sum(), 1))
    return float(np.mean(rates))


def _prepare(network: SentimentNetwork, settings: Settings, n_steps: int) -> tuple[Any, Any]:
    """Set up AdamW with a rate for the encoder and one for the layer, warmed up and let down."""
    inner = list(network.encoder.parameters())
    outer = [*network.layer.parameters(), network.offsets]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": settings.rate}, {"params": outer, "lr": settings.rate_of_layer}],
        weight_decay=settings.decay,
        fused=True,
    )
    warm = max(int(n_steps * settings.warm_up), 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / warm, max(n_steps - step, 0) / max(n_steps - warm, 1))
    )
    return optimizer, schedule


def _batches(
    order: list[int], encoded: list[Encoded], size: int, chance: random.Random
) -> Iterator[list[int]]:
    """Shuffle, and sort by length inside large chunks, so that little is padding."""
    order = order.copy()
    chance.shuffle(order)
    batches = []
    for first in range(0, len(order), size * 50):
        chunk = sorted(order[first : first + size * 50], key=lambda at: len(encoded[at].ids))
        batches += [chunk[start : start + size] for start in range(0, len(chunk), size)]
    chance.shuffle(batches)
    yield from batches


def _loss(
    network: SentimentNetwork, columns: dict[str, list], batch: list[int], settings: Settings
) -> torch.Tensor:
    tensors = _tensors([columns["encoded"][at] for at in batch])
    ids = tensors["ids"]
    # Special tokens and masks stay: they have the lowest numbers of the vocabulary.
    hidden = (torch.rand(ids.shape) < settings.hiding) & (ids > _LAST_SPECIAL_TOKEN)
    tensors["ids"] = ids.masked_fill(hidden, _HIDDEN_TOKEN)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(**tensors)
    offsets = network.offsets[[columns["offset"][at] for at in batch]]
    aims = torch.from_numpy(np.stack([columns["aim"][at] for at in batch]))
    return functional.cross_entropy(logits.float() + offsets, aims)


def _tensors(encoded: Sequence[Encoded]) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(values) for name, values in pad(encoded).items()}
