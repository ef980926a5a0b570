"""Tell where the splitter cut too often: after abbreviations, clock times and list numbers."""

from __future__ import annotations

import re

from analysis.segments.abbreviations import load_abbreviations

# So much of the text before a cut decides; looking at all of it would take quadratic time.
_LOOK_BACK = 60
_LOOK_AHEAD = 200
_OPENERS = "(\"“‘'["
_CLOSERS = '"”’'
_INITIAL = re.compile(r"(?<!\w)[A-Z]\.\Z")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.m\.\Z", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Wed|Thurs|Fri|Sat|Sun)\."
    r"|(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d"
    r"|(?:[A-Z]\w+ )?(?:[Ss]tandard )?[Tt]ime\b|(?:EST|EDT|ET|PT|GMT|KST|JST|UTC|CST)\b|\("
)
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|[•*·–—-]")
_AFTER_QUESTION = re.compile(r"[?!…]['’]?[\"”’]\Z")
# Most cuts are like this, and of all that is asked of others two lists alone matter: neither
# initials nor clock times nor the numbers of a list end in two small letters, but for "xiv.".
_PLAIN = re.compile(r"[a-z][a-hj-uwyz]\. [(\"“‘'\[]*[A-Z]")
_N_BEFORE_PLAIN = len("it. ")
_OWN_BEGINNING = re.compile(r"[a-z]{1,2}[A-Z]|https?:|www\.|h/t\b")


def is_cut_too_often(text: str, cut: tuple[int, int, int], *, has_capitals: bool) -> bool:
    """Tell whether a sentence goes on across a cut.

    Parameters
    ----------
    text : str
        Any text.
    cut : (int, int, int)
        Where the sentence before the cut begins, the cut, and where the piece after it ends.
    has_capitals : bool
        Whether small letters at the beginning of a sentence mean anything in this text.

    Returns
    -------
    bool
        True if the cut should be taken back.
    """
    begin, at, end = cut
    abbreviations = load_abbreviations()
    if at - begin >= _N_BEFORE_PLAIN and _PLAIN.match(text, at - _N_BEFORE_PLAIN, end):
        word = _last_word(text[max(begin, at - _LOOK_BACK) : at])
        return word in abbreviations.always or word in abbreviations.before_name
    left = text[max(begin, at - _LOOK_BACK) : at].strip()
    right = text[at : min(end, at + _LOOK_AHEAD)].lstrip()
    if not right or not left:
        return True
    if at - begin <= _LOOK_BACK and _ENUMERATOR.fullmatch(left):
        return True
    # A sentence does not begin in small letters.
    if has_capitals and right[0].islower() and not _OWN_BEGINNING.match(right):
        return True
    if left[-1] in _CLOSERS and _AFTER_QUESTION.search(left):
        return abbreviations.speech.match(right) is not None
    if left[-1] != ".":
        return False
    if left[-2:].lower() == "m." and _CLOCK.search(left):
        return _AFTER_CLOCK.match(right) is not None
    word = _last_word(left)
    if word in abbreviations.always:
        return True
    is_name = word in abbreviations.before_name or (word[-2:-1].isupper() and _INITIAL.search(word))
    if is_name and right.lstrip(_OPENERS)[:1].isupper():
        return True
    return word in abbreviations.before_number and right[0].isdigit()


def _last_word(left: str) -> str:
    return left.rsplit(None, 1)[-1].lstrip(_OPENERS)
