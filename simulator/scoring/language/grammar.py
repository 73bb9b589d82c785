"""The word lists that several modules go by: pronouns, determiners, prepositions, auxiliaries, numbers.

The words are written as `text.normal` writes them. A module that needs more words than a list has, or fewer,
adds them to it or takes them from it where it uses it, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable


def word_set(text: str) -> frozenset[str]:
    """The words of a block of text, so that lists of words can be written as prose."""
    return frozenset(text.split())


def alternatives(words: Iterable[str]) -> str:
    """The words as one group of a regular expression, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


STOP_WORDS = word_set(
    """
    a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing done down during each else even ever every few for
    from further get gets getting go goes going gonna got had has have having he her here hers him his
    how i if in into is it its itself just kind let lot lots made make makes many may maybe me might
    mine more most much must my need no nor not now of off oh ok okay on once one only onto or other our
    ours out over own per put quite rather really same say says see shall she should so some something
    sort still such sure take than that the their theirs them then there these they thing things this
    those though through thus to too under until up upon us use used using very was we well were what
    whatever when where whether which while who whom whose why will with within without would yeah yes
    yet you your yours
    """
)
"""Words that carry no topic."""

ARTICLES = word_set("a an the")
POINTERS = word_set("this that these those")
POSSESSIVES = word_set("my our your their his her its")
NOMINATIVE = word_set("i we they he she")
"""Pronouns that can only be a subject."""
PRONOUNS = NOMINATIVE | {"you", "it"}
"""Pronouns that can be a subject and stand for somebody or something."""
FIRST_PERSON = word_set("i i'd i'm i've i'll my me")
"""Words by which speakers mean themselves."""
SUBJECTS = PRONOUNS | word_set(
    """
    there this that
    i'd i'm i'll i've you'd you're you'll you've it's it'd it'll we'd we're we'll we've they'd they're they'll
    they've there's that's he's she's he'd she'd let's
    """
)
"""Words that a clause begins with when it begins with its subject, alone or with its verb."""

BE = word_set("is are was were")
DO = word_set("do does did")
HAVE = word_set("have has had")
MODALS = word_set("can could should will would")

PREPOSITIONS = word_set("of for with from at by into to in on about")
CONJUNCTIONS = word_set("and but so because or then well okay yeah")
"""Words that join a clause to the one before it, or that speakers begin one with."""
SUBORDINATORS = word_set("if when because while although unless")
QUESTION_WORDS = word_set("what which who whom whose where when why how")

OPINION_VERBS = word_set("think say believe hope guess suppose")

HESITATIONS = word_set("um uh er erm hmm mm ah")
"""Filled pauses in their usual spelling; `prompts/lexicon/fillers.toml` has patterns for every spelling."""

DIGITS = word_set("zero one two three four five six seven eight nine")
ROUND_NUMBERS = word_set("ten twenty thirty forty fifty hundred thousand million")
NUMBERS = DIGITS | ROUND_NUMBERS | word_set("eleven twelve sixty seventy eighty ninety")
"""Numbers as single words, but for those that end in "teen"."""

CLASSES = {
    "be": alternatives(BE),
    "do": alternatives(DO),
    "have": alternatives(HAVE),
    "modals": alternatives(MODALS),
    "question_words": alternatives(QUESTION_WORDS),
}
"""Classes of words as regular expressions, by the names that files of cues use."""
