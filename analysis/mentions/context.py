"""What the words around a name say about it: a firm, a person, a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from analysis.codebooks.aliases import Alias
from analysis.codebooks.countries import CountryBook
from analysis.mentions.places import REACH, Place

_CAPITAL_BEFORE = re.compile(r"(?<!\w)([A-Z]\w+)[- ]$")
_NEXT_CAPITAL = re.compile(r"[ ]([A-Z][a-z]+)")
# Words that are capitalised only because a sentence or title begins with them.
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    A After Against All Although An And Anti April As Asked At August Because Before Behind Both
    But By Can Could December Despite Did Does Even Every February Few For Former Friday
    From Given Has Have How However I If In Inside Instead Is It Its January July June Just Last
    Late Later Let Like Many March May Maybe Meanwhile Monday Most Much Near Neither New No
    Nor Not November Now October Of Off Old On Once One Only Or Our Out Outside Over Perhaps
    Post Pro Rather Ruling Said Saturday Say Says September Should Since So Some Still Such
    Sunday Tell Than That The Their Then There These This Those Though Through Thursday To
    Today Tomorrow Tuesday Under Unlike Until Versus Via Vs Was Wednesday Were What When
    Where Whether Which While Who Whose Why Will With Without Would Yesterday Yet Young
    Everything Everyone Nothing Something Anything
    Nobody Somebody Anyone Someone Whatever Whenever Wherever Whoever Again Ever Never Always Often
    Here Hence Thus Soon Surely Only Indeed Instead Elsewhere Nevertheless Nonetheless Moreover
""",
    )
)
_LANGUAGE_BEFORE = re.compile(
    r"(?:\b(?:in|into|from|fluent|fluently|speak|speaks|spoke|spoken|speaking|learn(?:ed|ing)?"
    r"|taught|teach|teaches|translated|studied|study|studies|understand|understands)"
    r"|\b(?:[Bb]roken|[Mm]andarin|native|fluent|simple|plain)) $"
)
_LANGUAGE_AFTER = re.compile(
    r"(?:[.,;:!?)\"”’]|$| (?:and|or|but|on|at|to|for|with|when|as|before|after|than|by)\b)"
)
_LANGUAGE_COMPOUND = re.compile(
    r"-(?:language|speaking|speaker)|[ ](?:language|translation|dialect)s?\b"
)
_OF_INSTITUTION = re.compile(
    r"\b(?:University|College|Institute|School|Archbishop|Bishop|Duke|Duchess|Museum|Battle|Treaty"
    r"|Siege|Congress|Fall|Merchant|Tower|Church) of (?:the )?$"
)

# Each is told the place, what it would name there, and the codebook.
Doubt = Callable[[Place, Alias, CountryBook], bool]


@cache
def list_readings(surface: str, book: CountryBook) -> tuple[tuple[Alias, tuple[Doubt, ...]], ...]:
    """List what a surface may name, and what is asked of the words around before it does.

    Parameters
    ----------
    surface : str
        One that the codebook lists.
    book : CountryBook
        Heads of organisations, given names, titles.

    Returns
    -------
    tuple of (Alias, tuple of functions)
        In the order of the codebook. Where one function tells that the words around show a firm,
        a school, a person, a language or a shout, the alias names no state.
    """
    return tuple((alias, tuple(_list_doubts(alias, book))) for alias in book.aliases[surface])


def _list_doubts(alias: Alias, book: CountryBook) -> Iterator[Doubt]:
    if alias.kind == "demonym":
        yield _is_descent
    if alias.kind in ("name", "demonym", "capital"):
        yield _is_organisation
        if alias.kind == "demonym":
            yield _is_language
        if alias.surface == "US":
            yield _is_shouted
    is_given = alias.surface in book.given_names
    if alias.kind == "leader":
        may_follow = is_given or " " not in alias.surface
    else:
        may_follow = alias.kind in ("party", "body", "forces") and alias.condition is not None
    if may_follow:
        yield _is_behind_given_name
    elif is_given:
        yield _is_person


def has_title(place: Place, book: CountryBook) -> bool:
    """Tell whether a title of office stands before a surname ("President Lee")."""
    word = place.find_capital()
    return (
        bool(word)
        and _is_title(word.group(1), book)
        and (word.group(1) not in book.courtesy_titles)
    )


