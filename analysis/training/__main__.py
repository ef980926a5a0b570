"""Train the model of the scorer `news` and write it where the package looks for it.

`make train NEWSMTSC=DIR DIRECTED=DIR BASE=DIR` calls this; one of the four runs of
the Makefile's recipe takes up to an hour on two cores.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from tokenizers import Tokenizer

from analysis.networks.sessions import MODELS, load_model
from analysis.scores.encoding import WINDOW, encode
from analysis.scores.model import judge
from analysis.scores.passages import mask_target
from analysis.training.examples import add_neighbours, read_directed, read_newsmtsc, read_passages
from analysis.training.exporting import export, make_tokenizer
from analysis.training.fitting import Settings, find_temperature, fit, macro_f1, predict
from analysis.training.layout import choose_natural, make_parser
from analysis.training.network import SOURCES, SentimentNetwork, load_encoder, mean_weights
from analysis.training.teaching import read_teacher, set_aims

# all-MiniLM-L6-v2 as its makers published it.
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def main(arguments: list[str] | None = None) -> None:
    """Read the data, fit, calibrate, write the files, and print the dev figures."""
    options = _parser().parse_args(arguments)
    settings = Settings(**dict(_read_setting(pair) for pair in options.set))
    _check_base(options.base)
    vocabulary = make_tokenizer(options.base)
    tokenizer = Tokenizer.from_str(vocabulary)
    examples = _read(options)
    train = choose_examples(examples, settings)
    train = _encode(add_neighbours(train, settings.neighbours, settings.seed), tokenizer)
    dev = {name: _encode(table, tokenizer) for name, table in choose_dev(examples).items()}
    torch.set_num_threads(options.threads)
    torch.manual_seed(settings.seed)
    network = SentimentNetwork(load_encoder(options.base), len(SOURCES), settings.dropout)
    if options.start:
        network.load_state_dict(mean_weights(dict(options.start)))
    train = set_aims(train, settings, options.teachers, network)
    options.out.mkdir(parents=True, exist_ok=True)
    log = options.out / f"{options.name}-training.jsonl"
    counts = train.groupby("source").size().to_dict()
    first = {"run": options.name, "settings": dataclasses.asdict(settings), "targets": counts}
    log.write_text(json.dumps(first) + "\n", encoding="utf-8")
    network = fit(network, train, dev, settings, log)
    network.encoder.set_attn_implementation("eager")  # the form that ONNX can express
    if options.weights:
        torch.save(network.state_dict(), options.weights)
    # The shipped model judges as the coders of these sources do, one as much as the other.
    rows = [SOURCES.index(source) for source in settings.judges_as]
    with torch.no_grad():
        network.offsets[:] = network.offsets[rows].mean(dim=0)
    logits = {name: predict(network, table) for name, table in dev.items()}
    temperature = find_temperature(
        [(logits[name], table["sentiment"].to_numpy()) for name, table in dev.items()]
    )
    facts = {"window": str(WINDOW), "temperature": f"{temperature:.3f}"}
    content = export(network, network.offsets[0], temperature, facts)
    (options.out / f"{options.name}.onnx").write_bytes(content)
    (options.out / f"{options.name}-tokenizer.json").write_text(vocabulary, encoding="utf-8")
    shipped = load_model(options.out, options.name)
    figures = {
        name: {
            "32 bits": round(macro_f1(logits[name], table["sentiment"]), 4),
            "shipped": round(
                macro_f1(judge(shipped, table["encoded"].tolist()), table["sentiment"]), 4
            ),
        }
        for name, table in dev.items()
    }
    last = {"figures": figures, "temperature": temperature, "sha256": sha256(content).hexdigest()}
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(last) + "\n")
    print(json.dumps(last))


def choose_examples(examples: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Choose what to train on: all of two sources, and a part of the largest.

    Directed Sentiment holds many more neutral targets than others, and many that are no states;
    samples of these are kept, as large as the settings say. Of the rest some may serve without
    their labels, for the judgement of teachers.

    Parameters
    ----------
    examples : DataFrame, one row per target
        Of all sources.
    settings : Settings
        With the size of each sample.

    Returns
    -------
    DataFrame, one row per target
        Of the training parts alone.
    """
    directed = examples[examples["source"] == "directed_train"]
    judged = directed["sentiment"] != 0
    parts = [examples[examples["source"].isin(["passages_train", "newsmtsc_train"])]]
    for wanted, sizes in ((judged, settings.judged), (~judged, settings.neutrals)):
        for kind, size in sizes.items():
            rows = directed[wanted & (directed["kind"] == kind)]
            parts.append(rows.sample(min(size, len(rows)), random_state=settings.seed))
    others = directed.drop(pd.concat(parts[1:]).index)
    others = others.sample(min(settings.taught, len(others)), random_state=settings.seed)
    return pd.concat([*parts, others.assign(source="directed_taught")], ignore_index=True)


