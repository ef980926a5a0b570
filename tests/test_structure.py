"""The rules of the house, held by reading the code: layers, sizes, signatures, docstrings."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis"
FILES = sorted(PACKAGE.rglob("*.py"))
LAYERS = {
    0: {
        "schemas",
        "theme",
        "intervals",
        "codebooks",
        "matching",
        "networks",
        "latex",
        "pools",
        "writing",
    },
    1: {
        "corpus",
        "readers",
        "segments",
        "quotations",
        "mentions",
        "scores",
        "tones",
        "frames",
        "stances",
        "concordance",
        "codings",
        "agreement",
        "validity",
        "changes",
    },
    2: {"tables", "plots", "figures", "reports"},
    3: {"pipeline", "explore", "training", "commands", "__main__", "__init__"},
}
LAYER_OF = {module: layer for layer, modules in LAYERS.items() for module in modules}
# One stage each, in two packages: the formats are read for the corpus alone.
PAIRS = {("corpus", "readers")}
MAY_DRAW = {"theme", "plots", "figures", "explore"}
MAY_TOUCH_THE_DISK = {
    "corpus",
    "readers",
    "codebooks",
    "codings",
    "figures",
    "reports",
    "pipeline",
    "training",
    "commands",
    "__main__",
}
# `validity` reads gold files and `networks` loads models; `scores` those of a hub; `writing` is
# how every file is written.
MAY_TOUCH_THE_DISK |= {"validity", "networks", "scores", "writing"}
DISK_CALLS = {
    "read_text",
    "write_text",
    "read_bytes",
    "write_bytes",
    "read_csv",
    "to_csv",
    "read_parquet",
    "to_parquet",
    "mkdir",
    "unlink",
    "open",
    "savefig",
}
# The extra `train` need not be there.
TAKES_TORCH = {
    f"analysis.training.{name}"
    for name in ("exporting", "fitting", "images", "network", "teaching")
}
LONGEST_MODULE = 250
MOST_PARAMETERS = 5


def test_there_is_code_to_check():
    assert len(FILES) > 20


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> list[tuple[str, int]]:
    """List the modules of the package that a file imports, by their first name below it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, (
                f"{path.name}, line {node.lineno}: import from the package's name"
            )
            names = [node.module]
            if node.module == "analysis":
                names = [f"analysis.{alias.name}" for alias in node.names]
        else:
            continue
        found += [
            (name.split(".")[1], node.lineno) for name in names if name.startswith("analysis.")
        ]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_small_and_imports_point_down(path):
    module = module_of(path)
    assert module in LAYER_OF, f"{module} has no layer"
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{lines} lines; make it a package"
    for imported, line in imports_of(path):
        where = f"{path.name}, line {line}: {module} imports {imported}"
        assert imported in LAYER_OF, where
        if imported == module:
            continue
        assert LAYER_OF[imported] <= LAYER_OF[module], where
        sideways = LAYER_OF[imported] == LAYER_OF[module] == 1
        assert not sideways or (module, imported) in PAIRS, where


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_some_modules_draw_or_touch_the_disk(path):
    module = module_of(path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and module not in MAY_DRAW:
            names = [alias.name for alias in node.names]
            names.append(getattr(node, "module", None) or "")
            assert not any(name.startswith("matplotlib") for name in names), node.lineno
        if isinstance(node, ast.Call) and module not in MAY_TOUCH_THE_DISK:
            called = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else (node.func.id if isinstance(node.func, ast.Name) else "")
            )
            assert called not in DISK_CALLS, f"line {node.lineno}: {called}"


def public_functions() -> list:
    found = []
    for path in FILES:
        name = ".".join(["analysis", *path.relative_to(PACKAGE).with_suffix("").parts])
        if name.endswith("__main__") or (name in TAKES_TORCH and not find_spec("torch")):
            continue
        module = importlib.import_module(name.removesuffix(".__init__"))
        found += [
            pytest.param(thing, id=f"{name}.{label}")
            for label, thing in vars(module).items()
            if inspect.isfunction(thing)
            and thing.__module__ == module.__name__
            and not label.startswith("_")
        ]
    return found


@pytest.mark.parametrize("function", public_functions())
def test_public_functions_have_few_parameters_and_say_what_they_do(function):
    parameters = inspect.signature(function).parameters.values()
    assert len(parameters) <= MOST_PARAMETERS
    assert not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)
    assert all(parameter.annotation is not parameter.empty for parameter in parameters)
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty
    summary = (inspect.getdoc(function) or "").partition("\n")[0]
    assert summary.endswith(".")


def test_what_is_drawn_is_tabled_under_the_same_name():
    from analysis import plots, tables

    assert plots.__all__
    assert set(plots.__all__) <= set(tables.__all__)
    for package in (plots, tables):
        assert package.__all__ == sorted(package.__all__)


def test_importing_loads_no_model_and_draws_nothing():
    code = (
        "import sys; import analysis.scores, analysis.tones, analysis.mentions, analysis.frames; "
        "import analysis.concordance; "
        "heavy = {'textblob', 'nltk', 'vaderSentiment', 'matplotlib', 'torch', 'transformers', "
        "'onnxruntime', 'tokenizers'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_fixed_folders_exist():
    for folder in ("notebooks", "analysis", "corpus", "figures", "tests"):
        assert (ROOT / folder).is_dir()
    assert (ROOT / "environment.yml").is_file()
