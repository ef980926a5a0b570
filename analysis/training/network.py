"""The networks: a small encoder, and a layer that judges a target, or the images in a passage."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import AutoModel

__all__ = ["CLASSES", "SOURCES", "ImageNetwork", "SentimentNetwork", "load_encoder", "mean_weights"]

CLASSES = ("negative", "neutral", "positive")
SOURCES = ("passages", "newsmtsc", "directed")  # each has a row of offsets, in this order


class SentimentNetwork(torch.nn.Module):
    """Read masked passages and judge the target.

    Parameters
    ----------
    encoder : torch.nn.Module
        A BERT-like encoder of transformers.
    sources : int
        Number of data sources. Each has its own share of neutral targets and its own coders, so
        each gets an offset of its own to the three logits; the shipped model has one of them
        folded in.
    dropout : float
        On what the one linear layer sees.
    """

    def __init__(self, encoder: torch.nn.Module, sources: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = torch.nn.Dropout(dropout)
        self.layer = torch.nn.Linear(3 * encoder.config.hidden_size, len(CLASSES))
        self.offsets = torch.nn.Parameter(torch.zeros(sources, len(CLASSES)))

    def forward(
        self, ids: torch.Tensor, present: torch.Tensor, target: torch.Tensor
    ) -> torch.Tensor:
        """Give the logits without any source's offset, one row per passage."""
        hidden = self.encoder(input_ids=ids, attention_mask=present).last_hidden_state
        weights = present.to(hidden.dtype).unsqueeze(-1)
        everything = (hidden * weights).sum(1) / weights.sum(1)
        spot = (hidden * target.to(hidden.dtype).unsqueeze(-1)).sum(1)
        features = torch.cat([hidden[:, 0], everything, spot], dim=-1)
        return self.layer(self.dropout(features))


class ImageNetwork(torch.nn.Module):
    """Read passages and judge each token, and the whole, for each metaphor.

    Parameters
    ----------
    encoder : torch.nn.Module
        A BERT-like encoder of transformers.
    metaphors : int
        How many; each has an output for the image and one for the plain sense of its words,
        which is learnt besides, to tell the two apart, and left out of the shipped network.
    dropout : float
        On what the linear layers see.
    """

    def __init__(self, encoder: torch.nn.Module, metaphors: int, dropout: float = 0.2) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = torch.nn.Dropout(dropout)
        self.of_tokens = torch.nn.Linear(width, 2 * metaphors)
        self.of_passage = torch.nn.Linear(2 * width, 2 * metaphors)

    def forward(
        self, ids: torch.Tensor, present: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give the logits of the tokens and of the passage: its strongest token and the whole."""
        hidden = self.encoder(input_ids=ids, attention_mask=present).last_hidden_state
        hidden = self.dropout(hidden)
        tokens = self.of_tokens(hidden)
        there = present.to(hidden.dtype).unsqueeze(-1)
        strongest = (tokens - 1e4 * (1 - there)).max(1).values
        mean = (hidden * there).sum(1) / there.sum(1)
        return tokens, strongest + self.of_passage(torch.cat([hidden[:, 0], mean], dim=-1))


def load_encoder(name: str | Path) -> torch.nn.Module:
    """Load the base encoder by hub name or folder, without the pooler that nobody trained."""
    # Without dropout inside attention, which the fast kernels of processors do not have.
    return AutoModel.from_pretrained(
        str(name), add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )


def mean_weights(parts: dict[Path, float]) -> dict[str, torch.Tensor]:
    """Average the weights of several runs.

    Runs that began at the same encoder end in one valley, so that the mean of their weights
    judges about as their ensemble would, at the cost of one.

    Parameters
    ----------
    parts : dict of Path to float
        Files of weights, and how much each counts.

    Returns
    -------
    dict of str to Tensor
        What :meth:`SentimentNetwork.load_state_dict` takes.

    References
    ----------
    Wortsman, M., et al. (2022). Model soups: averaging weights of multiple fine-tuned models
    improves accuracy without increasing inference time.
    """
    total = sum(parts.values())
    states = [
        (torch.load(path, weights_only=True), weight / total) for path, weight in parts.items()
    ]
    return {
        name: sum(state[name] * weight for state, weight in states)
        if values.is_floating_point()
        else values
        for name, values in states[0][0].items()
    }
