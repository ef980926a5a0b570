"""Measure the speed on real texts, as ratios within one run: `make bench TEXTS=DIR`.

Prints how the time of the rules that cut texts grows with the length (4 means in step with it,
16 with its square), and how long `annotate --skip scores tones` takes, start-up included, against
one pass of `TextBlob(sentence).sentiment` and of VADER over the same sentences, on the texts
repeated ten times. This machine may be noisy: quote the ratios.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.matching.clauses import clause_around
from analysis.segments import find_sentences

REPEATS = 10
# What a careless rule would try in all ways, repeated to a length and to four times that.
_UNITS_OF_TEXT = ('He said "no. Then he left. ', "“He said. ", "x. a ", "他走了。", "(He. ")
_UNITS_OF_SENTENCE = (", and ", "(", "“x, ", "said that ", "— ", "if ", " ", "a")
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


def measure_growth() -> None:
    """Print how many times longer four times the text takes, at worst."""
    worst = max(_UNITS_OF_TEXT, key=lambda unit: _grow(find_sentences, unit, 100_000))
    print(f"sentences of four times the text: {_grow(find_sentences, worst, 100_000):.1f} x time")

    def cut(text: str) -> None:
        clause_around("Oslo " + text, 0, 4)

    worst = max(_UNITS_OF_SENTENCE, key=lambda unit: _grow(cut, unit, 6_000))
    print(f"clause in four times the sentence: {_grow(cut, worst, 6_000):.1f} x time")


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
