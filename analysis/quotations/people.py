"""Whom a speaker's phrase may stand for: the people and bodies that a document has named."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "NAME_WORD",
    "NO_PERSON",
    "SHORT_TITLES",
    "Phrase",
    "is_body",
    "read_phrase",
]

SHORT_TITLES = "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof"
NAME_WORD = r"[A-Z][\w'’-]+"
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his"), "m"),
    **dict.fromkeys(("she", "her", "hers"), "f"),
    **dict.fromkeys(("they", "them", "their"), "they"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("i", "me", "my", "we", "us", "our"), "i"),
    **dict.fromkeys(("you", "your"), "you"),
    **dict.fromkeys(("who", "whom", "which", "that"), "who"),
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MALE = _words(
    """
    mr king prince sir father chairman spokesman congressman statesman businessman man brother
    son husband lord emperor pope sheikh
    """
)
_FEMALE = _words(
    """
    ms mrs miss queen princess mother chairwoman spokeswoman congresswoman businesswoman woman
    sister daughter wife lady empress
    """
)
_TITLES = _words(
    """
    mr mrs ms miss dr sen senator senators rep representative congressman congresswoman gov
    governor president premier chancellor king queen prince princess sir lord lady secretary
    minister ambassador general gen admiral adm colonel col lt sgt captain prof professor rev
    reverend pope judge justice mayor speaker chairman chairwoman chair director spokesman
    spokeswoman spokesperson leader candidate nominee analyst envoy diplomat chief vice deputy
    prime foreign defense defence former then state lawmaker author historian economist strategist
    adviser advisor manager commentator host reporter journalist columnist attorney lawyer
    democratic republican u.s american supreme party national security
    """
)
_DETERMINERS = _words("a an the this that these those his her its their our my your another one")
_BODIES = _words(
    """
    ministry department government administration council committee commission parliament congress
    senate house court agency office embassy party university institute institution foundation
    center centre association organization organisation union bank group company campaign times
    post news journal press media newspaper magazine network army navy force forces military
    police white pentagon kremlin report survey poll study statement editorial paper article
    document email letter tweet video ad website states nations league society federation board
    bureau team chiefs staff
    """
)
# A sentence that begins with one of these does not begin with a name.
NO_PERSON = _words(
    """
    the in on at it he she they we i this that these those there a an for as if when while but and
    its his her
    """
)
_WORD = re.compile(r"[\w'’.&-]*\w\.?")
_END_OF_HEAD = re.compile(r",| who | that | which |\(| — | -- ")
_BETWEEN_HEADS = re.compile(r",| and ")
_CONTRACTED = re.compile(r"'(?:s|d|ve|ll|re|m)$")
_POSSESSIVE = re.compile(r"'s?$")
# "One of them" names nobody.
_UNNAMED = _words(
    """
    one some many others most few both all another several those everyone nobody somebody someone
    anyone neither none each any
    """
)
_INNER_PREPOSITIONS = _words("of for at in with from on to among close")


class Phrase(NamedTuple):
    """What a speaker's phrase is made of: a pronoun, or a name, or a role.

    `pronoun` is m, f, they, it, i, you or who; `role` the head of a phrase without a name;
    `roles` are the nouns by which a name may be taken up again.
    """

    as_written: str
    pronoun: str | None = None
    name: str | None = None
    role: str | None = None
    gender: str | None = None
    is_definite: bool = False
    is_plural: bool = False
    roles: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 14)
def read_phrase(text: str) -> Phrase:
    """Take a speaker's phrase apart.

    Parameters
    ----------
    text : str
        As it stands: "Bruce Klingner, a senior fellow", "the ministry", "she".

    Returns
    -------
    Phrase
        Its name without titles.

    Examples
    --------
    >>> phrase = read_phrase("Foreign Minister Jan Berg, a former envoy")
    >>> phrase.name, sorted(phrase.roles)
    ('Jan Berg', ['envoy', 'foreign', 'minister'])
    >>> read_phrase("the senior fellow").role
    'fellow'
    """
    text = text.replace("’", "'").strip(" ,")
    behind = _END_OF_HEAD.search(text)
    head = (text[: behind.start()] if behind else text).strip()
    words = _WORD.findall(head)
    lowered = _bare(words)
    first = lowered[0] if lowered else ""
    if len(words) == 1:
        pronoun = _PRONOUNS.get(_CONTRACTED.sub("", first) if "'" in first else first)
        if pronoun:
            return Phrase(text, pronoun)
    beside = text[len(head) :]
    gender, roles = _gender_of(lowered), _TITLES.intersection(lowered)
    if beside:
        gender = gender or _gender_of(_bare(_WORD.findall(beside)[:4]))
        roles |= _heads_of(beside)
    name = _name_in(words, lowered)
    if name:
        roles = roles.difference(name.lower().split())
        plural = " and " in head and not is_body(name)
        return Phrase(text, None, name, None, gender, is_plural=plural, roles=roles)
    role = _head_noun(lowered)
    role = None if role in _UNNAMED else role
    plural = bool(role) and role.endswith("s") and not role.endswith(("ss", "news", "times"))
    definite = first in _DETERMINERS and first not in ("a", "an", "another", "one")
    return Phrase(text, None, None, role, gender, definite, plural, roles)


@lru_cache(maxsize=1 << 14)
def is_body(name: str) -> bool:
    """Tell by its words whether a name is that of a body and not of a person."""
    words = name.replace(".", "").lower().split()
    return not _BODIES.isdisjoint(words) or name.isupper() or words[0] == "the"


def _bare(words: list[str]) -> list[str]:
    return [word.lower().rstrip(".") for word in words]


def _gender_of(words: list[str]) -> str | None:
    if not _MALE.isdisjoint(words):
        return "m"
    return None if _FEMALE.isdisjoint(words) else "f"


def _name_in(words: list[str], lowered: list[str]) -> str | None:
    """Find the name at the end of a noun phrase: capitals after titles and determiners."""
    last = _end_of_head(lowered)
    first = last
    while first > 0 and words[first - 1][:1].isupper():
        first -= 1
    if first == last:
        return None
    if is_body(" ".join(words[first:last])):
        # "Ministry of Defense", "Bank of Peru": a body's name goes on.
        while last + 1 < len(words) and lowered[last] == "of" and words[last + 1][:1].isupper():
            last += 2
    names, bare = words[first:last], lowered[first:last]
    is_title_alone = len(names) == 1 and bare[0] in _TITLES
    if is_title_alone and (lowered[0] in _DETERMINERS or lowered[0] == bare[0]):
        return None
    # "Lima Mayor Jan Berg", "Oslo's Jan Berg": what stands before is no part of the name.
    for number in range(len(names) - 2, -1, -1):
        is_owner = names[number].endswith(("'s", "s'"))
        if is_owner or (bare[number] in _TITLES and not is_body(" ".join(names))):
            names = names[number + 1 :]
            break
    name = " ".join(names)
    if "'" in name:
        name = _POSSESSIVE.sub("", name)
    is_one_of_many = lowered[0] in ("a", "an", "some", "many", "several", "other") and first > 1
    return None if is_one_of_many and is_body(name) else name or None


def _end_of_head(lowered: list[str]) -> int:
    """Find where a noun phrase goes on with "of" or "for": its head stands before that."""
    for number, word in enumerate(lowered):
        if number and word in _INNER_PREPOSITIONS:
            return number
    return len(lowered)


def _head_noun(lowered: list[str]) -> str | None:
    return lowered[_end_of_head(lowered) - 1] if lowered else None


def _heads_of(beside: str) -> set[str]:
    """List the nouns that an apposition may be taken up by: "fellow", "envoy"."""
    parts = [_WORD.findall(part) for part in _BETWEEN_HEADS.split(beside.lower())] if beside else []
    return {_head_noun(part) for part in parts if part and part[0] not in ("who", "which")} - {None}
