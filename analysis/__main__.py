"""The command line: annotate a corpus, evaluate an instrument, make what a paper takes."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis import commands

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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    choices = parser.add_subparsers(required=True, metavar="COMMAND")

    command = choices.add_parser("annotate", help="annotate a corpus and write its tables")
    command.add_argument(
        "input",
        type=Path,
        metavar="INPUT",
        help="a folder, or a file of any kind that README.md names",
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
    command.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a Dask cluster whose workers see the same folders, as tcp://host:8786",
    )
    command.set_defaults(command=commands.annotate)

    command = choices.add_parser("evaluate", help="hold an instrument against a gold file")
    command.add_argument("what", choices=["sentiment", "mentions", "frames", "quotations"])
    command.add_argument(
        "gold",
        type=Path,
        metavar="GOLD",
        help="JSON Lines; of quotations also a folder of PolNeAR",
    )
    command.add_argument("--scorer", metavar="NAME", help="of sentiment; absent: the default")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(command=commands.evaluate)

    command = choices.add_parser("convert", help="write a corpus of others as a gold file")
    command.add_argument("what", choices=["polnear"])
    command.add_argument("folder", type=Path, metavar="FOLDER", help="with text/, attributions/")
    command.add_argument("out", type=Path, metavar="OUT.jsonl")
    command.set_defaults(command=commands.convert)

    command = choices.add_parser("codebook", help="check, import or export a codebook")
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
    command.set_defaults(command=commands.codebook)

    for name, what, out, where, act in (
        ("figures", "run the notebooks and write the figures", "DIR", "figures/<corpus>",
         commands.figures),
        ("report", "write the notebooks as a site for readers", "DIR", "build/report/<corpus>",
         commands.report),
        ("archive", "write the replication archive", "FILE.zip", "build/<corpus>-archive.zip",
         commands.archive),
    ):  # fmt: skip
        command = choices.add_parser(name, help=what)
        command.add_argument(
            "--corpus",
            type=Path,
            default=Path("corpus/demonstration"),
            metavar="DIR",
            help="your own texts; absent: the demonstration",
        )
        command.add_argument("--out", type=Path, metavar=out, help=f"absent: {where}")
        command.set_defaults(command=act)
    return parser


if __name__ == "__main__":
    code = main()
    # With the process all goes that it holds; else cycles in it would be looked for once more.
    gc.freeze()
    sys.exit(code)
