"""Measure the speed on real texts, as ratios within one run: `make bench TEXTS=DIR`.

Prints how the time of the rules that cut texts and find quotations grows with the length (4 means
in step with it, 16 with its square), how long `annotate --skip scores tones` takes, start-up
included, against one pass of `TextBlob(sentence).sentiment` and of VADER over the same sentences,
on the texts repeated ten times, and how many targets a second the scorer `news` judges beside a
RoBERTa-base of random weights in the same runtime (which takes the extra `train` to make). This
machine may be noisy: quote the ratios.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from onnxruntime import InferenceSession

from analysis import schemas
from analysis.matching.clauses import clause_around
from analysis.matching.targets import targets_of
from analysis.networks.sessions import load_model
from analysis.pipeline import find_quotations
from analysis.scores.encoding import encode
from analysis.scores.model import judge
from analysis.scores.passages import mask_target
from analysis.segments import find_sentences

REPEATS = 10
# What a careless rule would try in all ways, repeated to a length and to four times that.
_UNITS_OF_TEXT = ('He said "no. Then he left. ', "“He said. ", "x. a ", "他走了。", "(He. ")
_UNITS_OF_SENTENCE = (", and ", "(", "“x, ", "said that ", "— ", "if ", " ", "a")
# What may make the reader of quotations look far: open marks, cues upon cues, names upon names.
_UNITS_OF_SPEECH = (
    'He said "no. Then he left. ',
    "The envoy said that Oslo claimed that ",
    '"A," she said. ',
    "'x ",
    "said, ",
    "Jan Berg, who said that, ",
    "Mr. Berg said he ",
)
_BASELINE = {
    "TextBlob": "from textblob import TextBlob\nread = lambda text: TextBlob(text).sentiment",
    "VADER": "from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer\n"
    "read = SentimentIntensityAnalyzer().polarity_scores",
}


def main(folder: Path, repeats: int = REPEATS) -> None:
    """Measure and print."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.txt")]
    if not texts:
        msg = f"TEXTS must be a folder with .txt files; there is none in {folder}."
        raise SystemExit(msg)
    measure_growth()
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch, "corpus")
        # Each copy differs in its first line, else exact duplicates would be read but once.
        for number in range(repeats):
            (corpus / str(number)).mkdir(parents=True)
            for place, text in enumerate(texts):
                path = corpus / str(number) / f"{place}.txt"
                path.write_text(f"Copy {number}\n\n{text}", encoding="utf-8")
        size = sum(map(len, texts)) * repeats / 1e6
        out = Path(scratch, "out")
        seconds = _time(
            "-m",
            "analysis",
            "annotate",
            str(corpus),
            "--out",
            str(out),
            "--skip",
            "scores",
            "tones",
        )
        segments = pd.read_parquet(out / "segments.parquet", columns=["text"])
        sentences = Path(scratch, "sentences.parquet")
        segments.to_parquet(sentences)
        print(f"{len(texts) * repeats:,} documents, {size:.1f} MB, {len(segments):,} segments")
        print(f"annotate --skip scores tones  {seconds:7.1f} s  {size / seconds:5.2f} MB/s")
        for name, code in _BASELINE.items():
            program = (
                f"import pandas as pd\n{code}\n"
                f"for text in pd.read_parquet({str(sentences)!r})['text']: read(text)"
            )
            other = _time("-c", program)
            print(f"{name:29} {other:7.1f} s  annotate takes {seconds / other:4.2f} of it")
            print(f"{'':29} {len(segments) / other:7,.0f} sentences a second")
        measure_news(out)


def measure_growth() -> None:
    """Print how many times longer four times the text takes, at worst."""
    worst = max(_UNITS_OF_TEXT, key=lambda unit: _grow(find_sentences, unit, 100_000))
    print(f"sentences of four times the text: {_grow(find_sentences, worst, 100_000):.1f} x time")

    worst = max(_UNITS_OF_SPEECH, key=lambda unit: _grow(_find_speech, unit, 20_000))
    grown = _grow(_find_speech, worst, 20_000)
    print(f"quotations of four times the line: {grown:.1f} x time")

    def cut(text: str) -> None:
        clause_around("Oslo " + text, 0, 4)

    worst = max(_UNITS_OF_SENTENCE, key=lambda unit: _grow(cut, unit, 6_000))
    print(f"clause in four times the sentence: {_grow(cut, worst, 6_000):.1f} x time")


def _find_speech(text: str) -> None:
    documents = schemas.DOCUMENTS.build(
        [{"document_id": "d", "text": text, "path": "line", "sha256": "line"}]
    )
    find_quotations(documents)


def measure_news(out: Path, n: int = 2_000) -> None:
    """Print how fast the model judges targets of these texts, and how fast the large one does."""
    tables = [pd.read_parquet(out / f"{name}.parquet") for name in ("segments", "mentions")]
    targets = targets_of(*tables, schemas.RELATIONS.empty(), reach=600)
    targets = targets.sample(min(n, len(targets)), random_state=0)
    model = load_model()
    began = time.perf_counter()
    spans = zip(targets["text"], targets["start"], targets["end"], strict=True)
    passages = [mask_target(text, int(start), int(end)) for text, start, end in spans]
    masked = time.perf_counter()
    encoded = encode(passages, model.tokenizer)
    ready = time.perf_counter()
    judge(model, encoded)
    done = time.perf_counter()
    rate = len(encoded) / (done - began)
    width = np.mean([len(passage.ids) for passage in encoded])
    print(f"news, {len(encoded):,} targets of {width:.0f} tokens on average: {rate:.0f} a second")
    parts = {"masking": masked - began, "tokens": ready - masked, "model": done - ready}
    print("  of which " + ", ".join(f"{name} {value:.1f} s" for name, value in parts.items()))
    large = _make_large_model()
    if large is None:
        print("RoBERTa-base: not measured; it takes the extra `train` (torch, transformers)")
        return
    few = encoded[: n // 8]
    began = time.perf_counter()
    judge(model._replace(session=large), few)
    other = len(few) / (time.perf_counter() - began)
    print(f"RoBERTa-base, the same tokens, its model alone: {other:.0f} a second;")
    print(f"  news, everything included, is {rate / other:.1f} times as fast")


def _make_large_model() -> InferenceSession | None:
    """Export a RoBERTa-base of random weights with the inputs and output of our model."""
    try:
        import torch
        from transformers import RobertaConfig, RobertaModel

        from analysis.training.exporting import export
        from analysis.training.network import SentimentNetwork
    except ImportError:
        return None
    # The checkpoint has 514 positions, and a vocabulary larger than any token of ours.
    config = RobertaConfig(vocab_size=50_265, max_position_embeddings=514, type_vocab_size=1)
    config._attn_implementation = "eager"
    network = SentimentNetwork(RobertaModel(config, add_pooling_layer=False), 1).eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        content = export(network, torch.zeros(3), 1.0, {"window": "128"}, in_bytes=False)
    return InferenceSession(content, providers=["CPUExecutionProvider"])


def _grow(work: Callable[[str], object], unit: str, length: int) -> float:
    def measure(text: str) -> float:
        seconds = []
        for _ in range(3):
            began = time.perf_counter()
            work(text)
            seconds.append(time.perf_counter() - began)
        return min(seconds)

    return measure(unit * (4 * length // len(unit))) / measure(unit * (length // len(unit)))


def _time(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
