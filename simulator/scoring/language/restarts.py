"""Where a speaker started again: words said twice, and phrases given up for others.

Fillers between the two are ignored. Words doubled for emphasis ("tiny tiny"), a pronoun that takes up its
noun ("the filters, they ...") and numbers read out digit by digit are no restarts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.transcript import Restart, RestartKind, Word
from simulator.scoring.language.cues import cues
from simulator.scoring.language.grammar import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DIGITS,
    DO,
    HAVE,
    MODALS,
    NOMINATIVE,
    OPINION_VERBS,
    POINTERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    ROUND_NUMBERS,
    STOP_WORDS,
    SUBORDINATORS,
    word_set,
)
from simulator.scoring.language.text import ends_clause, ends_sentence

LONGEST_REPEAT = 6
LONGEST_FALSE_START = 5

_LEFT_OPEN = MODALS | {"have", "has"}
"""A sentence seldom ends in these."""
_DETERMINERS = (ARTICLES | POSSESSIVES) - {"his", "her", "its"}
"""Those that a noun must follow: "her" and "his" also stand alone, and "its" may be a misheard "it's"."""
_SUBJECTS = PRONOUNS | {"there", "this", "that", "who"}
"""Here without contractions, of which the word before the apostrophe is looked up ("it" of "it's")."""
_AUXILIARIES = BE | DO | HAVE | MODALS | {"must", "gonna", "'d", "'ll"}
_DANGLING = (
    _DETERMINERS
    | NOMINATIVE
    | word_set("of for with from into at than and or but because if when which who whose to")
    | BE
    | word_set("would could should will gonna it's that's there's i'm we're they're i'd we'd i'll we'll")
)
_ASIDE_VERBS = OPINION_VERBS | {"mean", "know", "said", "would"}

_EMPHATIC = word_set(
    """
    very really so much many far way too no yes yeah okay ok never again super long ha bye well right
    please tiny big small huge slow fast hard easy good bad old new little deep hot cold close simple
    high low quick heavy great nice early late wide narrow real different important strong weak more
    less now up down over round that had
    """
)
_PARTICLES = word_set("in on up out off over down")
_OBJECTS = word_set("it them that this him her you us")
_NUMBERS = DIGITS | ROUND_NUMBERS
"""Numbers that are read out one after the other."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word that is not a filler."""

    index: int
    key: str
    text: str
    filler_after: bool
    fragment: bool
    meant_after: bool
    """Whether "I mean" follows."""

    @property
    def head(self) -> str:
        """The word before the apostrophe: "it" of "it's"."""
        return self.key.partition("'")[0]

    @property
    def stops(self) -> bool:
        return ends_sentence(self.text)

    @property
    def breaks(self) -> bool:
        return ends_clause(self.text)


def is_dangling(key: str) -> bool:
    """Whether a clause cannot end in this word."""
    return key in _DANGLING


def find_restarts(
    words: tuple[Word, ...], keys: Sequence[str], is_filler: Sequence[bool], fragments: frozenset[int]
) -> tuple[Restart, ...]:
    """Every restart, in order, none overlapping: the words that were given up and the fillers among them."""
    tokens = _tokens(words, keys, is_filler, fragments)
    found: list[Restart] = []
    at = 0
    while at < len(tokens):
        kind, size = _restart_at(tokens, at)
        if kind is None:
            at += 1
            continue
        found.append(_restart(words, kind, tokens[at].index, tokens[at + size - 1].index))
        at += size
    return tuple(found)


def _restart(words: tuple[Word, ...], kind: RestartKind, first: int, last: int) -> Restart:
    return Restart(
        kind=kind, first_word=first, last_word=last, start_s=words[first].start_s, end_s=words[last].end_s
    )


def _tokens(
    words: tuple[Word, ...], keys: Sequence[str], is_filler: Sequence[bool], fragments: frozenset[int]
) -> list[_Token]:
    tokens: list[_Token] = []
    for index, key in enumerate(keys):
        if not key or is_filler[index]:
            continue
        following = index + 1 < len(keys) and is_filler[index + 1]
        meant = following and "mean" in keys[index + 1 : index + 4]
        tokens.append(_Token(index, key, words[index].text, following, index in fragments, meant))
    return tokens


def _restart_at(tokens: list[_Token], at: int) -> tuple[RestartKind | None, int]:
    """The kind of the restart whose given-up words begin here, and how many words it has."""
    if tokens[at].fragment:
        return RestartKind.REPAIR, 1
    size = _repeated(tokens, at)
    if size:
        return RestartKind.REPETITION, size
    for repair in (_false_start, _replaced, _edited, _taken_up_again):
        size = repair(tokens, at)
        if size:
            return RestartKind.REPAIR, size
    return None, 0


