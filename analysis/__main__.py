"""The command line: annotate a corpus, evaluate an instrument, make the figures."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

EXIT_WRONG_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 2 wrong input."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has had enough of it, as `head` does; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (ValueError, OSError, RuntimeError) as error:
        if os.environ.get("TRILATERAL_DEBUG"):
            raise
        sys.stderr.write(f"{error}\n")
        return EXIT_WRONG_INPUT
    return 0


def annotate(options: argparse.Namespace) -> None:
    """Annotate a corpus and write its tables."""
    from analysis import corpus, pipeline, scores
    from analysis.codebooks import chosen

    scorers = tuple(options.scorer or [scores.DEFAULT_SCORER])
    loaded = corpus.load_corpus(options.input, clean=not options.no_clean)
    codebooks = chosen.choose(options.codebook)
    annotations = pipeline.annotate(
        loaded,
        scorers=scorers,
        skip=options.skip,
        codebooks=options.codebook,
        workers=options.workers,
    )
    parameters = pipeline.name_parameters(scorers, skip=options.skip, clean=not options.no_clean)
    manifest = pipeline.write_tables(
        annotations, options.out, codebooks=codebooks, parameters=parameters
    )
    rows = {name: len(table) for name, table in annotations._asdict().items()}
    print(f"{manifest.parent}: " + ", ".join(f"{rows[name]:,} {name}" for name in rows))
    if rows["rejected"]:
        print(f"{rows['rejected']:,} rejected; the reasons are in {manifest.parent}/rejected.csv")


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

    if options.what == "check":
        print(codebooks.check_codebook(options.file))
    elif options.what == "export":
        print(f"{codebooks.export_codebook(options.file, options.out):,} cues in {options.out}")
    elif options.what == "import":
        left = dictionaries.import_dictionary(options.file, options.out)
        print(f"{options.out}; {len(left):,} entries were not carried over")
        if len(left):
            listed = options.out.with_suffix(".left-out.csv")
            left.to_csv(listed, index=False)
            print(f"which, and why: {listed}")
    else:
        try:
            print(" ".join(forms_of(options.expression)))
        except CueError as error:
            raise ValueError(str(error)) from error


def figures(options: argparse.Namespace) -> None:
    """Run the notebooks on a corpus and write the figures."""
    from analysis import figures, pipeline

    corpus = options.corpus.resolve()
    if not corpus.exists():
        msg = f"--corpus must be a folder, a file or a table; there is nothing at {options.corpus}."
        raise FileNotFoundError(msg)
    folder = (options.out or figures.folder_of(corpus.stem)).resolve()
    ran = pipeline.run_notebooks(corpus, folder)
    made = sorted(folder.glob("*.png"))
    print(f"{len(ran)} notebooks, {len(made)} figures in {folder}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("annotate", help="annotate a corpus and write its tables")
    command.add_argument(
        "input",
        type=Path,
        metavar="INPUT",
        help="a folder, a text file, or a table with a column `text`",
    )
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    command.add_argument(
        "--scorer",
        action="append",
        metavar="NAME",
        help="an instrument of sentiment; may be repeated",
    )
    command.add_argument(
        "--codebook",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="a codebook in the place of the house's own; may be repeated",
    )
    command.add_argument(
        "--skip",
        nargs="+",
        default=[],
        metavar="STAGE",
        help="stages to leave out, such as: scores tones",
    )
    command.add_argument(
        "--no-clean", action="store_true", help="keep the text of files to the character"
    )
    command.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes; absent: one for a small corpus, all cores for a large",
    )
    command.set_defaults(command=annotate)

    command = commands.add_parser("evaluate", help="hold an instrument against a gold file")
    command.add_argument("what", choices=["sentiment", "mentions", "frames", "quotations"])
    command.add_argument(
        "gold",
        type=Path,
        metavar="GOLD",
        help="JSON Lines; of quotations also a folder of PolNeAR",
    )
    command.add_argument("--scorer", metavar="NAME", help="of sentiment; absent: the default")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(command=evaluate)

    command = commands.add_parser("convert", help="write a corpus of others as a gold file")
    command.add_argument("what", choices=["polnear"])
    command.add_argument("folder", type=Path, metavar="FOLDER", help="with text/, attributions/")
    command.add_argument("out", type=Path, metavar="OUT.jsonl")
    command.set_defaults(command=convert)

    command = commands.add_parser("codebook", help="check, import or export a codebook")
    actions = command.add_subparsers(required=True, metavar="ACTION", dest="what")
    action = actions.add_parser("check", help="read it and run its examples")
    action.add_argument("file", type=Path, metavar="FILE")
    action = actions.add_parser("import", help="of LIWC, Lexicoder or WordStat")
    action.add_argument("file", type=Path, metavar="DICTIONARY", help=".dic, .lc3 or .cat")
    action.add_argument("out", type=Path, metavar="OUT.yaml")
    action = actions.add_parser("export", help="as a table for an appendix")
    action.add_argument("file", type=Path, metavar="FILE")
    action.add_argument("out", type=Path, metavar="OUT.csv")
    action = actions.add_parser("forms", help="what an expression stands for")
    action.add_argument("expression", metavar="EXPRESSION")
    command.set_defaults(command=codebook)

    command = commands.add_parser("figures", help="run the notebooks and write the figures")
    command.add_argument(
        "--corpus",
        type=Path,
        default=Path("corpus/demonstration"),
        metavar="DIR",
        help="your own texts; absent: the demonstration",
    )
    command.add_argument("--out", type=Path, metavar="DIR", help="absent: figures/<corpus name>")
    command.set_defaults(command=figures)
    return parser


if __name__ == "__main__":
    sys.exit(main())
