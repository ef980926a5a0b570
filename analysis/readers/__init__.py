"""One small file a format: bytes on disk to articles or rows, or a reason why not."""

from analysis.readers.apart import read_content
from analysis.readers.archives import find_fault, list_members, open_archive, read_member
from analysis.readers.articles import Article, Articles
from analysis.readers.bibliographies import Bibliography, Item, is_zotero, read_zotero
from analysis.readers.decoding import UnreadableError, decode
from analysis.readers.kinds import ARCHIVE, BIBLIOGRAPHIES, kind_of, name_kinds
from analysis.readers.languages import find_language
from analysis.readers.splitting import find_table_articles
from analysis.readers.tables import Rows

__all__ = [
    "ARCHIVE",
    "BIBLIOGRAPHIES",
    "Article",
    "Articles",
    "Bibliography",
    "Item",
    "Rows",
    "UnreadableError",
    "decode",
    "find_fault",
    "find_language",
    "find_table_articles",
    "is_zotero",
    "kind_of",
    "list_members",
    "name_kinds",
    "open_archive",
    "read_content",
    "read_member",
    "read_zotero",
]
