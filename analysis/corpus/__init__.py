"""Files to documents: what was read, what was taken out of it, and what could not be read."""

from analysis.corpus.cleaning import clean, restore
from analysis.corpus.collecting import Corpus
from analysis.corpus.collection import COLLECTION_FIELDS, load_collection
from analysis.corpus.copies import find_copies
from analysis.corpus.events import load_events
from analysis.corpus.files import hash_files
from analysis.corpus.hashing import hash_documents
from analysis.corpus.loading import load_corpus
from analysis.corpus.reporting import ShortfallWarning

__all__ = [
    "COLLECTION_FIELDS",
    "Corpus",
    "ShortfallWarning",
    "clean",
    "find_copies",
    "hash_documents",
    "hash_files",
    "load_collection",
    "load_corpus",
    "load_events",
    "restore",
]