def _repeated(tokens: list[_Token], at: int) -> int:
    """The length of the phrase here that is said again at once, the longest first; 0 for none."""
    for size in range(min(LONGEST_REPEAT, (len(tokens) - at) // 2), 0, -1):
        if tokens[at].key != tokens[at + size].key:
            continue
        first, again = tokens[at : at + size], tokens[at + size : at + 2 * size]
        same = all(one.key == other.key for one, other in zip(first, again, strict=True))
        if same and not _crosses_stop(first) and not _meant(tokens, at, size):
            return size
    return 0


def _crosses_stop(first: list[_Token]) -> bool:
    """Whether a sentence ends among these words: two sentences that begin alike are no restart.

    A full stop where a thought was broken off does not count.
    """
    return any(token.stops and not _cut_short(token, len(first)) for token in first)


def _cut_short(last: _Token, size: int) -> bool:
    """Whether an engine wrote a full stop where the speaker broke off: "and I would. I would build"."""
    return (last.filler_after and is_dangling(last.key)) or (size > 1 and last.key in _LEFT_OPEN)


def _meant(tokens: list[_Token], at: int, size: int) -> bool:
    """Whether the words are doubled on purpose, as grammar, emphasis or a number may want."""
    first = tokens[at : at + size]
    if first[-1].filler_after:
        return size == 1 and first[0].key in _PARTICLES and bool(at) and tokens[at - 1].key in _OBJECTS
    if any(token.key in _NUMBERS or token.key[0].isdigit() for token in first):
        return all(token.key in _NUMBERS or token.key[0].isdigit() for token in first)
    if size > 1:
        return False
    key = first[0].key
    if key in _EMPHATIC or (len(key) == 1 and key not in "ai"):
        return True
    if key == "is" and at and tokens[at - 1].key in {"it", "this", "what", "that"}:
        return True
    return key not in STOP_WORDS and key.endswith(("ly", "y")) and "'" not in key


def _false_start(tokens: list[_Token], at: int) -> int:
    """How many words are given up where the subject is said again: "it's, uh, it falls", "we'd we would"."""
    subject = tokens[at].head
    if subject in SUBORDINATORS:
        return _conjunction_again(tokens, at)
    if subject not in _SUBJECTS:
        return 0
    for size in range(1, min(LONGEST_FALSE_START, len(tokens) - at - 1) + 1):
        if tokens[at + size - 1].stops:
            return 0
        again = tokens[at + size]
        if again.head == subject and _begins_anew(tokens, at, size):
            return size
    return 0


def _conjunction_again(tokens: list[_Token], at: int) -> int:
    """How many words are given up when a conjunction is said again: "if you, if they leave"."""
    if at + 2 >= len(tokens) or tokens[at + 2].key != tokens[at].key:
        return 0
    subject = tokens[at + 1]
    cut = subject.breaks or subject.filler_after
    return 2 if cut and not subject.stops and subject.key in _SUBJECTS - POINTERS else 0


def _unfinished(tokens: list[_Token], at: int, last: _Token) -> bool:
    """Whether a clause that begins here cannot end in `last`: "we had a,", "it can," but not "if it can,"."""
    if is_dangling(last.key):
        return True
    embedded = bool(at) and tokens[at - 1].key in SUBORDINATORS | {"what", "that", "as", "than"}
    return last.key in _LEFT_OPEN and not embedded


def _begins_anew(tokens: list[_Token], at: int, size: int) -> bool:
    last, again = tokens[at + size - 1], tokens[at + size]
    if size == 1:
        return last.key != again.key and _subject_pair(last.key, again.key)
    if size == 2:
        return last.filler_after or (last.breaks and _unfinished(tokens, at, last))
    shared = _shared(tokens, at, at + size)
    if size == 3:
        dangling = is_dangling(last.key)
        return (last.filler_after and (dangling or shared >= 2)) or (last.breaks and dangling and shared >= 2)
    return last.filler_after and shared >= 2


def _subject_pair(key: str, again: str) -> bool:
    """Whether two forms of a subject are a restart: "it's it", "we we'd"; not "that that's" or "you you"."""
    return "'" in key or ("'" in again and key in PRONOUNS)


def _shared(tokens: list[_Token], one: int, other: int) -> int:
    """How many words two places have alike from their start."""
    count = 0
    while (
        other + count < len(tokens)
        and one + count < other
        and tokens[one + count].key == tokens[other + count].key
    ):
        count += 1
    return count


def _replaced(tokens: list[_Token], at: int) -> int:
    """1 for a word that cannot stand before the next: "this these", "the, um, we used"; else 0."""
    if at + 1 >= len(tokens) or tokens[at].stops:
        return 0
    here, after = tokens[at], tokens[at + 1]
    return (
        1
        if _adjacent_misfit(tokens, at) or (here.filler_after and _misfit(tokens, at))
        else int(_dashed(here, after))
    )


def _adjacent_misfit(tokens: list[_Token], at: int) -> bool:
    """Whether two words in a row never stand so in a sentence."""
    here, after = tokens[at].key, tokens[at + 1].key
    if here in _DETERMINERS and after in _DETERMINERS | POINTERS:
        return here != after and not (here in {"your", "their"} and tokens[at].breaks)
    if here in POINTERS and after in POINTERS and here != after:
        return here != "that" and after != "that"
    following = tokens[at + 2].key if at + 2 < len(tokens) else ""
    if tokens[at].head in NOMINATIVE and tokens[at + 1].head in NOMINATIVE and here not in {"he", "she"}:
        return (
            here != after
            and following not in _ASIDE_VERBS
            and (not tokens[at].breaks or tokens[at].filler_after)
        )
    return False


def _misfit(tokens: list[_Token], at: int) -> bool:
    """Whether two words with a filler between them cannot belong to one clause."""
    here, after = tokens[at].key, tokens[at + 1].key
    following = tokens[at + 2].key if at + 2 < len(tokens) else ""
    if following in _ASIDE_VERBS:
        return False
    subject = tokens[at + 1].head in NOMINATIVE
    if here in _DETERMINERS:
        return subject or tokens[at + 1].head in {"it", "you"} or after in PREPOSITIONS
    if here in {"of", "for", "with", "from", "by", "at", "to"}:
        return subject or (after in PREPOSITIONS and after != here)
    if here in {"who", "whose"}:
        return subject
    if here in BE:
        return after in {"it's", "that's", "they're", "there's"} or (
            tokens[at + 1].head in _SUBJECTS and following in BE and after not in POINTERS
        )
    return _stranded_auxiliary(tokens, at) and (subject or tokens[at + 1].head in {"it", "you"})


def _stranded_auxiliary(tokens: list[_Token], at: int) -> bool:
    """Whether an auxiliary got a subject and no verb: "we could, um, they ...", "we'd, uh, the"."""
    key = tokens[at].key
    if key.endswith(("'d", "'ll", "'re", "'m", "'ve")):
        return True
    return key in _AUXILIARIES and bool(at) and tokens[at - 1].head in PRONOUNS


def _dashed(here: _Token, after: _Token) -> bool:
    """Whether a dash cuts the clause off where it cannot end: "the— we", "I would-- they"."""
    return (
        here.text.rstrip("\"'").endswith(("--", "—", "–"))
        and is_dangling(here.key)
        and (after.head in _SUBJECTS)
    )


def _edited(tokens: list[_Token], at: int) -> int:
    """1 for a word that is then corrected: "precision, no wait, recall", "three, sorry, four"; else 0."""
    if at + 2 >= len(tokens) or tokens[at].stops:
        return 0
    if tokens[at].meant_after:
        return _meant_instead(tokens, at)
    heard = cues().restarts
    following = " ".join(token.key for token in tokens[at + 1 : at + 5]) + " "
    if any(following.startswith(f"{phrase} ") for phrase in heard.corrections):
        return 1 if tokens[at].breaks or tokens[at].filler_after or is_dangling(tokens[at].key) else 0
    word = tokens[at + 1]
    set_off = (tokens[at].breaks or tokens[at].filler_after) and word.breaks and not word.stops
    if not set_off or word.key not in heard.single or tokens[at].key in heard.not_after:
        return 0
    return 0 if tokens[at + 2].head in _SUBJECTS or tokens[at].key in {"so", "and", "but", "okay"} else 1


def _meant_instead(tokens: list[_Token], at: int) -> int:
    """1 for a word corrected by "I mean": "precision, I mean, recall"; 0 in "numbers, I mean, they lie"."""
    after = tokens[at + 1]
    if tokens[at].key in CONJUNCTIONS or after.head in _SUBJECTS - POINTERS:
        return 0
    if after.key in _DETERMINERS:
        return 1
    return 0 if after.key in STOP_WORDS or after.key.endswith("ly") else 1


def _taken_up_again(tokens: list[_Token], at: int) -> int:
    """How many words are given up where they follow once more, behind another: "people, for people"."""
    if at and not (tokens[at - 1].breaks or tokens[at - 1].filler_after):
        return 0
    for size in range(2, min(4, (len(tokens) - at - 1) // 2) + 1):
        last = tokens[at + size - 1]
        if not (last.breaks or last.filler_after) or last.stops:
            continue
        if tokens[at + size].key not in PREPOSITIONS | _DETERMINERS:
            continue
        if _same(tokens, at, at + size + 1, size):
            return size
    return 0


def _same(tokens: list[_Token], one: int, other: int, size: int) -> bool:
    return all(
        other + step < len(tokens) and tokens[one + step].key == tokens[other + step].key
        for step in range(size)
    )
