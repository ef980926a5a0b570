"""Name a corpus by its content."""

from __future__ import annotations

from hashlib import sha256

import pandas as pd

__all__ = ["hash_documents"]


def hash_documents(documents: pd.DataFrame) -> str:
    """Hash a corpus: the same documents in any order give the same 64 digits.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; names and hashes of their texts count.

    Returns
    -------
    str
        What the manifest and the text file of each figure call the corpus.
    """
    lines = sorted(documents["document_id"] + " " + documents["sha256"] + "\n")
    return sha256("".join(lines).encode()).hexdigest()
