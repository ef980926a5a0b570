"""What every test shares: no network, no drawing that outlives its test, small made corpora."""

from __future__ import annotations

import os
import socket

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import settings

from analysis import schemas

mpl.use("Agg")
# `make fuzz` chooses the long one.
settings.register_profile("long", max_examples=5_000, deadline=None)
settings.register_profile("default", deadline=None)
settings.load_profile("default")


@pytest.fixture(autouse=True, scope="session")
def cache_of_this_run(tmp_path_factory):
    """Keep scores for this run alone: each starts from nothing, its notebooks share the work."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["TRILATERAL_CACHE"] = str(folder)
    yield folder
    del os.environ["TRILATERAL_CACHE"]


@pytest.fixture(autouse=True)
def drawings_end_with_their_test():
    """Restore rcParams and close figures, so that no plot leans on one before it."""
    with plt.rc_context():
        yield
    plt.close("all")


@pytest.fixture
def no_network(monkeypatch):
    """Refuse every connection."""

    def refuse(*_arguments, **_options):
        msg = "a network connection was opened"
        raise AssertionError(msg)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def make_documents():
    """Make a `documents` table from texts; a pair gives the text and its day."""

    def make(*texts: str | tuple[str, str]) -> pd.DataFrame:
        rows = []
        for number, entry in enumerate(texts):
            text, day = (entry, None) if isinstance(entry, str) else entry
            rows.append(
                {
                    "document_id": f"d{number}",
                    "text": text,
                    "published_on": day,
                    "path": f"d{number}.txt",
                    "sha256": f"{number:064d}",
                }
            )
        return schemas.DOCUMENTS.build(rows)

    return make


@pytest.fixture
def make_segments():
    """Cut documents into segments at each line; enough for stages that only need bounds."""

    def make(documents: pd.DataFrame) -> pd.DataFrame:
        rows = []
        for document_id, text in zip(documents["document_id"], documents["text"], strict=True):
            start = 0
            for position, line in enumerate(text.split("\n")):
                rows.append(
                    (
                        f"{document_id}:s{position}",
                        document_id,
                        position,
                        "body",
                        start,
                        start + len(line),
                        line,
                    )
                )
                start += len(line) + 1
        return schemas.SEGMENTS.build(rows)

    return make
