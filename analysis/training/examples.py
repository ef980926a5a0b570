"""Labelled data of three sources to one form: a text, a target in it, its sentiment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebooks.countries import load_countries
from analysis.matching.masking import find_names
from analysis.matching.phrases import fold

__all__ = ["add_neighbours", "read_directed", "read_newsmtsc", "read_passages"]

COLUMNS = ["source", "text_id", "text", "start", "end", "sentiment", "kind"]
_STATES = ("name", "demonym", "capital")
_BRACKETED = re.compile(r"\[([^\[\]]*)\](\w*)")
# Label of the pair: who is judged (0 the first, 1 the second bracket), and how.
_JUDGED = {1: (1, 1), 2: (0, 1), 3: (1, -1), 4: (0, -1)}


def read_passages(path: Path) -> pd.DataFrame:
    """Read the project's own labelled passages; every mention and relation is an example.

    Parameters
    ----------
    path : Path
        `corpus/training/passages.jsonl`.

    Returns
    -------
    DataFrame, one row per target
        `source` is `passages_train`, `passages_dev` or `passages_test`, as the file's `split`
        says; `kind` is mention or relation.
    """
    rows = []
    for passage in _objects(path):
        source = f"passages_{passage['split']}"
        for kind in ("mentions", "relations"):
            spans = {}
            for target in passage[kind]:
                spans.setdefault((target["start"], target["end"]), []).append(target["sentiment"])
            for (start, end), labels in spans.items():
                # One span for two countries judged apart has no one label to learn.
                if len(set(labels)) == 1:
                    rows.append(
                        (source, passage["id"], passage["text"], start, end, labels[0], kind[:-1])
                    )
    return pd.DataFrame(rows, columns=COLUMNS)


def read_newsmtsc(path: Path) -> pd.DataFrame:
    """Read a file of NewsMTSC: persons and parties in US policy news as targets.

    Parameters
    ----------
    path : Path
        JSON Lines with `sentence, from, to, polarity`.

    Returns
    -------
    DataFrame, one row per target
        `source` is `newsmtsc_` and the name of the file.
    """
    rows = []
    for entry in _objects(path):
        text, start, end = entry["sentence"], entry["from"], entry["to"]
        rows.append((f"newsmtsc_{path.stem}", text, text, start, end, entry["polarity"], "person"))
    return pd.DataFrame(rows, columns=COLUMNS)


def read_directed(path: Path) -> pd.DataFrame:
    """Read a file of Directed Sentiment: who endorses or blames whom.

    The one who is endorsed or blamed is a target with that sentiment; the other, who speaks, is
    a neutral one. Brackets that cut a word's last letters are mended.

    Parameters
    ----------
    path : Path
        Tab-separated: sentence with two bracketed names, the names, the label.

    Returns
    -------
    DataFrame, one row per target
        `source` is `directed_` and the name of the file. `kind` is `state` for the name, demonym
        or capital of a country, `actor` for anything else that the countries' codebook knows,
        else `other`; and `speaker` for the one who judges.
    """
    rows = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        marked, _, _, label = line.split("\t")
        text, spans = _read_brackets(marked)
        if len(spans) != 2:
            continue
        actors = find_names(text)
        judged, sentiment = _JUDGED.get(int(label), (None, 0))
        for place, (start, end) in enumerate(spans):
            kind = "other"
            if _names_a_state(text[start:end]):
                kind = "state"
            elif any(first < end and last > start for first, last in actors):
                kind = "actor"
            if judged is not None and place != judged:
                kind = "speaker"
            own = sentiment if place == judged else 0
            rows.append((f"directed_{path.stem}", text, text, start, end, own, kind))
    return pd.DataFrame(rows, columns=COLUMNS)


def add_neighbours(examples: pd.DataFrame, share: float, seed: int) -> pd.DataFrame:
    """Put an unrelated sentence before or after some of those that stand alone.

    A sentence of a corpus is read with its neighbours, a sentence of a data set has none; so the
    model learns to look at what is said of the target.

    Parameters
    ----------
    examples : DataFrame, one row per target
        Of any sources; the project's own passages stay as they are.
    share : float
        Of the other targets that get a neighbour, half before and half after; one that names
        the target itself is left out again.
    seed : int
        Of the choice.

    Returns
    -------
    DataFrame, one row per target
        The same rows in the same order.
    """
    chance = np.random.default_rng(seed)
    alone = ~examples["source"].str.startswith("passages").to_numpy()
    chosen = np.flatnonzero(alone & (chance.random(len(examples)) < share))
    neighbours = chance.choice(np.flatnonzero(alone), size=len(chosen)) if len(chosen) else []
    before = chance.random(len(chosen)) < 1 / 2
    texts, starts, ends = (examples[name].tolist() for name in ("text", "start", "end"))
    originals = list(texts)
    for place, neighbour, is_before in zip(chosen, neighbours, before, strict=True):
        added = originals[neighbour]
        name = originals[place][starts[place] : ends[place]].split()[-1]
        if name in added:  # it would be judged there too, and perhaps otherwise
            continue
        if is_before:
            texts[place] = f"{added} {originals[place]}"
            starts[place] += len(added) + 1
            ends[place] += len(added) + 1
        else:
            texts[place] = f"{originals[place]} {added}"
    return examples.assign(text=texts, start=starts, end=ends)


def _read_brackets(marked: str) -> tuple[str, list[tuple[int, int]]]:
    parts, spans, length, position = [], [], 0, 0
    for match in _BRACKETED.finditer(marked):
        before = marked[position : match.start()]
        name, rest = match[1], match[2]
        # "[Kasich’]s": the possessive is no part of the name.
        is_possessive = rest == "s" and name.endswith(("’", "'"))
        bare = name.rstrip("’'") if is_possessive else name + rest
        parts += [before, name + rest]
        start = length + len(before)
        spans.append((start, start + max(len(bare.rstrip()), 1)))
        length = start + len(name + rest)
        position = match.end()
    return "".join(parts) + marked[position:], spans


def _names_a_state(surface: str) -> bool:
    aliases = load_countries().aliases.get(fold(surface).removeprefix("the "), ())
    return any(alias.kind in _STATES for alias in aliases)


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
