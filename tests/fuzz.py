"""Try texts, tables, documents and archives made at random against what reads them: `make fuzz`.

Each input is a folder with a sound text, and one to three files that are samples changed at random,
random bytes, or archives of them. It must be read within ten seconds without an error; the sound
text must be there; every file must have its row, and every article its place among the documents or
the rejected. A seed makes the same inputs again.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import exports
import samples
from samples import make_zip

from analysis import schemas
from analysis.corpus import Corpus, ShortfallWarning, load_corpus

MOST_SECONDS = 10.0
SOUND = "The envoy left the hall before dawn, and nobody in the square was surprised."
TOKENS = (
    *(b"\0", b"\xe2\x80\x8b", b"\x1a", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae"),
    *(b"\r", b"\x85", b'"', b"'", b",", b"\t", b"{", b"}", b"[", b"]", b"\\", b"<", b">"),
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"%PDF-1.7", b"{\\rtf1", b"<html", b"PAR1"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<![CDATA[", b"</", b"<script>", b"<table><tr>"),
    *(b"\\u-1", b"\\bin99999999 ", b"\\'zz", b"endobj", b"stream", b"/Kids [2 0 R]", b"/Length -1"),
    *(b"&", b"%", b"=1+1", b"9999999999999999", b"-1", b"1e309", b"NaN", b"null", b"text"),
    *(b"../", b"@article{a,"),
    *(b"\nER  - \n", b"TY  - ", b"L1  - ", b"of 99 DOCUMENTS", b"Load-Date: ", b"End of Document"),
    *(b"[" * 3_000, b"<b>" * 3_000, b"{" * 3_000, b"a" * 20_000, b" " * 20_000, b"\n" * 5_000),
)


@dataclass
class Tally:
    """What came of all inputs."""

    n: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0


def make_seeds() -> dict[str, bytes]:
    """Make the sound samples that are changed, exports of databases among them."""
    nexis, old = exports.nexis_uni(exports.THREE), exports.lexisnexis_old(exports.THREE)
    proquest = exports.proquest_record(exports.SHIPS)
    page = exports.factiva_html(exports.THREE, n_results=3)
    return {
        **samples.all_samples(),
        "nexis.docx": samples.make_docx(nexis),
        "nexis.rtf": samples.make_rtf(nexis),
        "old.txt": "\n".join(old).encode(),
        "factiva.html": page.encode(),
        "factiva.txt": "\n".join(exports.factiva_lines(exports.THREE)).encode(),
        "proquest.txt": "\n".join(proquest).encode(),
        "pages.pdf": samples.make_pdf([["One."], [], ["Two."]], made_on="2024-12-04"),
        "documents.csv": b"document_id,title,published_on,language\na,T,2024-12-04,en\nb,,x,de\n",
    }


def change(content: bytes, chance: random.Random) -> bytes:
    """Change some bytes: lost, doubled, overwritten, moved, or with something put between."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        size = len(changed)
        at = chance.randrange(size + 1)
        end = min(size, at + chance.choice((1, 2, 8, 64, 1_000)))
        action = chance.randrange(6)
        if action == 0:
            del changed[at:end]
        elif action == 1:
            changed[at:at] = changed[at:end] * chance.choice((1, 3, 50))
        elif action == 2 and size:
            changed[min(at, size - 1)] = chance.randrange(256)
        elif action == 3:
            changed[at:at] = chance.choice(TOKENS)
        elif action == 4:
            del changed[at:]
        else:
            changed[at:end] = chance.randbytes(end - at)
    return bytes(changed)


