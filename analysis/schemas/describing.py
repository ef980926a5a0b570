"""Write the codebook of the tables: what each row is and what each column means."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.schemas.core import Column, Table


def describe(tables: Iterable[Table]) -> str:
    """Write the tables as a page of Markdown.

    Parameters
    ----------
    tables : iterable of Table
        In the order of the page.

    Returns
    -------
    str
        One section a table: its row unit, its key, and a line for each column.
    """
    head = (
        "# Tables\n\nMade from `analysis/schemas/`; a test holds the two together. `?` marks a "
        'column that may be missing:\nmissing means "no evidence" and is never 0. Offsets are '
        "characters into `documents.text`.\n"
    )
    return head + "".join(map(_describe_table, tables))


def _describe_table(table: Table) -> str:
    lines = [
        f"\n## {table.name}",
        f"\nOne row is {table.row}. Key: {', '.join(f'`{name}`' for name in table.key)}.\n",
        "| column | holds | meaning |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{column.name}`{'?' if column.missing else ''} | {_domain_of(column)} "
        f"| {column.meaning} |"
        for column in table.columns
    ]
    return "\n".join(lines) + "\n"


def _domain_of(column: Column) -> str:
    if column.choices:
        return " / ".join(column.choices)
    if column.low is not None and column.high is not None:
        return f"{column.kind}, {column.low:g} to {column.high:g}"
    if column.low is not None:
        return f"{column.kind}, {column.low:g} or more"
    return column.kind
