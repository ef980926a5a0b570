"""Read a folder, a file or a table, and lose nothing silently."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import readers, schemas
from analysis.corpus.cleaning import clean as clean_text
from analysis.corpus.registers import FACTS, Register, find_register

_TEXT_ENDINGS = (".txt", ".md", ".text")
_PASSED_OVER = ("README.md", "events.csv")


class Corpus(NamedTuple):
    """What was read: documents, what was taken out of them, and what was refused."""

    documents: pd.DataFrame
    removals: pd.DataFrame
    rejected: pd.DataFrame


def load_corpus(path: Path | str, *, clean: bool = True) -> Corpus:
    """Read texts into documents.

    A folder is read with all below it: text files, with a register `documents.csv` or
    `documents.tsv` at its root where there is one. A table (CSV, TSV, JSON Lines, Parquet) must
    have a column `text`, which is kept to the character.

    Parameters
    ----------
    path : Path or str
        A folder, a text file, or a table.
    clean : bool, optional
        Take the junk of web copies out of text files; each piece is logged.

    Returns
    -------
    Corpus
        Documents in the order of their ids; an exact duplicate is one document, and the others
        are among the rejected. Whatever cannot be read is there too, with its reason.

    Raises
    ------
    FileNotFoundError
        If there is nothing at the path.
    """
    path = Path(path)
    if not path.exists():
        msg = f"`path` must be a folder, a text file or a table; there is nothing at {path}."
        raise FileNotFoundError(msg)
    reader = _Reader(path if path.is_dir() else path.parent, clean=clean)
    if path.is_dir():
        reader.read_folder()
    elif path.suffix.lower() in readers.TABLE_ENDINGS:
        reader.read_table(path)
    else:
        reader.read_file(path, Register())
    return reader.finish()


class _Reader:
    """Collects documents, removals and refusals while files are read."""

    def __init__(self, root: Path, *, clean: bool) -> None:
        self.root = root
        self.clean = clean
        self.documents: dict[str, dict[str, Any]] = {}
        self.removals: list[tuple] = []
        self.rejected: list[tuple[str, str]] = []

    def read_folder(self) -> None:
        register, refused = find_register(self.root)
        self.rejected += refused
        for path in sorted(self.root.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(self.root).parts)
            if hidden or not path.is_file() or path == register.path or path.name in _PASSED_OVER:
                continue
            if path.suffix.lower() in _TEXT_ENDINGS:
                self.read_file(path, register)
            else:
                ending = path.suffix or "no ending"
                self._refuse(path, f"a text file must end in .txt; this one has {ending}")
        self.rejected += register.unused()

    def read_file(self, path: Path, register: Register) -> None:
        try:
            original = readers.read_text(path)
        except readers.UnreadableError as error:
            self._refuse(path, str(error))
            return
        name = path.relative_to(self.root).with_suffix("").as_posix()
        facts = register.take(name, path.relative_to(self.root).as_posix())
        document_id = self._free_id(facts.pop("document_id", None) or name, path)
        text = original
        if self.clean:
            text, removals, author = clean_text(original)
            if not text.strip():
                self._refuse(path, "nothing is left once the junk is taken out")
                return
            facts["author"] = facts.get("author") or author
            self.removals += [(document_id, *removal) for removal in removals]
        facts["title"] = facts.get("title") or guess_title(text)
        self._keep(document_id, text, path.relative_to(self.root).as_posix(), facts)

    def read_table(self, path: Path) -> None:
        try:
            table, refused = readers.read_table(path)
        except readers.UnreadableError as error:
            self._refuse(path, str(error))
            return
        self.rejected += [(f"{path.name}, row {number}", reason) for number, reason in refused]
        if "text" not in table:
            self._refuse(path, f"a table must have a column `text`; it has {list(table.columns)}")
            return
        known = [column for column in table.columns if column in ("document_id", *FACTS)]
        width = len(str(len(table)))
        for number, text, *values in zip(
            table.index, table["text"], *(table[column] for column in known), strict=True
        ):
            row = f"{path.name}, row {number}"
            if not isinstance(text, str) or not text.strip():
                self.rejected.append((row, "`text` must hold text; it is empty"))
                continue
            facts = {
                column: value
                for column, value in zip(known, values, strict=True)
                if not _is_missing(value)
            }
            given = facts.pop("document_id", None)
            document_id = self._free_id(
                str(given) if given is not None else f"{path.stem}-{number:0{width}d}", row
            )
            self._keep(document_id, text, path.name, facts, row)

    def finish(self) -> Corpus:
        documents = schemas.DOCUMENTS.build(
            [self.documents[document_id] for document_id in sorted(self.documents)]
        )
        repeated = documents.duplicated("sha256")
        first = documents.drop_duplicates("sha256").set_index("sha256")["document_id"]
        for row in documents[repeated].itertuples():
            where = (
                row.path
                if row.path.endswith(row.document_id)
                else f"{row.path} ({row.document_id})"
            )
            self.rejected.append((where, f"the same text as {first[row.sha256]}"))
        documents = documents[~repeated].reset_index(drop=True)
        kept = set(documents["document_id"])
        removals = [removal for removal in sorted(self.removals) if removal[0] in kept]
        rejected = schemas.REJECTED.build(sorted(set(self.rejected)))
        return Corpus(documents, schemas.REMOVALS.build(removals), rejected)

    def _keep(
        self, document_id: str, text: str, path: str, facts: dict[str, Any], where: str = ""
    ) -> None:
        row = {column: facts.get(column) for column in FACTS}
        row["published_on"] = self._read_day(facts.get("published_on"), where or path)
        for column in FACTS:
            if column != "published_on" and row[column] is not None:
                row[column] = str(row[column])
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self.documents[document_id] = {
            **row,
            "document_id": document_id,
            "text": text,
            "path": path,
            "sha256": digest,
        }

    def _read_day(self, value: Any, where: str) -> pd.Timestamp | None:
        if _is_missing(value):
            return None
        day = pd.to_datetime(value, errors="coerce", format="ISO8601")
        if pd.isna(day):
            self.rejected.append(
                (
                    where,
                    f"`published_on` must be YYYY-MM-DD; it is {value!r}. The text is kept "
                    "without a date",
                )
            )
            return None
        return day.tz_localize(None).normalize()

    def _free_id(self, wanted: str, where: Path | str) -> str:
        if wanted not in self.documents:
            return wanted
        number = 2
        while f"{wanted}~{number}" in self.documents:
            number += 1
        place = where.name if isinstance(where, Path) else where
        self.rejected.append(
            (
                place,
                f"`document_id` {wanted!r} is there already; the text is kept as {wanted}~{number}",
            )
        )
        return f"{wanted}~{number}"

    def _refuse(self, path: Path, reason: str) -> None:
        try:
            name = path.relative_to(self.root).as_posix()
        except ValueError:
            name = path.name
        self.rejected.append((name, reason))


_LONGEST_TITLE = 200


def guess_title(text: str) -> str | None:
    r"""Return the first line where it reads like a headline, else None.

    A headline is short, does not end in a full stop, and more text follows it.

    Examples
    --------
    >>> guess_title("Seoul waits\n\nThe vote came at dawn, and it changed little.")
    'Seoul waits'
    >>> guess_title("Seoul waited.\n\nThe vote came at dawn.") is None
    True
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not first or len(first) > _LONGEST_TITLE or len(rest.strip()) <= len(first):
        return None
    if first.endswith((":", ";", ",")):
        return None
    bare = first.rstrip("\"'”’")
    if bare.endswith(".") and not bare.endswith(("...", "U.S.", "U.K.", "U.N.")):
        return None
    return first


def _is_missing(value: Any) -> bool:
    return value is None or value == "" or (not isinstance(value, list | dict) and pd.isna(value))
