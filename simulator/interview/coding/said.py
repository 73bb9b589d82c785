"""The sentences of an answer with their seconds, for what is looked for in a coding answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from simulator.model.scorecard import QuoteFields, quoted
from simulator.model.transcript import Transcript
from simulator.scoring.language.text import Span, clean_text, sentences
from simulator.scoring.language.wording import Worded, worded


@dataclass(frozen=True)
class Sentence:
    span: Span
    text: str
    """Without fillers and repetitions."""
    start_s: float | None
    end_s: float | None

    @cached_property
    def worded(self) -> Worded:
        return worded(self.text)

    def is_near(self, start_s: float, end_s: float) -> bool:
        """Whether any of it is said between the two."""
        return (
            self.start_s is not None
            and self.end_s is not None
            and (self.start_s <= end_s and self.end_s >= start_s)
        )


def _names(sentence: Worded, phrase: Worded) -> bool:
    return sentence.holds(phrase) or (len(phrase.topic) > 1 and phrase.topic <= sentence.topic)


class Said:
    """An answer, sentence by sentence."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.sentences = tuple(map(self._sentence, sentences(transcript))) if transcript.words else ()

    def _sentence(self, span: Span) -> Sentence:
        start_s, end_s = self.transcript.seconds(span.first_word, span.last_word)
        return Sentence(span, clean_text(self.transcript, span), start_s, end_s)

    def first(self, holds: Callable[[Sentence], object]) -> Sentence | None:
        """The first sentence for which it holds."""
        return next(filter(holds, self.sentences), None)

    def naming(self, ways: Iterable[str]) -> Sentence | None:
        """The first sentence that says one of the phrases: in order, or all its words that carry a topic.

        One such word alone is soon said by chance: of a phrase that has only one, the order counts.
        """
        phrases = [worded(way) for way in ways]
        return self.first(lambda sentence: any(_names(sentence.worded, phrase) for phrase in phrases))

    def quote(self, sentence: Sentence | None) -> QuoteFields:
        """The fields that quote it; all None for no sentence."""
        if sentence is None:
            return {"quote": None, "first_word": None, "last_word": None, "start_s": None, "end_s": None}
        return quoted(self.transcript, sentence.span.first_word, sentence.span.last_word)
