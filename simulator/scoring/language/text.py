"""Words, sentences and clauses of a transcript, as spans of word indices.

Everything here is a pure function of the verbatim word list. Speech is punctuated by the engine or
not at all, so sentences come from punctuation first, from pauses where words carry times, and in long
unpunctuated stretches from the words that open a new thought.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from simulator.model.transcript import Transcript, Word, WordKind
from simulator.scoring.language.grammar import POINTERS, STOP_WORDS, SUBJECTS, SUBORDINATORS, word_set

SENTENCE_PAUSE_S = 1.0
"""A silence this long ends a sentence where the engine wrote no punctuation."""
CLAUSE_PAUSE_S = 0.5
LONG_WITHOUT_STOP = 45
"""Words after which a sentence without any stop is split at a word that opens a new thought."""
REMEMBERED = 32768
"""How many words keep their key and stem in memory, for speech repeats its words."""
SHORTEST_PIECE = 8
SHORTEST_CLAUSE = 3

_EDGES = re.compile(r"^[^\w+#<]+|[^\w+#>]+$")
_MARK = re.compile(r"^<(?:cutoff|hes)-([^>]*)>$", re.IGNORECASE)
_NOISE = re.compile(r"^(?:<(?!cutoff-|hes-)[^>]*>|\[[^\]]*\])\W*$", re.IGNORECASE)
_STOP = re.compile(r"[.?!…]+[\"'”’)\]*_]*$")
_BREAK = re.compile(r"(?:[,;:…—–]|--?)[\"'”’)\]*_]*$")
_ABBREVIATIONS = frozenset(
    {"e.g.", "i.e.", "vs.", "approx.", "dr.", "mr.", "mrs.", "ms.", "prof.", "cf.", "no."}
)


_CONTRACTIONS = {
    "n't": "not",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'m": "am",
    "'d": "would",
    "'s": "is",
}
_IRREGULAR = {
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "let's": ("let", "us"),
    "cannot": ("can", "not"),
}

_OPENERS = frozenset(
    {"so", "but", "because", "then", "now", "okay", "first", "second", "third", "finally", "next"}
)
_SUBJECTS = (SUBJECTS | POINTERS) - {"he'd", "she'd"}
"""Here without "he'd" and "she'd", only because sentences would be cut at other places with them."""
_SUBORDINATORS = SUBORDINATORS | word_set("but so though whereas until where which who since")
"""Here with all words that a clause may begin with inside a sentence."""


_Break = Callable[[tuple[Word, ...], int], bool]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words `first_word` to `last_word` of the verbatim list, both inclusive."""

    first_word: int
    last_word: int

    def __len__(self) -> int:
        return self.last_word - self.first_word + 1

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first_word, self.last_word + 1))

    def __contains__(self, index: object) -> bool:
        return isinstance(index, int) and self.first_word <= index <= self.last_word


@lru_cache(maxsize=REMEMBERED)
def normal(word: str) -> str:
    """The word as a key to compare it by: in small letters, without punctuation around it; "" for no word."""
    if word.isascii() and word.isalpha():
        return word.lower()
    text = word.replace("’", "'").replace("‘", "'").casefold()
    marked = _MARK.match(text.rstrip(".,;:!?"))
    if marked:
        text = marked.group(1)
    if _NOISE.match(text):
        return ""
    return _EDGES.sub("", text).strip("_*")


@lru_cache(maxsize=REMEMBERED)
def expanded(word: str) -> tuple[str, ...]:
    """The words that a contraction stands for ("we", "would" for "we'd"), or else the word itself."""
    key = normal(word)
    if key in _IRREGULAR:
        return _IRREGULAR[key]
    for ending, full in _CONTRACTIONS.items():
        if key.endswith(ending) and len(key) > len(ending):
            return key[: -len(ending)], full
    return (key,) if key else ()


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """What the forms of one word have in common: the same for "regularized" and "regularization"."""
    key = normal(word).removesuffix("'s").removesuffix("'")
    if len(key) <= 3 or not key.isalpha():
        return key
    key = _without_plural(key)
    key = _without_ending(key)
    if key.endswith("y") and len(key) > 3:
        return key[:-1] + "i"
    return key.removesuffix("e") if len(key) > 3 else key


