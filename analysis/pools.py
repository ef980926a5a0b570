"""Processes that share the work of a large corpus."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

import pandas as pd

__all__ = ["in_order", "is_worth_a_pool", "open_pool"]

# Below this many characters one process is done before others have started.
_CHARACTERS_WORTH_A_POOL = 4_000_000
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
    return ProcessPoolExecutor(
        n, mp_context=get_context("spawn"), initializer=_without_searching_for_cycles
    )


def is_worth_a_pool(documents: pd.DataFrame) -> bool:
    """Tell whether a corpus is large enough that other processes are worth their start."""
    return len(documents) > 0 and documents["text"].str.len().sum() > _CHARACTERS_WORTH_A_POOL


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


def _without_searching_for_cycles() -> None:
    """Stop a worker from looking, again and again, for cycles among millions of small rows.

    The stages make none; what they let go is freed at once.
    """
    gc.disable()
