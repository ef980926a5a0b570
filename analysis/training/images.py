"""Train the network that reads images: which words of a passage are meant as one, and of what.

`python -m analysis.training.images --base DIR` reads `corpus/training/frames.jsonl`, fits the
network on its split `train`, and writes `analysis/models/images.onnx`.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer

from analysis.frames.windows import encode_text
from analysis.networks.sessions import MODELS
from analysis.training.exporting import export_images, make_tokenizer
from analysis.training.framing import read_passages
from analysis.training.network import ImageNetwork, load_encoder

__all__ = ["Example", "fit", "read_examples"]

_EPOCHS, _BATCH, _SEED = 7, 16, 4
_RATE, _RATE_OF_LAYERS, _WARM = 1.5e-4, 1e-3, 0.1
# Images are rare among words: one that is missed counts as much as three found in vain.
_WEIGHT_OF_IMAGES = 3.0


class Example(NamedTuple):
    """One passage: its tokens, and for each token and for the whole what image, or plain word."""

    ids: list[int]
    of_tokens: np.ndarray
    of_passage: np.ndarray


def read_examples(
    passages: Sequence[dict], tokenizer: Tokenizer, metaphors: Sequence[str]
) -> list[Example]:
    """Encode labelled passages as the network reads them.

    Parameters
    ----------
    passages : sequence of dict
        `text`, and `images` and `plain`, lists of `start, end, frame`.
    tokenizer : Tokenizer
        The network's own.
    metaphors : sequence of str
        Names of the frames, in the order of the outputs.

    Returns
    -------
    list of Example
        In the order given.
    """
    examples = []
    for passage in passages:
        ids, spans = encode_text(passage["text"], tokenizer)
        marks = np.zeros((len(ids), 2 * len(metaphors)), np.float32)
        whole = np.zeros(2 * len(metaphors), np.float32)
        for number, kind in enumerate(("images", "plain")):
            for mark in passage[kind]:
                place = number * len(metaphors) + metaphors.index(mark["frame"])
                whole[place] = 1
                for token, (start, end) in enumerate(spans, start=1):
                    if start < mark["end"] and mark["start"] < end:
                        marks[token, place] = 1
        examples.append(Example(ids, marks, whole))
    return examples


def fit(network: ImageNetwork, examples: Sequence[Example], epochs: int, seed: int) -> ImageNetwork:
    """Fit the network; prints the mean loss of each pass.

    Parameters
    ----------
    network : ImageNetwork
        Changed in place.
    examples : sequence of Example
        To learn from.
    epochs, seed : int
        Passes over them, and what decides their order.

    Returns
    -------
    ImageNetwork
        The same, in evaluation mode.
    """
    generator = np.random.default_rng(seed)
    layers = [*network.of_tokens.parameters(), *network.of_passage.parameters()]
    groups = [
        {"params": network.encoder.parameters(), "lr": _RATE},
        {"params": layers, "lr": _RATE_OF_LAYERS},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * math.ceil(len(examples) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (_WARM * steps)) * (1 - step / steps)
    )
    loss_of = torch.nn.BCEWithLogitsLoss(
        reduction="none", pos_weight=torch.tensor(_WEIGHT_OF_IMAGES)
    )
    network.train()
    for epoch in range(epochs):
        losses = []
        for ids, present, tokens, whole in _lay_out(examples, generator):
            of_tokens, of_passage = network(ids, present)
            there = present.unsqueeze(-1)
            loss = (loss_of(of_tokens, tokens) * there).sum() / there.sum()
            loss = loss + loss_of(of_passage, whole).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        sys.stdout.write(f"pass {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}\n")
        sys.stdout.flush()
    return network.eval()


def _lay_out(
    examples: Sequence[Example], generator: np.random.Generator
) -> Iterator[tuple[torch.Tensor, ...]]:
    order = generator.permutation(len(examples))
    for first in range(0, len(order), _BATCH):
        chosen = [examples[place] for place in order[first : first + _BATCH]]
        width = max(len(example.ids) for example in chosen)
        ids = torch.zeros(len(chosen), width, dtype=torch.long)
        present = torch.zeros(len(chosen), width, dtype=torch.long)
        tokens = torch.zeros(len(chosen), width, chosen[0].of_tokens.shape[1])
        for row, example in enumerate(chosen):
            length = len(example.ids)
            ids[row, :length] = torch.tensor(example.ids)
            present[row, :length] = 1
            tokens[row, :length] = torch.from_numpy(example.of_tokens)
        whole = torch.from_numpy(np.stack([example.of_passage for example in chosen]))
        yield ids, present, tokens, whole


def main(arguments: list[str] | None = None) -> None:
    """Read the passages, fit, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training.images", description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base encoder")
    parser.add_argument("--out", type=Path, default=MODELS / "images.onnx")
    parser.add_argument("--epochs", type=int, default=_EPOCHS)
    parser.add_argument("--seed", type=int, default=_SEED)
    options = parser.parse_args(arguments)
    passages = [passage for passage in read_passages() if passage["split"] == "train"]
    metaphors = sorted({mark["frame"] for passage in passages for mark in passage["images"]})
    tokenizer = Tokenizer.from_str(make_tokenizer(options.base))
    examples = read_examples(passages, tokenizer, metaphors)
    torch.manual_seed(options.seed)
    network = ImageNetwork(load_encoder(options.base), len(metaphors))
    network = fit(network, examples, options.epochs, options.seed)
    options.out.write_bytes(export_images(network, metaphors))
    sys.stdout.write(f"{options.out.name}: {len(examples)} passages, {len(metaphors)} metaphors\n")


if __name__ == "__main__":
    main()
