"""Files are written whole or not at all: on a full disk, without permission, under a kill."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis import figures
from analysis.codings import sheets
from analysis.pipeline import writing as pipeline_writing
from analysis.writing import WriteError, disarm, replace_whole, write_all, write_whole

OLD, NEW = b"old", b"new" * 1000


def fail_with(code):
    def fail(*_arguments, **_options):
        raise OSError(code, os.strerror(code))

    return fail


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_one_way_of_writing_for_all():
    assert figures.write_whole is write_whole
    assert sheets._write is write_whole
    assert pipeline_writing.write_whole is replace_whole


def test_a_file_is_replaced_and_can_be_read_by_others(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(OLD)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert path.stat().st_mode & 0o777 == 0o644
    assert names_in(tmp_path) == ["a.csv"]


@pytest.mark.parametrize(
    ("code", "what_to_do"),
    [
        (errno.ENOSPC, "Free some space and run it again."),
        (errno.EDQUOT, "Free some space and run it again."),
        (errno.EACCES, "Close it where it is open, or take a folder that you may write to."),
    ],
)
@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.write_bytes", "pathlib.Path.replace"])
def test_a_disk_that_is_full_leaves_the_old_file(tmp_path, monkeypatch, step, code, what_to_do):
    path = tmp_path / "a.csv"
    path.write_bytes(OLD)
    monkeypatch.setattr(step, fail_with(code))
    with pytest.raises(WriteError) as error:
        write_whole(path, NEW)
    assert str(error.value) == (
        f"{path} must be written whole; it cannot be: {os.strerror(code)}. What was there before "
        f"is unharmed. {what_to_do}"
    )
    assert path.read_bytes() == OLD
    assert names_in(tmp_path) == ["a.csv"]


def test_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "none" / "a.csv"
    with pytest.raises(WriteError) as error:
        write_whole(path, NEW)
    assert str(error.value) == (
        f"{path} must be written whole; it cannot be: No such file or directory. What was there "
        "before is unharmed. Take a folder that is there."
    )


def test_files_that_belong_together_change_together(tmp_path, monkeypatch):
    """A disk that fills with the second file leaves the first as it was, too."""
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    for path in paths:
        path.write_bytes(OLD)
    n_synced = []

    def sync(_handle):
        n_synced.append(1)
        if len(n_synced) == 2:
            fail_with(errno.ENOSPC)()

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        with pytest.raises(WriteError):
            write_all(dict.fromkeys(paths, NEW))
    assert [path.read_bytes() for path in paths] == [OLD, OLD, OLD]
    assert names_in(tmp_path) == ["a.csv", "b.csv", "c.csv"]
    write_all(dict.fromkeys(paths, NEW))
    assert [path.read_bytes() for path in paths] == [NEW, NEW, NEW]


def test_an_error_of_the_writer_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(OLD)

    def write_half():
        with replace_whole(path) as beside:
            beside.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert path.read_bytes() == OLD
    assert names_in(tmp_path) == ["a.csv"]


KILLED = """
import itertools, sys
from pathlib import Path
from analysis.writing import write_whole
path = Path(sys.argv[1])
print("ready", flush=True)
for number in itertools.count():
    write_whole(path, str(number % 10).encode() * 200_000)
"""


def test_a_kill_at_any_moment_tears_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 200_000)
    for wait in (0.0, 0.003, 0.011, 0.029):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, cwd=Path.cwd()
        )
        with writer:
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(wait)
            writer.kill()
        content = path.read_bytes()
        assert len(content) == 200_000
        assert len(set(content)) == 1


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-x", "@a", "\t=1", " =1", "＝1", "\n=1"])
def test_no_cell_is_run_as_a_formula(cell):
    assert disarm(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Seoul", "a=1", "", None, -1, 1.5])
def test_other_cells_stay_what_they_are(cell):
    assert disarm(cell) == cell
