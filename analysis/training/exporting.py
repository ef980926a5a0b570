"""A trained network to one ONNX file whose weights take a byte each."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from analysis.frames.windows import WINDOW
from analysis.scores.encoding import MASKS
from analysis.training.network import ImageNetwork, SentimentNetwork

__all__ = ["export", "export_images", "make_tokenizer", "store_in_bytes"]

_OPSET = 17
_SMALLEST = 10_000  # numbers; a smaller matrix stays as it is


class _Judge(torch.nn.Module):
    """The network with one source's offsets and the temperature folded in."""

    def __init__(self, network: SentimentNetwork, offsets: torch.Tensor, temperature: float):
        super().__init__()
        self.network = network
        self.offsets = offsets
        self.temperature = temperature

    def forward(
        self, ids: torch.Tensor, present: torch.Tensor, target: torch.Tensor
    ) -> torch.Tensor:
        """Give probabilities."""
        logits = self.network(ids, present, target) + self.offsets
        return torch.softmax(logits / self.temperature, dim=-1)


def export(
    network: SentimentNetwork,
    offsets: torch.Tensor,
    temperature: float,
    facts: dict[str, str],
    *,
    in_bytes: bool = True,
) -> bytes:
    """Write the network as ONNX.

    Parameters
    ----------
    network : SentimentNetwork
        Trained, in evaluation mode.
    offsets : torch.Tensor
        Added to the logits; of one source, or a mean of several.
    temperature : float
        What the logits are divided by, so that probabilities are as sure as they are right.
    facts : dict of str
        Written into the file; `window` must be among them.
    in_bytes : bool, optional
        Store large matrices in eight bits; False gives the same network in 32.

    Returns
    -------
    bytes
        A model with the inputs `ids, present, target` and the output `probabilities`.
    """
    judge = _Judge(network, offsets.detach(), temperature).eval()
    example = (
        torch.tensor([[101, 1, 2003, 1037, 102], [101, 1, 2003, 102, 0]]),
        torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 1, 0]]),
        torch.tensor([[0.0, 1, 0, 0, 0], [0.0, 1, 0, 0, 0]]),
    )
    buffer = io.BytesIO()
    names = ["ids", "present", "target"]
    with torch.inference_mode():
        torch.onnx.export(
            judge,
            example,
            buffer,
            dynamo=False,
            opset_version=_OPSET,
            input_names=names,
            output_names=["probabilities"],
            dynamic_axes={name: {0: "passages", 1: "tokens"} for name in names}
            | {"probabilities": {0: "passages"}},
        )
    model = onnx.load_from_string(buffer.getvalue())
    if in_bytes:
        store_in_bytes(model)
    del model.metadata_props[:]
    helper.set_model_props(model, facts)
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


class _ImageReader(torch.nn.Module):
    """The network as it is shipped: probabilities of the images alone."""

    def __init__(self, network: ImageNetwork, metaphors: int) -> None:
        super().__init__()
        self.network = network
        self.metaphors = metaphors

    def forward(
        self, ids: torch.Tensor, present: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        tokens, passage = self.network(ids, present)
        return (
            torch.sigmoid(tokens[..., : self.metaphors]),
            torch.sigmoid(passage[..., : self.metaphors]),
        )


def export_images(network: ImageNetwork, metaphors: Sequence[str]) -> bytes:
    """Write the network as ONNX, its large matrices in eight bits.

    Parameters
    ----------
    network : ImageNetwork
        Trained, in evaluation mode.
    metaphors : sequence of str
        Names of the frames, in the order of the outputs; written into the file.

    Returns
    -------
    bytes
        A model with the inputs `ids, present` and the outputs `tokens, passage`, probabilities.
    """
    network.encoder.set_attn_implementation("eager")  # the form that ONNX can express
    example = (
        torch.tensor([[101, 2003, 1037, 102], [101, 2003, 102, 0]]),
        torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]),
    )
    buffer = io.BytesIO()
    with torch.inference_mode():
        torch.onnx.export(
            _ImageReader(network, len(metaphors)).eval(),
            example,
            buffer,
            dynamo=False,
            opset_version=_OPSET,
            input_names=["ids", "present"],
            output_names=["tokens", "passage"],
            dynamic_axes={name: {0: "passages", 1: "tokens"} for name in ("ids", "present")}
            | {"tokens": {0: "passages", 1: "tokens"}, "passage": {0: "passages"}},
        )
    model = onnx.load_from_string(buffer.getvalue())
    store_in_bytes(model)
    del model.metadata_props[:]
    helper.set_model_props(model, {"window": str(WINDOW), "metaphors": json.dumps(list(metaphors))})
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def store_in_bytes(model: onnx.ModelProto) -> None:
    """Store each large matrix in eight bits with a scale for each of its columns or rows.

    Only what is stored changes: the matrix is written out again in 32 bits when the model is
    loaded, and all arithmetic is in 32, so that processors with and without instructions for
    eight-bit arithmetic agree. A table of word vectors is written out a looked-up row at a time.

    Parameters
    ----------
    model : onnx.ModelProto
        Changed in place.
    """
    graph = model.graph
    looked_up = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    nodes = []
    for initializer in list(graph.initializer):
        values = numpy_helper.to_array(initializer)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _SMALLEST:
            continue
        name = initializer.name
        axis = 1 if name in looked_up else 0
        scale = (np.abs(values).max(axis=axis, keepdims=True) / 127).astype(np.float32)
        scale[scale == 0] = 1
        stored = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(initializer)
        graph.initializer.extend([
            numpy_helper.from_array(stored, f"{name}.stored"),
            numpy_helper.from_array(scale, f"{name}.scale"),
        ])  # fmt: skip
        if name not in looked_up:
            nodes += [
                helper.make_node(
                    "Cast", [f"{name}.stored"], [f"{name}.wide"], to=TensorProto.FLOAT
                ),
                helper.make_node("Mul", [f"{name}.wide", f"{name}.scale"], [name]),
            ]
    written = []
    for node in graph.node:
        if node.op_type == "Gather" and any(
            tensor.name == f"{node.input[0]}.stored" for tensor in graph.initializer
        ):
            table, places, out = node.input[0], node.input[1], node.output[0]
            written += [
                helper.make_node("Gather", [f"{table}.stored", places], [f"{out}.stored"]),
                helper.make_node("Gather", [f"{table}.scale", places], [f"{out}.scale"]),
                helper.make_node("Cast", [f"{out}.stored"], [f"{out}.wide"], to=TensorProto.FLOAT),
                helper.make_node("Mul", [f"{out}.wide", f"{out}.scale"], [out]),
            ]
        else:
            written.append(node)
    del graph.node[:]
    graph.node.extend([*nodes, *written])


def make_tokenizer(base: Path) -> str:
    """Give the base's tokenizer with the words that stand for countries, and nothing added.

    Parameters
    ----------
    base : Path
        Folder of the base encoder with `tokenizer.json`, whose vocabulary has unused places.

    Returns
    -------
    str
        JSON as the `tokenizers` library reads it.
    """
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = tokenizer["model"]["vocab"]
    for place, word in enumerate(MASKS):
        vocabulary[word] = vocabulary.pop(f"[unused{place}]")
    tokenizer |= {"truncation": None, "padding": None, "post_processor": None}
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
