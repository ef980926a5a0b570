"""The commands: what `python -m analysis` does with its options."""

from __future__ import annotations

import argparse
import json
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from analysis import pools

__all__ = ["annotate", "archive", "codebook", "convert", "evaluate", "figures", "report"]


def annotate(options: argparse.Namespace) -> None:
    """Annotate a corpus and write its tables."""
    if options.workers != 1 and not options.out.exists():
        pools.prepare_pool(options.input)
    from analysis import corpus, pipeline, scores

    scorers = tuple(options.scorer or [scores.DEFAULT_SCORER])
    work = pipeline.plan(
        scorers,
        options.skip,
        options.codebook,
        store=pipeline.Store(options.out / pipeline.BATCHES),
    )
    described = {
        "parameters": pipeline.name_parameters(
            scorers, skip=options.skip, clean=not options.no_clean
        ),
        "collection": corpus.load_collection(options.input),
        "input_sha256": corpus.hash_files(options.input),
    }
    manifest = pipeline.find_made(
        options.out, work, described=described, is_partitioned=bool(options.scheduler)
    )
    if manifest is None:
        with ExitStack() as stack:
            pool = stack.enter_context(pipeline.open_pool(options.workers))
            loaded = corpus.load_corpus(options.input, clean=not options.no_clean, pool=pool)
            workers = pool or 1
            if options.scheduler:
                workers = stack.enter_context(pipeline.connect(options.scheduler))
            manifest = pipeline.make_tables(
                loaded, options.out, work, described=described, workers=workers
            )
    rows = manifest["rows"]
    said = [f"{rows[name]:,} {name}" for name in pipeline.Annotations._fields]
    print(f"{options.out}: {', '.join(said)}")
    if rows["rejected"]:
        print(f"{rows['rejected']:,} rejected; the reasons are in {options.out}/rejected.csv")


def evaluate(options: argparse.Namespace) -> None:
    """Hold an instrument against a gold file and print how well it does."""
    from analysis import pipeline, validity

    if options.what == "sentiment":
        from analysis import scores

        gold = validity.read_gold_sentiment(options.gold)
        name = options.scorer or scores.DEFAULT_SCORER
        table = validity.evaluate_sentiment(gold, partial(scores.score_targets, scorer=name))
    elif options.what == "mentions":
        gold = validity.read_gold_mentions(options.gold)
        table = validity.evaluate_mentions(gold, pipeline.find_mentions)
    elif options.what == "quotations":
        is_folder = options.gold.is_dir()
        read = validity.read_polnear if is_folder else validity.read_gold_quotations
        table = validity.evaluate_quotations(read(options.gold), pipeline.find_quotations)
    else:
        gold = validity.read_gold_frames(options.gold)
        table = validity.evaluate_frames(gold, pipeline.find_frames)
    if options.json:
        print(json.dumps(json.loads(table.to_json(orient="records")), indent=2))
    else:
        print(table.to_string(index=False, float_format="{:.3f}".format, na_rep=""))


def convert(options: argparse.Namespace) -> None:
    """Write a folder of PolNeAR as a gold file of quotations."""
    from analysis import validity

    n = validity.convert_polnear(options.folder, options.out)
    print(f"{n:,} texts in {options.out}")


def codebook(options: argparse.Namespace) -> None:
    """Check, import or export a codebook, or show the forms of an expression."""
    from analysis.matching.expressions import CueError, forms_of
    from analysis.pipeline import codebooks, dictionaries
    from analysis.writing import disarm, write_whole

    if options.what == "check":
        print(codebooks.check_codebook(options.file))
    elif options.what == "export":
        print(f"{codebooks.export_codebook(options.file, options.out):,} cues in {options.out}")
    elif options.what == "import":
        left = dictionaries.import_dictionary(options.file, options.out)
        print(f"{options.out}; {len(left):,} entries were not carried over")
        if len(left):
            listed = options.out.with_suffix(".left-out.csv")
            write_whole(listed, left.map(disarm).to_csv(index=False).encode())
            print(f"which, and why: {listed}")
    else:
        try:
            print(" ".join(forms_of(options.expression)))
        except CueError as error:
            raise ValueError(str(error)) from error


def figures(options: argparse.Namespace) -> None:
    """Run the notebooks on a corpus and write the figures, and the page that shows them."""
    from analysis import figures, pipeline

    corpus = _find_corpus(options)
    folder = (options.out or figures.folder_of(corpus.stem)).resolve()
    ran = pipeline.make_figures(corpus, folder)
    # Each is there as a picture for the screen and one for print.
    made = [path for path in folder.glob("*.png") if path.with_suffix(".txt").exists()]
    print(f"{len(ran)} notebooks, {len(made)} figures in {folder}")


def report(options: argparse.Namespace) -> None:
    """Run the notebooks on a corpus and write them as a site of plain pages."""
    from analysis import pipeline

    corpus = _find_corpus(options)
    print(pipeline.make_report(corpus, options.out or Path("build", "report", corpus.stem)))


def archive(options: argparse.Namespace) -> None:
    """Write the replication archive of a corpus."""
    from analysis import pipeline

    corpus = _find_corpus(options)
    path = options.out or Path("build", f"{corpus.stem}-archive.zip")
    for entry in pipeline.make_archive(corpus, path):
        print(f"left out: {entry}")
    print(path)


def _find_corpus(options: argparse.Namespace) -> Path:
    corpus = options.corpus.resolve()
    if not corpus.exists():
        msg = f"--corpus must be a folder, a file or a table; there is nothing at {options.corpus}."
        raise FileNotFoundError(msg)
    return corpus