def content_words(words: Iterable[str]) -> list[str]:
    """The keys of the words that carry a topic, contractions written out."""
    parts = (part for word in words for part in expanded(word))
    return [part for part in parts if part not in STOP_WORDS and len(part) > 1]


def content_stems(words: Iterable[str]) -> set[str]:
    """The distinct stems of the content words."""
    return {stem(word) for word in content_words(words)}


@lru_cache(maxsize=REMEMBERED)
def ends_sentence(word: str) -> bool:
    """Whether the punctuation on this word closes a sentence."""
    return bool(_STOP.search(word)) and word.casefold() not in _ABBREVIATIONS


@lru_cache(maxsize=REMEMBERED)
def ends_clause(word: str) -> bool:
    """Whether the punctuation on this word closes a clause or a sentence."""
    return bool(_BREAK.search(word)) or ends_sentence(word)


def gap_after(words: tuple[Word, ...], index: int) -> float | None:
    """Seconds of silence after a word; None at the end or where times are missing."""
    if index + 1 >= len(words):
        return None
    end, start = words[index].end_s, words[index + 1].start_s
    return None if end is None or start is None else max(0.0, start - end)


def opens_clause(words: tuple[Word, ...], index: int) -> bool:
    """Whether a clause can begin with the word there, because it is a subject or a conjunction."""
    key = normal(words[index].text)
    return key in _SUBORDINATORS or key == "and" or _opens_thought(words, index)


def sentences(transcript: Transcript) -> tuple[Span, ...]:
    """The sentences, in order, covering every word."""
    spans = _split(transcript.words, 0, len(transcript.words) - 1, _sentence_break)
    return tuple(piece for span in spans for piece in _split_long(transcript.words, span))


def clauses(transcript: Transcript, within: Span | None = None) -> tuple[Span, ...]:
    """The clauses of everything, or of `within`, in order: they end at commas, pauses and conjunctions."""
    whole = (within,) if within else sentences(transcript)
    words = transcript.words
    return tuple(piece for span in whole for piece in _merge_short(words, _clause_pieces(words, span)))


def spoken_words(transcript: Transcript, span: Span | None = None) -> list[str]:
    """The keys of the words in the span, or of all, but for fillers, repetitions and fragments."""
    words = transcript.words if span is None else transcript.words[span.first_word : span.last_word + 1]
    return [key for word in words if word.kind is WordKind.WORD and (key := normal(word.text))]


def clean_text(transcript: Transcript, span: Span | None = None) -> str:
    """The text of the span, or of all, as one would write it: no fillers, repetitions, fragments, noises."""
    words = transcript.words if span is None else transcript.words[span.first_word : span.last_word + 1]
    kept: list[str] = []
    opening = True
    dropped_opening = False
    for word in words:
        if word.kind is not WordKind.WORD or _NOISE.match(word.text):
            _close_with(kept, word.text)
            dropped_opening = dropped_opening or (opening and word.text[:1].isupper())
            continue
        kept.append(_capitalised(word.text) if opening and dropped_opening else word.text)
        opening, dropped_opening = ends_sentence(word.text), False
    return " ".join(kept)


def find_phrase(keys: list[str], phrase: tuple[str, ...], start: int = 0) -> int:
    """Where the phrase first stands among the keys from `start` on, or -1."""
    size = len(phrase)
    for index in range(start, len(keys) - size + 1):
        if keys[index] == phrase[0] and tuple(keys[index : index + size]) == phrase:
            return index
    return -1


def _without_plural(key: str) -> str:
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    if key.endswith(("sses", "xes", "ches", "shes")):
        return key[:-2]
    if key.endswith("s") and not key.endswith(("ss", "us", "is")):
        return key[:-1]
    return key


def _without_ending(key: str) -> str:
    if len(key) > 8 and key.endswith("ification"):
        return key[:-7] + "y"
    if len(key) > 7 and key.endswith(("ization", "isation")):
        return key[:-7] + "iz"
    for ending, least in (("ising", 8), ("ised", 7), ("ise", 7)):
        if len(key) >= least and key.endswith(ending):
            return key[: -len(ending)] + "iz"
    if len(key) > 5 and key.endswith("ing"):
        return _undoubled(key[:-3])
    if len(key) > 4 and key.endswith("ed") and not key.endswith(("eed", "mbed")):
        return _undoubled(key[:-2])
    if len(key) > 6 and key.endswith(("tion", "sion")):
        return key[:-3]
    if len(key) > 5 and key.endswith("ly"):
        return key[:-2]
    return key


