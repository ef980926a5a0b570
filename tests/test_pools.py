"""Processes that share the work: results in order, and none that outlives the run it works for."""

from __future__ import annotations

import gc
import importlib.util
import os
import signal
import subprocess
import sys
import time
from functools import partial

import psutil
import pytest

from analysis import pools

_RUN = """
import os, time
from analysis.pools import open_pool
if __name__ == "__main__":
    with open_pool(2) as pool:
        print(*{pool.submit(os.getpid).result() for _ in range(20)}, flush=True)
        pool.submit(time.sleep, 60)
        time.sleep(60)
"""


def wait_and_square(number):
    time.sleep(0.05 * (number % 3 == 0))
    return number * number


@pytest.mark.parametrize("is_enabled", [True, False])
def test_cycles_are_looked_for_again_after_a_pause(is_enabled):
    @pools.pause_collector()
    def fail():
        assert not gc.isenabled()
        raise ZeroDivisionError

    before = gc.isenabled()
    try:
        (gc.enable if is_enabled else gc.disable)()
        with pytest.raises(ZeroDivisionError):
            fail()
        assert gc.isenabled() == is_enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_results_come_in_the_order_of_the_tasks():
    with pools.open_pool(2) as pool:
        squares = list(pools.in_order(wait_and_square, iter(range(30)), pool))
    assert squares == [number * number for number in range(30)]
    assert list(pools.in_order(wait_and_square, range(3), None)) == [0, 1, 4]


def test_workers_have_the_settings_of_the_moment(monkeypatch):
    for setting in ("one", "another"):
        monkeypatch.setenv("TRILATERAL_CACHE", setting)
        with pools.open_pool(2) as pool:
            assert pool.submit(os.getenv, "TRILATERAL_CACHE").result() == setting


def test_one_worker_is_this_process():
    with pools.open_pool(1) as pool:
        assert pool is None


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be killed so")
def test_workers_end_with_the_process_that_was_killed(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    running = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    workers = [psutil.Process(int(pid)) for pid in running.stdout.readline().split()]
    assert workers
    running.send_signal(signal.SIGKILL)
    running.communicate()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []


def test_what_workers_need_is_there_to_be_imported():
    for name in pools._PRELOADED:
        assert importlib.util.find_spec(name)


def count_codebooks():
    from analysis.codebooks import countries, frames

    return countries._load.cache_info().currsize, frames._load.cache_info().currsize


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers load all themselves")
def test_a_worker_begins_with_the_codebooks_of_the_house():
    with pools.open_pool(2) as pool:
        assert pool.submit(count_codebooks).result() == (1, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers load all themselves")
@pytest.mark.parametrize(("size", "starts"), [(3_000_000, False), (5_000_000, True)])
def test_workers_are_made_ready_for_a_large_corpus_alone(tmp_path, monkeypatch, size, starts):
    started = []
    monkeypatch.setattr(pools.forkserver, "ensure_running", partial(started.append, size))
    (tmp_path / "below").mkdir()
    for name in ("a.txt", "below/b.txt"):
        (tmp_path / name).write_bytes(b"x" * (size // 2))
    pools.prepare_pool(tmp_path)
    assert started == [size] * starts


def test_one_large_file_is_a_large_corpus(tmp_path):
    path = tmp_path / "all.csv"
    path.write_bytes(b"x" * 5_000_000)
    assert pools._is_large(path)
    assert not pools._is_large(tmp_path / "none.csv")


def test_a_file_that_is_not_there_any_more_is_of_no_size(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert not pools._is_large(tmp_path)
