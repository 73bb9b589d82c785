"""Whether a technical term was explained near one of its uses. Such a short explanation is called a gloss.

A gloss is looked for where speakers put one: right behind the term ("churn, customers quietly leaving"),
before it ("..., which people call dropout", "so that's target leakage"), or in the next sentence when the
term was just introduced. The cues that open one are in `prompts/lexicon/cues.toml`. A passage that consists
of further terms explains nothing, and neither does one that tells what happened next.

A passage next to the term that says what the lexicon's definition says is a gloss even without a cue. That
is judged by shared words and, with an embedder, by meaning. Whether a gloss is correct is not judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.transcript import WordKind
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.cues import cues
from simulator.scoring.language.grammar import FIRST_PERSON, STOP_WORDS
from simulator.scoring.language.lexicon import Lexicon, Term, pieces
from simulator.scoring.language.text import Span, content_stems, ends_clause

DEFINITION = "definition"
EXAMPLE = "example"
EXPANSION = "expansion"
PURPOSE = "purpose"

ALIKE = 0.5
"""A passage next to the term whose likeness to the definition is at least this says the same as it."""
FOREIGN = 0.12
"""A passage whose likeness to the definition is below this is about something else, whatever its cue."""
LEAST_PLAIN_WORDS = 3
"""The least number of words in a gloss that carry a topic and are no terms."""
MOST_TERM_SHARE = 0.34
"""The largest share of terms among the topic words of a gloss."""
REACH_WORDS = 40
"""How many words behind the term a gloss is looked for in."""
SHORT_TAIL = 8
"""A definition of no more words than this is read together with the next sentence."""
CONSEQUENCE_WORDS = 12
"""How many words of a passage are looked at to see whether it tells of a consequence."""
INTRODUCTION_WORDS = 12
"""A sentence of no more words than this that ends in the term introduces it; the next may explain it."""
LEAST_SHARED = 2
SHARED_SHARE = 0.34
"""A passage that has at least two of the definition's stems, and a third of them, says the same as it."""


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term and every place it is used."""

    name: str
    term: Term | None
    uses: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Gloss:
    """How a term was explained and near which of its uses (0 is the first)."""

    how: str
    use: int


class GlossFinder:
    """Looks for the glosses of one answer; a neighbouring passage is embedded at most once."""

    def __init__(
        self, said: Annotated, uses: Sequence[TermUse], embedder: Embedder | None, lexicon: Lexicon
    ) -> None:
        self._said = said
        self._lexicon = lexicon
        self._embedder = embedder
        self._cues = cues().glosses
        self._term_words = frozenset(index for use in uses for span in use.uses for index in span)
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def gloss(self, use: TermUse) -> Gloss | None:
        """How the term was explained near its first use that has an explanation; None where it was not."""
        for number, span in enumerate(use.uses[:12]):
            how = self._expansion(use, span) or self._behind(use, span) or self._before(span)
            how = how or self._topic(span)
            how = how or self._next_sentence(span) or self._by_meaning(use, span)
            if how:
                return Gloss(how, number)
        return None

    def _tail(self, span: Span) -> Span | None:
        """The rest of the sentence behind the term; None where the term ends it."""
        place = self._said.sentence_of[span.last_word]
        last = self._said.sentences[place].last_word
        if last <= span.last_word:
            return None
        return Span(span.last_word + 1, min(last, span.last_word + REACH_WORDS))

    def _gloss_part(self, tail: Span, how: str) -> Span:
        """The passage that a cue opens: the start of the tail; with a short definition, the next sentence
        too."""
        part = Span(tail.first_word, min(tail.last_word, tail.first_word + 24))
        following = self._following(part)
        if how == DEFINITION and following is not None and len(part) <= SHORT_TAIL:
            return Span(part.first_word, following.last_word)
        return part

    def _following(self, span: Span) -> Span | None:
        place = self._said.sentence_of[span.last_word] + 1
        return self._said.sentences[place] if place < len(self._said.sentences) else None

    def _plain(self, span: Span) -> bool:
        """Whether the passage has enough words that carry a topic, and few enough terms among them."""
        topical = [index for index in span if self._topical(index)]
        terms = sum(index in self._term_words for index in topical)
        plain = len(topical) - terms
        return plain >= LEAST_PLAIN_WORDS and terms <= MOST_TERM_SHARE * len(topical)

    def _topical(self, index: int) -> bool:
        key = self._said.keys[index]
        return self._said.words[index].kind is WordKind.WORD and bool(key) and key not in STOP_WORDS

    def _consequence(self, span: Span) -> bool:
        """Whether the passage tells what happened then, instead of what the thing is."""
        keys = {self._said.keys[index] for index in list(span)[:CONSEQUENCE_WORDS]}
        opening = self._said.text(span).casefold()[:24]
        told = bool(keys & self._cues.consequence)
        return told and (bool(keys & FIRST_PERSON) or not self._cues.general.match(opening))

    def _behind(self, use: TermUse, span: Span) -> str | None:
        """The kind of the gloss right behind the term: the first cue that fits decides."""
        tail = self._tail(span)
        if tail is None:
            return None
        said = self._attached(span, tail)
        for behind in self._cues.behind:
            if behind.cue.match(said):
                gloss = self._gloss_part(tail, behind.how)
                usable = self._plain(gloss) and not self._consequence(tail)
                foreign = self._cues.loose.match(said) is not None and self._foreign(use, gloss)
                return behind.how if usable and not foreign else None
        return None

    def _attached(self, span: Span, tail: Span) -> str:
        """The text behind the term, its comma first, as the cues read it."""
        comma = ", " if ends_clause(self._said.words[span.last_word].text) else ""
        return (comma or " ") + self._said.text(tail).casefold()

    def _topic(self, span: Span) -> str | None:
        """A comment on a term that opens the sentence: "With retrieval, we look up ..."."""
        tail = self._tail(span)
        own = self._said.sentences[self._said.sentence_of[span.first_word]]
        if tail is None or span.first_word - own.first_word > 2:
            return None
        lead = self._said.text(Span(own.first_word, span.first_word)).casefold()
        with_it = bool(self._cues.topic_with.match(lead))
        comment = self._cues.comment_after_with if with_it else self._cues.comment
        if not comment.match(self._attached(span, tail)) or not self._plain(tail):
            return None
        return PURPOSE if with_it else DEFINITION

    def _before(self, span: Span) -> str | None:
        """A gloss that comes first and is then given its name: "..., which people call dropout"."""
        place = self._said.sentence_of[span.first_word]
        start = self._said.sentences[place].first_word
        if span.first_word == start:
            return None
        lead = Span(start, span.first_word - 1)
        said = self._said.text(lead).casefold().rstrip(" ,")
        if not self._cues.naming.search(said):
            return None
        if len(lead) < 6 and place > 0:
            lead = Span(self._said.sentences[place - 1].first_word, lead.last_word)
        return DEFINITION if self._plain(lead) else None

    def _next_sentence(self, span: Span) -> str | None:
        """A gloss in the next sentence: "My model was overfitting. It had learned the examples by heart"."""
        own = self._said.sentences[self._said.sentence_of[span.last_word]]
        following = self._following(span)
        introduces = own.last_word - span.last_word <= 1 and len(own) <= INTRODUCTION_WORDS
        if following is None or not introduces or not self._plain(following):
            return None
        opening = self._said.text(following).casefold()
        if not self._cues.general.match(opening) or self._consequence(following):
            return None
        return EXAMPLE if self._cues.example.match(opening) else DEFINITION

    def _expansion(self, use: TermUse, span: Span) -> str | None:
        """An abbreviation spelled out soon after it, in plain words: "ASR, automatic speech recognition"."""
        letters = "".join(char for char in use.name if char.isalpha() and char.isupper()).casefold()
        if not 2 <= len(letters) <= 6:
            return None
        words = self._said.words
        reach = range(span.last_word + 1, min(len(words), span.last_word + 14))
        ahead = [index for index in reach if self._said.keys[index]]
        parts = [(piece, index) for index in ahead for piece in pieces(words[index].text)]
        for start in range(len(parts)):
            run = parts[start : start + len(letters)]
            if len(run) == len(letters) and "".join(piece[0] for piece, _ in run) == letters:
                return EXPANSION if self._transparent(use, run) else None
        return None

    def _transparent(self, use: TermUse, run: list[tuple[str, int]]) -> bool:
        """Whether the spelled-out name says what it is to somebody who does not know it."""
        words = [piece for piece, _ in run if piece not in STOP_WORDS]
        jargon_inside = any(
            (found := self._lexicon.find(word)) is not None and found is not use.term for word in words
        )
        return bool(words) and not jargon_inside and words[-1] not in self._cues.opaque

    def _by_meaning(self, use: TermUse, span: Span) -> str | None:
        """A gloss without a cue, known because it says what the lexicon's definition says."""
        if use.term is None:
            return None
        parts = (self._tail(span), self._following(span))
        near = [part for part in parts if part is not None and self._plain(part)]
        return DEFINITION if any(self._says(use.term, part) for part in near) else None

    def _says(self, term: Term, span: Span) -> bool:
        """Whether a passage says what the definition says."""
        defined = content_stems(term.definition.split())
        shared = defined & content_stems(self._said.words[i].text for i in span if i not in self._term_words)
        if len(shared) >= LEAST_SHARED and len(shared) >= SHARED_SHARE * len(defined):
            return True
        return self._embedder is not None and self._likeness(term, span) >= ALIKE

    def _foreign(self, use: TermUse, span: Span) -> bool:
        """Whether the passage has nothing to do with the definition; False where that cannot be judged."""
        if self._embedder is None or use.term is None:
            return False
        return self._likeness(use.term, span) < FOREIGN

    def _likeness(self, term: Term, span: Span) -> float:
        """Cosine between the definition and the passage without the terms themselves."""
        kept = [self._said.words[i].text for i in span if i not in self._term_words]
        one, other = self._vector(term.definition), self._vector(" ".join(kept))
        return float(one @ other)

    def _vector(self, text: str) -> NDArray[np.float32]:
        if text not in self._vectors and self._embedder is not None:
            self._vectors[text] = self._embedder.embed([text])[0]
        return self._vectors[text]