def change_within(content: bytes, chance: random.Random) -> bytes:
    """Change a file within an archive or an Office document, and pack it soundly."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(files))
    files[name] = change(files[name], chance)
    return make_zip(files)


def make_archive(seeds: dict[str, bytes], chance: random.Random) -> bytes:
    """Make an archive of samples, changed or not, under names that may mislead."""
    names = ["a.txt", "in/b.html", "../c.txt", "/d.txt", "C:\\e.txt", "f.zip", "documents.csv", "g"]
    files = {}
    for name in chance.sample(names, chance.randrange(1, 5)):
        content = seeds[chance.choice(sorted(seeds))]
        files[name] = change(content, chance) if chance.random() < 0.5 else content
    return make_zip(files, compression=chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def make_file(seeds: dict[str, bytes], chance: random.Random) -> tuple[str, bytes]:
    """Make one file at random, with its name."""
    name = chance.choice(sorted(seeds))
    kind = chance.randrange(10)
    if kind == 0:
        content = chance.randbytes(chance.choice((0, 1, 10, 1_000, 30_000)))
    elif kind == 1:
        content = b"".join(chance.choices(TOKENS, k=chance.randrange(1, 30)))
    elif kind == 2:
        name, content = "a.zip", make_archive(seeds, chance)
    elif kind == 3 and seeds[name].startswith(b"PK"):
        content = change_within(seeds[name], chance)
    elif kind == 4:
        other = seeds[chance.choice(sorted(seeds))]
        content = seeds[name][: chance.randrange(1 + len(seeds[name]))] + other
    else:
        content = change(seeds[name], chance)
    if chance.random() < 0.1:
        name = f"x.{chance.choice(sorted(seeds)).rpartition('.')[2]}"
    return name, content


def make_input(folder: Path, seeds: dict[str, bytes], chance: random.Random) -> list[str]:
    """Fill a folder, and name its files."""
    (folder / "sound.txt").write_text(SOUND, encoding="utf-8")
    made = dict(make_file(seeds, chance) for _ in range(chance.choice((1, 1, 2, 3))))
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return sorted(made)


def find_faults(names: list[str], corpus: Corpus) -> list[str]:
    """Say what is lost or wrong in what was read."""
    faults = []
    for name, table in corpus._asdict().items():
        schema = getattr(schemas, name.upper())
        try:
            schemas.check(table, schema)
        except schemas.SchemaError as error:
            faults.append(str(error))
    if SOUND not in set(corpus.documents["text"]):
        faults.append("the sound text is lost")
    loads = corpus.loads.set_index("path")
    named = [where.partition(", ")[0] for where in corpus.rejected["path"]]
    for name in names:
        if name not in loads.index:
            faults.append(f"{name} has no row")
    for path, load in loads.iterrows():
        if load["n_articles"] != load["n_kept"] + load["n_set_aside"]:
            faults.append(f"{path}: {load['n_articles']} articles are not accounted for")
        if load["n_kept"] == 0 and load["quality"] != "aside" and path not in named:
            faults.append(f"{path} gives no document and no reason")
    if loads["n_kept"].sum() != len(corpus.documents):
        faults.append("documents are not those of the files")
    if set(corpus.readings["document_id"]) != set(corpus.documents["document_id"]):
        faults.append("readings are not those of the documents")
    return faults


def try_one(seed: int, seeds: dict[str, bytes], tally: Tally) -> None:
    """Make one input, read it, and tally what came of it."""
    chance = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        names = make_input(folder, seeds, chance)
        started = time.perf_counter()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                warnings.simplefilter("ignore", ShortfallWarning)
                corpus = load_corpus(folder)
        except Exception:
            tally.faults.append(f"input {seed}, {names}: {traceback.format_exc()}")
            return
        finally:
            seconds = time.perf_counter() - started
            tally.n += 1
            tally.slowest = max(tally.slowest, seconds)
            tally.kinds.update(name.rpartition(".")[2] for name in names)
        if seconds > MOST_SECONDS:
            tally.faults.append(f"input {seed}, {names}: it took {seconds:.1f} s")
        tally.outcomes.update(corpus.loads["quality"])
        tally.faults += [f"input {seed}, {names}: {fault}" for fault in find_faults(names, corpus)]
    finally:
        shutil.rmtree(folder)


def run(n: int, first: int, write: Callable[[str], object]) -> Tally:
    """Try so many inputs, from a seed on."""
    seeds, tally = make_seeds(), Tally()
    for number in range(first, first + n):
        before = len(tally.faults)
        try_one(number, seeds, tally)
        for fault in tally.faults[before:]:
            write(f"{fault}\n")
        if tally.n % 500 == 0:
            write(f"{tally.n:,} inputs: {len(tally.faults)} faults; {tally.slowest:.1f} s\n")
    return tally


def main() -> int:
    """Run from the command line; 1 if an input fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="of the first input")
    options = parser.parse_args()

    def write(line: str) -> None:
        sys.stdout.write(line)
        sys.stdout.flush()

    tally = run(options.inputs, options.seed, write)
    sys.stdout.write(
        f"{tally.n:,} inputs: {len(tally.faults)} faults; slowest {tally.slowest:.1f} s\n"
        f"files by ending: {dict(tally.kinds.most_common())}\n"
        f"files by what came of them: {dict(tally.outcomes.most_common())}\n"
    )
    return int(bool(tally.faults))


if __name__ == "__main__":
    sys.exit(main())
