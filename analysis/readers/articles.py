"""What every reader of a format gives: the articles of one file, and what went wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Article", "Articles"]


@dataclass(frozen=True)
class Article:
    """One article as a file holds it.

    `text` is what was published, headline first where the format tells it apart; `facts` are cells
    for the other columns of :data:`analysis.schemas.DOCUMENTS`, as the file writes them
    (`published_on` as YYYY-MM-DD); `place` says where in the file it stands, as "article 3".
    `method` names the way by which it was read, and `notes` what a reader should know of it: a
    date found in the body, an encoding that was mended.
    """

    text: str
    facts: dict[str, str] = field(default_factory=dict)
    place: str = ""
    method: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Articles:
    """All articles of one file; what of it could not be read, by place, with the reason.

    `stated` is how many articles the file itself says that it holds, on a cover page or in its list
    of results; None where it says nothing.
    """

    articles: list[Article]
    refused: list[tuple[str, str]] = field(default_factory=list)
    stated: int | None = None