def choose_dev(examples: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Choose what to choose by: own passages, both NewsMTSC sets, states in natural sentences."""
    return {
        "passages": examples[examples["source"] == "passages_dev"],
        "newsmtsc_rw": examples[examples["source"] == "newsmtsc_dev_rw"],
        "newsmtsc_mt": examples[examples["source"] == "newsmtsc_dev_mt"],
        "natural": choose_natural(examples[examples["source"] == "directed_valid"]),
    }


def _read(options: argparse.Namespace) -> pd.DataFrame:
    tables = [read_passages(options.passages)]
    tables += [
        read_newsmtsc(options.newsmtsc / f"{name}.jsonl") for name in ("train", "dev_rw", "dev_mt")
    ]
    tables += [read_directed(options.directed / f"{name}.txt") for name in ("train", "valid")]
    return pd.concat(tables, ignore_index=True)


def _encode(examples: pd.DataFrame, tokenizer: Tokenizer) -> pd.DataFrame:
    """Mask and tokenise each example as the scorer does, and name the offsets of its source."""
    spans = zip(examples["text"], examples["start"], examples["end"], strict=True)
    passages = [mask_target(text, int(start), int(end)) for text, start, end in spans]
    offsets = [SOURCES.index(source.split("_")[0]) for source in examples["source"]]
    encoded = encode(passages, tokenizer)
    return examples.assign(
        encoded=pd.Series(encoded, index=examples.index, dtype="object"), offset=np.array(offsets)
    )


def _check_base(base: Path) -> None:
    weights = base / "model.safetensors"
    if not weights.is_file():
        msg = (
            f"--base must be a folder with all-MiniLM-L6-v2; there is no {weights.name} in {base}."
        )
        raise SystemExit(msg)
    found = sha256(weights.read_bytes()).hexdigest()
    if found != BASE_SHA256:
        msg = f"--base must hold all-MiniLM-L6-v2 ({BASE_SHA256}); {weights.name} is {found}."
        raise SystemExit(msg)


def _read_start(argument: str) -> tuple[Path, float]:
    path, _, share = argument.partition("=")
    return Path(path), float(share or 1)


def _read_setting(pair: str) -> tuple[str, object]:
    name, _, value = pair.partition("=")
    return name, json.loads(value)


def _parser() -> argparse.ArgumentParser:
    parser = make_parser(__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--name", default="news")
    parser.add_argument("--weights", type=Path, help="file to keep the weights in, in 32 bits")
    parser.add_argument(
        "--start",
        nargs="*",
        type=_read_start,
        default=[],
        metavar="FILE=SHARE",
        help="weights of earlier runs to go on from: their mean",
    )
    parser.add_argument(
        "--teachers",
        nargs="*",
        type=read_teacher,
        default=[],
        metavar="FILE=SOURCES",
        help="weights of earlier runs, and the sources (passages,newsmtsc,directed) they judge",
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--set", nargs="*", default=[], metavar="NAME=VALUE", help="settings other than the model's"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
