"""Processes that share the work of a large corpus."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread
from typing import TypeVar

__all__ = ["in_order", "is_worth_a_pool", "open_pool", "pause_collector", "prepare_pool"]

# Below this many characters one process is done before others have started.
_CHARACTERS_WORTH_A_POOL = 4_000_000
# Imported once, in the process from which the workers are forked.
_PRELOADED = ["analysis.pipeline.batches", "analysis.pipeline.preloading"]
# Tasks that are under way or wait to be taken, for each core: more would fill the memory.
_WAITING = 3

Task = TypeVar("Task")
Result = TypeVar("Result")


def open_pool(workers: int | None = None) -> AbstractContextManager[Executor | None]:
    """Open a pool of processes, which start when something is given to them.

    Parameters
    ----------
    workers : int, optional
        Processes; one each core if absent.

    Returns
    -------
    context manager of Executor or None
        None if one process is to do it all: this one.
    """
    n = (os.cpu_count() or 1) if workers is None else workers
    if n <= 1:
        return nullcontext()
    # A forked worker has the settings of the process from which it is forked, which began earlier.
    settings = dict(os.environ)
    return ProcessPoolExecutor(
        n, mp_context=_get_context(), initializer=_start_worker, initargs=(settings,)
    )


def prepare_pool(path: Path) -> None:
    """Begin to import what workers need, if the files are so many that a pool is worth its start.

    This process goes on meanwhile, so call it before anything else that takes its time.

    Parameters
    ----------
    path : Path
        A folder or a file.
    """
    if _get_context().get_start_method() == "forkserver" and _is_large(path):
        forkserver.ensure_running()


def _get_context() -> BaseContext:
    # Elsewhere than on Linux libraries of the system may break when a process is forked.
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _is_large(path: Path) -> bool:
    size = _measure(path) if path.is_file() else 0
    for folder, _, names in os.walk(path):
        if size > _CHARACTERS_WORTH_A_POOL:
            break
        size += sum(_measure(Path(folder, name)) for name in names)
    return size > _CHARACTERS_WORTH_A_POOL


def _measure(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # whoever reads the files will say what is amiss


def is_worth_a_pool(n_characters: int) -> bool:
    """Tell whether texts of so many characters are worth the start of other processes."""
    return n_characters > _CHARACTERS_WORTH_A_POOL


def in_order(
    do: Callable[[Task], Result], tasks: Iterable[Task], pool: Executor | None
) -> Iterator[Result]:
    """Do tasks in a pool, or here, and give the results in the order of the tasks."""
    tasks = iter(tasks)
    if pool is None:
        yield from map(do, tasks)
        return
    n_waiting = _WAITING * (os.cpu_count() or 1)
    waiting = deque(pool.submit(do, task) for task in islice(tasks, n_waiting))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(pool.submit(do, task) for task in islice(tasks, 1))


@contextmanager
def pause_collector() -> Iterator[None]:
    """Have Python not look for cycles for a while.

    Among millions of small rows it would do so again and again. The stages make none; what they let
    go is freed at once.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _start_worker(settings: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(settings)
    # Until its end, as in `pause_collector`.
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End a worker whose process was killed: it would wait for its next task for ever."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
