"""What takes long to try: large corpora, runs that are killed, two workers against one.

    python tests/scale.py sizes TEXTS [N ...]    time and memory of so many documents, and of a
                                                 second run in which nothing has changed
    python tests/scale.py kills TEXTS [N]        kill -9 at N random moments; then the same bytes
    python tests/scale.py workers TEXTS          two workers of a Dask cluster against one

TEXTS is a folder with .txt files, which are repeated as often as needed; each copy differs in its
first line. Times depend on the machine and on whatever else it does: quote the ratios.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import psutil

_SIZES = (1_000, 10_000, 100_000)
_KILLS = 50
_DOCUMENTS_TO_KILL, _DOCUMENTS_FOR_WORKERS = 2_000, 10_000
_SEED = 20250110
_MEGABYTE = 1_000_000
_SECONDS_BETWEEN_LOOKS = 0.25


class Cost(NamedTuple):
    """What a run took: seconds, and at its peak the memory of its largest process and of all."""

    seconds: float
    largest: float
    together: float


def try_sizes(texts: Sequence[str], sizes: Sequence[int] = _SIZES) -> None:
    """Print what each size takes, and how that grows."""
    before = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            corpus = write_corpus(texts, size, Path(scratch, "corpus"))
            command = annotate(corpus, Path(scratch, "out"))
            first, again = measure(command), measure(command)
        print(
            f"{size:9,} documents  {first.seconds:7.1f} s  {1e3 * first.seconds / size:5.2f} ms a "
            f"document  largest process {first.largest:5.0f} MB, all {first.together:5.0f} MB"
        )
        print(f"{'':9} nothing changed {again.seconds:5.1f} s, {again.seconds / first.seconds:.1%}")
        if before:
            print(
                f"{'':9} {size / before[0]:.1f} times the documents take "
                f"{first.seconds / before[1].seconds:.1f} times the time"
            )
        before = size, first


def try_kills(texts: Sequence[str], n: int = _KILLS) -> None:
    """Kill runs at random moments, each going on from the last, and compare what comes out.

    When a run comes to its end before it is killed, the next one begins from nothing.
    """
    random.seed(_SEED)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        corpus = write_corpus(texts, _DOCUMENTS_TO_KILL, folder / "corpus")
        seconds = measure(annotate(corpus, folder / "whole")).seconds
        expected = hash_tables(folder / "whole")
        n_ended = n_compared = 0
        killed, rounds = 0, count()
        out = folder / f"round{next(rounds)}"
        while killed < n:
            if kill_after(random.uniform(0.2, 0.6 * seconds), annotate(corpus, out)):
                killed += 1
                if killed % 5:
                    continue
            else:
                n_ended += 1
            subprocess.run(annotate(corpus, out), check=True, **_SILENT)
            n_compared += 1
            if hash_tables(out) != expected:
                sys.exit(f"after {killed} kills the tables in {out} differ")
            out = folder / f"round{next(rounds)}"
        print(
            f"{killed} runs killed at random moments of {seconds:.0f} s ({n_ended} had ended "
            f"before); compared {n_compared} times, always the same bytes"
        )


def try_workers(texts: Sequence[str]) -> None:
    """Print how many times as fast two workers of a cluster are as one."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = write_corpus(texts, _DOCUMENTS_FOR_WORKERS, Path(scratch, "corpus"))
        seconds = {n: _time_cluster(corpus, Path(scratch, f"out{n}"), n) for n in (1, 2)}
    print(
        f"{_DOCUMENTS_FOR_WORKERS:,} documents by one worker {seconds[1]:.1f} s, by two "
        f"{seconds[2]:.1f} s: {seconds[1] / seconds[2]:.2f} times as fast"
    )


def _time_cluster(corpus: Path, out: Path, n: int) -> float:
    """Time the annotation of a corpus that is read already, by workers that are there already."""
    from distributed import Client, LocalCluster

    from analysis import pipeline
    from analysis.corpus import load_corpus

    loaded = load_corpus(corpus)
    work = pipeline.plan(["news"], ["scores", "tones"], [])
    described = {"parameters": pipeline.name_parameters(["news"], skip=["scores", "tones"])}
    with (
        LocalCluster(
            n_workers=n, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        began = time.perf_counter()
        pipeline.make_tables(loaded, out, work, described=described, workers=client)
        return time.perf_counter() - began


def write_corpus(texts: Sequence[str], size: int, folder: Path) -> Path:
    """Write so many documents, a thousand in a folder."""
    numbered = ((number, text) for number in count() for text in texts)
    for place, (number, text) in enumerate(islice(numbered, size)):
        path = folder / f"{place // 1_000:04d}" / f"{place:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Copy {number}\n\n{text}", encoding="utf-8")
    return folder


def annotate(corpus: Path, out: Path) -> list[str]:
    """Name the command that annotates a corpus by the rules alone."""
    command = [sys.executable, "-m", "analysis", "annotate", str(corpus), "--out", str(out)]
    return [*command, "--skip", "scores", "tones"]


def measure(command: list[str]) -> Cost:
    """Run a command to its end, and look at its memory now and then."""
    began = time.perf_counter()
    running = subprocess.Popen(command, **_SILENT)
    largest = together = 0.0
    while running.poll() is None:
        sizes = _list_sizes(running.pid)
        largest, together = max(largest, *sizes), max(together, sum(sizes))
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    seconds = time.perf_counter() - began
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return Cost(seconds, largest, together)


def _list_sizes(pid: int) -> list[float]:
    """List the resident memory of a process and of those that it has started, in MB."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return [0.0, *(member.memory_info().rss / _MEGABYTE for member in family)]
    except psutil.NoSuchProcess:
        return [0.0]


def kill_after(seconds: float, command: list[str]) -> bool:
    """Start a command, kill it with all that it started, and tell whether it was still running."""
    running = subprocess.Popen(command, start_new_session=True, **_SILENT)
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return True
    return False


def hash_tables(folder: Path) -> dict[str, str]:
    """Hash each file of a run but what it keeps for the next one."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".batches" not in path.parts
    }


_SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
_WHAT = {"sizes": try_sizes, "kills": try_kills, "workers": try_workers}


def main(what: str, folder: str, *numbers: str) -> None:
    """Try one of the three."""
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(Path(folder).rglob("*.txt"))
    ]
    if not texts:
        sys.exit(f"TEXTS must be a folder with .txt files; there is none in {folder}.")
    given = [int(number) for number in numbers]
    if what == "sizes":
        try_sizes(texts, given or _SIZES)
    else:
        _WHAT[what](texts, *given)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in _WHAT:
        sys.exit(__doc__)
    main(*sys.argv[1:])
