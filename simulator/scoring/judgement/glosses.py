"""Whether a term was explained: a usable gloss near some use of it.

A gloss is looked for where speakers put one: attached behind the term ("churn, customers quietly
leaving"), before it ("..., which people call dropout", "so that's target leakage"), or in the next
sentence when the term was just introduced. It must say something in plain words: what is made of
further terms, or tells what happened next instead of what the thing is, explains nothing. A neighbour
that says what the lexicon's definition says is a gloss without any cue: by shared words, or with an
embedder by meaning. A wrong gloss is a gloss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.transcript import WordKind
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.grammar import BE, STOP_WORDS, alternatives, word_set
from simulator.scoring.language.lexicon import Lexicon, Term, pieces
from simulator.scoring.language.text import Span, content_stems, ends_clause

DEFINITION = "definition"
ANALOGY = "analogy"
EXAMPLE = "example"
EXPANSION = "expansion"
PURPOSE = "purpose"

ALIKE = 0.5
"""From this likeness on a neighbouring passage says what the definition says."""
FOREIGN = 0.12
"""Below this likeness a passage behind a cue speaks of something else."""
LEAST_PLAIN_WORDS = 3
MOST_TERM_SHARE = 0.34
"""A gloss in which more of the topic words are terms is made of further jargon."""
REACH_WORDS = 40
SHORT_TAIL = 8
CONSEQUENCE_WORDS = 12
INTRODUCTION_WORDS = 12
"""A sentence this short that ends in the term introduces it; the next one may explain it."""

_ARTICLE = r"(?:a|an|the|that|this|when|where|how|what|just|like|sending|giving|teaching)"
_NOT_A_GLOSS = (
    r"(?:hoping|using|thinking|trying|starting|getting|including|according|depending|running|assuming)\b"
)
_BE = alternatives(BE) + r"(?: basically| just| really| simply| actually)?"
_CUES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(r"(?: (?:for|in|on|of|at|with|there|first)(?: \w+){0,3})?" + pattern), how)
    for pattern, how in (
        (r",? (?:which|that)(?: just| basically| really| simply)? (?:is|are|means)\b", DEFINITION),
        (
            r",? (?:that is|that's|i\.e\.?|in other words|meaning|namely|basically|essentially)[ ,]",
            DEFINITION,
        ),
        (r",? (?:which )?(?:stands|short) for\b", EXPANSION),
        (r",? (?:it's |it is |which is |is |are )?(?:a bit |kind of |sort of |just )?like\b", ANALOGY),
        (r",? (?:think of|imagine|picture)\b", ANALOGY),
        (r",? (?:so )?(?:for example|for instance|e\.g\.?|say,)", EXAMPLE),
        (
            r",? (?:mainly |mostly )?(?:so that(?!')|so you can|so we can|so it|in order to|to make sure)\b",
            PURPOSE,
        ),
        (rf",? {_BE} {_ARTICLE}\b", DEFINITION),
        (rf",? {_BE},? (?:it's|they're) \w+", DEFINITION),
        (r",? (?:means?|refers to|is about)\b", DEFINITION),
        (r",? which (?!i |we |was |were |took |got |gave |made |had |went |came |did |cost )\w+", DEFINITION),
        (r",? where (?:you|it|we|the|a|each|every)\b", DEFINITION),
        (r", or (?:a|an|the|just|simply)\b", DEFINITION),
        (r", so (?:when|if|you)\b", EXAMPLE),
        (rf", (?!{_NOT_A_GLOSS})\w+ing\b", DEFINITION),
        (
            r" (?:works? out|finds?|tells|measures?|turns|lets|helps|keeps|guess(?:es)?|splits|adds)\b",
            DEFINITION,
        ),
        (
            r", (?:a|an|the|one|any|every|each|how|what|when|people|customers|users|things|inputs)\b",
            DEFINITION,
        ),
    )
)
"""What stands right behind the term when a gloss follows."""
_LOOSE_CUE = re.compile(r",? (?:in other words|meaning|basically|essentially|so that(?!')|so it)\b")
"""Cues that as often tell what followed as what the thing is: a passage foreign to the term is no gloss."""
_NAMING = re.compile(
    r"(?:\bcalled|\bcall (?:it|this|that|them)|\bknown as|\bpeople call|\bwe call|\bso-called"
    r"|\bthat(?:'s| is| was)|\bthis is|\bname for (?:it|this|that) is|\busually written|^the [\w -]+ one)"
    r"(?: just| basically| really| what people call| the| a| an| your| our)?$"
)
"""What stands right before the term when the gloss came first."""
_CONSEQUENCE = word_set(
    "lost got went came took gave cut dropped shrank finally happy glad announced popular solid waiting"
)
_SPEAKER = word_set("i i'd i'm i've i'll my me")
_GENERIC_OPENERS = re.compile(
    r"^(?:so |and |basically |okay )*"
    r"(?:it|it's|it'd|they|you|that|this|somebody|someone|people|imagine|say|think"
    r"|a|an|every|each|one|suppose|picture|if|when|instead"
    r"|the (?:idea|point|trick|way)|for example|for instance|in \w+)\b"
)
_OPAQUE_HEADS = word_set(
    """
    value values rate rates index ratio score error curve characteristic criterion unit units
    divergence estimation distribution likelihood margin loss process function factor frequency
    gradient descent component components
    """
)
"""An expansion that ends in one of these names a quantity or device without saying what it is for."""
LEAST_SHARED = 2
SHARED_SHARE = 0.34
"""A passage with at least two of the definition's stems, and a third of them, says what it says."""


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
        """The rest of the term's sentence, the next one too when little is left."""
        place = self._said.sentence_of[span.last_word]
        last = self._said.sentences[place].last_word
        if last <= span.last_word:
            return None
        return Span(span.last_word + 1, min(last, span.last_word + REACH_WORDS))

    def _gloss_part(self, tail: Span, how: str) -> Span:
        """What a cue opens: the tail's beginning, and the next sentence when a definition is short."""
        part = Span(tail.first_word, min(tail.last_word, tail.first_word + 24))
        following = self._following(part)
        if how is DEFINITION and following is not None and len(part) <= SHORT_TAIL:
            return Span(part.first_word, following.last_word)
        return part

    def _following(self, span: Span) -> Span | None:
        place = self._said.sentence_of[span.last_word] + 1
        return self._said.sentences[place] if place < len(self._said.sentences) else None

    def _plain(self, span: Span) -> bool:
        """Whether the passage says something, in words the listener knows."""
        topical = [index for index in span if self._topical(index)]
        terms = sum(index in self._term_words for index in topical)
        plain = len(topical) - terms
        return plain >= LEAST_PLAIN_WORDS and terms <= MOST_TERM_SHARE * len(topical)

    def _topical(self, index: int) -> bool:
        key = self._said.keys[index]
        return self._said.words[index].kind is WordKind.WORD and bool(key) and key not in STOP_WORDS

    def _consequence(self, span: Span) -> bool:
        """A passage about what happened then, not about what the thing is."""
        keys = {self._said.keys[index] for index in list(span)[:CONSEQUENCE_WORDS]}
        opening = self._said.text(span).casefold()[:24]
        return bool(keys & _CONSEQUENCE) and (bool(keys & _SPEAKER) or not _GENERIC_OPENERS.match(opening))

    def _behind(self, use: TermUse, span: Span) -> str | None:
        tail = self._tail(span)
        if tail is None:
            return None
        said = self._attached(span, tail)
        for cue, how in _CUES:
            if cue.match(said):
                gloss = self._gloss_part(tail, how)
                usable = self._plain(gloss) and not self._consequence(tail)
                foreign = _LOOSE_CUE.match(said) is not None and self._foreign(use, gloss)
                return how if usable and not foreign else None
        return None

    def _attached(self, span: Span, tail: Span) -> str:
        """The text behind the term, its comma first, as the cues read it."""
        comma = ", " if ends_clause(self._said.words[span.last_word].text) else ""
        return (comma or " ") + self._said.text(tail).casefold()

    def _topic(self, span: Span) -> str | None:
        """ "With retrieval, we look up ...", "Fine-tuning, you're changing ...": a comment follows."""
        tail = self._tail(span)
        own = self._said.sentences[self._said.sentence_of[span.first_word]]
        if tail is None or span.first_word - own.first_word > 2:
            return None
        lead = self._said.text(Span(own.first_word, span.first_word)).casefold()
        with_it = bool(re.match(r"^(?:and |so |but )?with\b", lead))
        said = self._attached(span, tail)
        comment = r",? (?:you|when|the|we)\b" if with_it else r", (?:you|you're|it|it's|they|they're)\b"
        if not re.match(comment, said) or not self._plain(tail):
            return None
        return PURPOSE if with_it else DEFINITION

    def _before(self, span: Span) -> str | None:
        place = self._said.sentence_of[span.first_word]
        start = self._said.sentences[place].first_word
        if span.first_word == start:
            return None
        lead = Span(start, span.first_word - 1)
        said = self._said.text(lead).casefold().rstrip(" ,")
        if not _NAMING.search(said):
            return None
        if len(lead) < 6 and place > 0:
            lead = Span(self._said.sentences[place - 1].first_word, lead.last_word)
        return DEFINITION if self._plain(lead) else None

    def _next_sentence(self, span: Span) -> str | None:
        """ "My first model was overfitting. It had learned the examples by heart ..." """
        own = self._said.sentences[self._said.sentence_of[span.last_word]]
        following = self._following(span)
        introduces = own.last_word - span.last_word <= 1 and len(own) <= INTRODUCTION_WORDS
        if following is None or not introduces or not self._plain(following):
            return None
        opening = self._said.text(following).casefold()
        if not _GENERIC_OPENERS.match(opening) or self._consequence(following):
            return None
        return EXAMPLE if opening.startswith(("a ", "an ", "say", "in ", "for ")) else DEFINITION

    def _expansion(self, use: TermUse, span: Span) -> str | None:
        """ "ASR first, automatic speech recognition": the letters spelled out, in plain words."""
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
        return bool(words) and not jargon_inside and words[-1] not in _OPAQUE_HEADS

    def _by_meaning(self, use: TermUse, span: Span) -> str | None:
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
        """With an embedder and a definition: a passage that has nothing to do with it."""
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