def _undoubled(key: str) -> str:
    if len(key) > 3 and key[-1] == key[-2] and key[-1] not in "lsz":
        return key[:-1]
    return key


def _split(words: tuple[Word, ...], first: int, last: int, is_break: _Break) -> list[Span]:
    spans: list[Span] = []
    start = first
    for index in range(first, last + 1):
        if index == last or is_break(words, index):
            spans.append(Span(start, index))
            start = index + 1
    return spans


def _sentence_break(words: tuple[Word, ...], index: int) -> bool:
    if ends_sentence(words[index].text):
        return True
    if ends_clause(words[index].text) or words[index].kind is not WordKind.WORD:
        return False
    gap = gap_after(words, index)
    return gap is not None and gap >= SENTENCE_PAUSE_S and _opens_thought(words, index + 1)


def _opens_thought(words: tuple[Word, ...], index: int) -> bool:
    key = normal(words[index].text)
    if key in _OPENERS or key in _SUBJECTS:
        return True
    return key == "and" and index + 1 < len(words) and normal(words[index + 1].text) in _SUBJECTS | _OPENERS


def _split_long(words: tuple[Word, ...], span: Span) -> list[Span]:
    """A stretch without a stop, cut before words that open a thought, never into tiny pieces."""
    if len(span) <= LONG_WITHOUT_STOP or _comma_rich(words, span):
        return [span]
    pieces: list[Span] = []
    start = span.first_word
    for index in range(span.first_word + SHORTEST_PIECE, span.last_word - SHORTEST_PIECE + 2):
        if index - start >= SHORTEST_PIECE and _opens_thought(words, index) and _may_start(words, index):
            pieces.append(Span(start, index - 1))
            start = index
    return [*pieces, Span(start, span.last_word)]


def _comma_rich(words: tuple[Word, ...], span: Span) -> bool:
    """Whether a long sentence ends in a stop and has commas inside; such a one is not cut."""
    if not ends_sentence(words[span.last_word].text):
        return False
    breaks = sum(ends_clause(words[index].text) for index in span)
    return breaks * 25 >= len(span)


def _may_start(words: tuple[Word, ...], index: int) -> bool:
    """Whether a piece may begin here: at "and", "so" or "but", not at the subject behind one of them."""
    key = normal(words[index].text)
    return key in _OPENERS or key == "and"


def _clause_pieces(words: tuple[Word, ...], span: Span) -> list[Span]:
    return _split(words, span.first_word, span.last_word, _clause_break)


def _clause_break(words: tuple[Word, ...], index: int) -> bool:
    if ends_clause(words[index].text):
        return True
    gap = gap_after(words, index)
    following = normal(words[index + 1].text)
    opens = following in _SUBORDINATORS or _opens_clause_with_and(words, index + 1)
    if gap is not None and gap >= CLAUSE_PAUSE_S and (opens or _opens_thought(words, index + 1)):
        return True
    return opens


def _opens_clause_with_and(words: tuple[Word, ...], index: int) -> bool:
    if normal(words[index].text) not in ("and", "or", "then") or index + 1 >= len(words):
        return False
    return normal(words[index + 1].text) in _SUBJECTS


def _merge_short(words: tuple[Word, ...], pieces: list[Span]) -> list[Span]:
    """Joins a piece of a word or two (", you know,") to the next one, the last one to that before it."""
    merged: list[Span] = []
    start: int | None = None
    for piece in pieces:
        first = piece.first_word if start is None else start
        start = None
        if (
            sum(words[index].kind is WordKind.WORD for index in range(first, piece.last_word + 1))
            < SHORTEST_CLAUSE
        ):
            start = first
            continue
        merged.append(Span(first, piece.last_word))
    if start is None:
        return merged
    if not merged:
        return [Span(start, pieces[-1].last_word)]
    return [*merged[:-1], Span(merged[-1].first_word, pieces[-1].last_word)]


def _close_with(kept: list[str], dropped: str) -> None:
    """A dropped filler that ended the sentence leaves its stop on the word before it."""
    stop = _STOP.search(dropped)
    if not stop or not kept or ends_sentence(kept[-1]) or not normal(dropped):
        return
    kept[-1] = kept[-1].rstrip(",;:—–- ") + stop.group(0)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
