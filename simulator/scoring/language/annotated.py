"""An answer as scoring reads it: its words with their labels, its sentences, and their texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from simulator.model.scorecard import QuoteFields, quoted
from simulator.model.transcript import Transcript, Word
from simulator.scoring.language.text import Span, clauses, clean_text, normal, sentences, spoken_words
from simulator.scoring.language.wording import Worded, worded


@dataclass(frozen=True)
class Annotated:
    """A transcript whose words are labelled, with all that is read off it.

    It is made once for an answer (by `annotate`) and handed to every measure and judgement. Each part is
    worked out when it is first asked for.
    """

    transcript: Transcript

    @property
    def words(self) -> tuple[Word, ...]:
        """The verbatim words, each with its kind."""
        return self.transcript.words

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every word as a key (see `text.normal`), with "" for what is no word."""
        return tuple(normal(word.text) for word in self.words)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The keys of the words that are no fillers, repetitions or fragments."""
        return tuple(spoken_words(self.transcript))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order, covering every word."""
        return sentences(self.transcript)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For every word the sentence that it is in, counted from 0."""
        return tuple(place for place, span in enumerate(self.sentences) for _ in span)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every sentence as clean text: no fillers, repetitions, fragments or noises."""
        return tuple(map(self.text, self.sentences))

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """Every sentence as clean text in small letters, as cues are looked for in."""
        return tuple(text.lower() for text in self.texts)

    @cached_property
    def worded(self) -> tuple[Worded, ...]:
        """Every sentence by the words of its clean text."""
        return tuple(map(worded, self.texts))

    def clauses(self, sentence: Span) -> tuple[Span, ...]:
        """The clauses of a sentence, in order, covering every word of it."""
        return clauses(self.transcript, sentence)

    def text(self, span: Span) -> str:
        """The clean text of any stretch."""
        return clean_text(self.transcript, span)

    def quoted(self, span: Span) -> QuoteFields:
        """The words of any stretch as they were said, with their place and time."""
        return quoted(self.transcript, span.first_word, span.last_word)