@cache
def _organisation_pattern(book: CountryBook) -> re.Pattern[str]:
    heads = "|".join(map(r"\ ".join, (head.split() for head in book.organisation_heads)))
    word = r"[A-Z][\w&.\-]*"
    return re.compile(rf"(?:[ ](?:{word}|of|and|for))?(?:[ ]{word})?[ ](?:{heads})\b")


def _is_organisation(place: Place, _: Alias, book: CountryBook) -> bool:
    """Tell "the Tokyo Motor Corporation" and "the University of Tokyo"."""
    if place.match_behind(_organisation_pattern(book)):
        return True
    is_of = place.folded.endswith((" of ", " of the "), 0, place.start)
    return is_of and place.search_before(_OF_INSTITUTION) is not None


def _is_language(place: Place, *_: object) -> bool:
    if place.match_behind(_LANGUAGE_COMPOUND):
        return True
    return bool(place.match_behind(_LANGUAGE_AFTER) and place.search_before(_LANGUAGE_BEFORE))


def _is_descent(place: Place, _: Alias, book: CountryBook) -> bool:
    """Tell "Korean Americans" from "the Korean-American alliance"."""
    if place.match_behind(_descent_pattern(book)):
        return True
    if not place.folded.startswith("American", place.start):
        return False
    other = place.search_before(_CAPITAL_BEFORE)
    if not other:
        return False
    paired = book.aliases.get(other.group(1), ())
    return any(alias.kind == "demonym" for alias in paired) and not (
        place.match_behind(_between_states_pattern(book))
    )


@cache
def _descent_pattern(book: CountryBook) -> re.Pattern[str]:
    return re.compile(rf"[- ]Americans?\b(?! (?:{'|'.join(book.between_states)})\b)")


@cache
def _between_states_pattern(book: CountryBook) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(book.between_states)})\b")


def _is_shouted(place: Place, *_: object) -> bool:
    """Tell "TELL US NOW", which is no country, from "THE US ARMY"."""
    words = [*place.before.split()[-1:], *place.after.split()[:1]]
    loud = [word.strip(".,;:!?\"'") for word in words]
    shouted = [word for word in loud if len(word) > 2 and word.isalpha() and word.isupper()]
    return len(shouted) == len(words) == 2 and words[0] != "THE"


def _is_behind_given_name(place: Place, _: Alias, book: CountryBook) -> bool:
    """Tell a surname, or what may be one, behind another given name."""
    word = place.find_capital()
    return bool(word) and _is_given_name(word.group(1), place, word.start(), book)


def _is_person(place: Place, alias: Alias, book: CountryBook) -> bool:
    """Tell what may be a given name in a person's name: "Michael Jordan", "Chad Smith"."""
    word = place.find_capital()
    if word and _is_given_name(word.group(1), place, word.start(), book):
        return True
    if word and _may_be_given(word.group(1), book):
        return True
    if alias.title_needed:
        return False
    following = place.match_behind(_NEXT_CAPITAL)
    if not following or following.group(1) in FUNCTION_WORDS:
        return False
    return not _is_title(following.group(1), book)


def _is_given_name(word: str, place: Place, start: int, book: CountryBook) -> bool:
    if word in FUNCTION_WORDS or _is_title(word, book) or word.isupper() and len(word) > 2:
        return False
    if len(word) == 2 and word.endswith("."):
        return False  # an initial, as in "Vladimir V. Putin"
    if word.endswith(("'s", ".")) and len(word) > 2 or word in book.aliases:
        return word in ("Jr.", "Sr.", "St.", "Fort")
    lead = place.folded[max(0, place.start - REACH) : start].rstrip()
    # At the start of a sentence a capital says nothing, unless the word is a known given name.
    return bool(lead) and lead[-1] not in ".!?:;\"“'\n-–—(" or word in book.given_names


def _may_be_given(word: str, book: CountryBook) -> bool:
    """Even at the start of a sentence, "Michael Jordan" is a person."""
    return not (
        word in FUNCTION_WORDS
        or word in book.aliases
        or _is_title(word, book)
        or word.endswith(("ly", "'s", "."))
        or word.isupper()
    )


def _is_title(word: str, book: CountryBook) -> bool:
    return (
        word in book.titles
        or word in book.courtesy_titles
        or word.endswith(("-elect", "-designate"))
    )
