"""The small words that tell where a speaker's phrase or a reported clause begins and ends."""

from __future__ import annotations

__all__ = [
    "ADVERBS", "APPOSED", "AUXILIARIES", "BE", "BREAKS", "CIRCUMSTANCES", "CONCEDING",
    "CONTINUING", "DETERMINERS", "INSERTING", "LEADING", "NO_SPEAKER", "NO_SUBJECT", "PERSONAL",
    "PREPOSITIONS", "PRONOUNS", "RELATIVE", "REPORTED", "SCENES", "TIMES", "is_adverb", "is_dash",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE = _words("is are was were be been being am isn't aren't wasn't weren't")
AUXILIARIES = BE | _words(
    """
    has have had having do does did will would shall should can could may might must cannot
    hasn't haven't hadn't don't doesn't didn't won't wouldn't shouldn't can't couldn't mustn't
    not never to
    """
)
# What stands between a subject and its verb, adverbs in -ly apart.
ADVERBS = _words(
    """
    also later then once even ever already still just now soon first again further often always
    sometimes instead too thus therefore however himself herself themselves itself both all
    meanwhile nevertheless nonetheless long twice since back rather quite almost
    """
)
_NO_ADVERBS = _words("family ally july italy assembly rally only reply supply")
PERSONAL = _words("he she they it i we you who")
PRONOUNS = PERSONAL | _words(
    """
    one everyone nobody somebody someone anyone many some others most few both all another
    several critics people those this that neither none
    """
)
DETERMINERS = _words("a an the his her its their our my your this these those no any some")
# Nobody is quoted as "this" or "there".
NO_SPEAKER = _words("this that these those there what")
NO_SUBJECT = _words("and but or nor if when while as because though although after before than")
RELATIVE = _words("who which")
# A subject does not reach back over one of these.
BREAKS = _words(
    """
    that which who whom whose when whenever while because if as after before since although
    though than where whether what how why but so yet unless until once like except
    """
)
# What a sentence may begin with before its subject.
LEADING = _words(
    """
    but and yet so still also meanwhile now then instead later even only or nor however
    moreover furthermore besides indeed perhaps maybe today yesterday here there nevertheless
    nonetheless first second third finally again additionally plus because although while
    when as if after before since though until once
    """
)
PREPOSITIONS = _words(
    """
    in on at during for by with after before from since to about over under against through
    among between within throughout amid despite into upon until of toward towards
    """
)
TIMES = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday week month year night day time
    morning afternoon evening weekend today yesterday january february march april june july
    august september october november december recently earlier later ago now point
    """
)
# "in a statement", "at a rally": where something is said.
SCENES = _words(
    """
    statement interview email e-mail tweet speech letter post news rally telephone phone report
    conversation briefing
    """
)
# After a verb, one of these or an adverb opens the circumstances of speaking, not what is said.
CIRCUMSTANCES = PREPOSITIONS | TIMES | _words("last this when as while earlier late early later")
# An apposition or a relative clause begins with one of these, or with a figure (an age).
APPOSED = _words(
    """
    a an the who which whose whom former its his her their then chief head senior vice founder
    co-founder president director author chairman chairwoman chair professor editor executive
    leader secretary minister ambassador spokesman spokeswoman spokesperson analyst himself
    herself jr. sr. republican democrat retired
    """
)
# What "that" may be replaced by after a verb of speech.
REPORTED = _words("that how why what whether if who when where")
# A clause that begins with one of these ends at its first comma.
INSERTING = _words("while although though if when as because after since before whereas")
CONCEDING = _words("but though although while even")
# After a comma, another thing that the same speaker says or does.
CONTINUING = _words(
    """
    adding saying citing noting calling arguing suggesting referring accusing telling warning
    insisting claiming
    """
)


_DASHES = frozenset(("—", "–", "-", "―"))


def is_adverb(word: str) -> bool:
    """Tell whether a word in small letters ends as adverbs do."""
    return word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS


def is_dash(word: str) -> bool:
    """Tell whether a mark parts like a dash."""
    return word in _DASHES or word[:2] == "--"
