"""The technical terms an answer is likely to use, the likeliest first: what the ear is told to expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from simulator.model.correction import WordChange
from simulator.model.question import Question
from simulator.model.scorecard import Audience
from simulator.model.transcript import Transcript, from_text
from simulator.scoring.language.lexicon import Lexicon, term_key
from simulator.speech.ports import Candidates
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.settings_store import Remade, SettingsStore

MOST = 120
"""The most terms that are expected in one answer."""
MOST_LEARNED = 60
"""The most corrected words that are kept; the oldest go first."""
SHORTEST_NAME = 4
TOPICS = 3
"""The most topics of the lexicon whose terms one question makes likely."""


class Vocabulary:
    """What the ear should expect in an answer, worked out once for each question."""

    def __init__(self, settings: SettingsStore, questions: Questions) -> None:
        self._settings = settings
        self._questions = questions
        self._known: Remade[dict[Question | None, Candidates]] = Remade(
            dict, settings, "words", "corrected_words", "questions"
        )

    @property
    def lexicon(self) -> Lexicon:
        """The shipped terms. Raises `BadInputError` naming file, line and field."""
        return self._questions.lexicon

    def own_words(self) -> tuple[str, ...]:
        """The names and terms that the user listed in the settings."""
        return own_words(self._settings.current.words)

    def learn(self, changes: Sequence[WordChange], corrected: Transcript | None) -> tuple[str, ...]:
        """Expect from now on the names and terms that somebody wrote for misheard words; returns new ones.

        They are kept in the settings, where they can be taken out. Raises `BadInputError` when those cannot
        be written.
        """
        if corrected is None:
            return ()
        now = self._settings.current
        known = set(map(term_key, (*own_words(now.words), *own_words(now.corrected_words))))
        new = tuple(
            name for name in worth_knowing(changes, corrected, self.lexicon) if term_key(name) not in known
        )
        if new:
            kept = (*own_words(now.corrected_words), *new)[-MOST_LEARNED:]
            self._settings.change(corrected_words=", ".join(kept))
        return new

    def candidates(self, question: Question | None) -> Candidates:
        """Terms that an answer to `question` may use; the ear writes them for what sounds like them."""
        known = self._known.value
        if question not in known:
            bank = self._questions.bank.questions
            related = [other for other in bank if question and other.topic == question.topic]
            own = (*self.own_words(), *own_words(self._settings.current.corrected_words))
            known[question] = candidates(question, self.lexicon, related=related, own=own)
        return known[question]


def own_words(listed: str) -> tuple[str, ...]:
    """The words of a list with commas between them, each once."""
    return tuple(_distinct(" ".join(word.split()) for word in listed.split(",")))


def worth_knowing(changes: Sequence[WordChange], corrected: Transcript, lexicon: Lexicon) -> tuple[str, ...]:
    """Of what was written for misheard words, the technical terms and names: not "the" for "a"."""
    from simulator.scoring.measures.jargon import find_terms

    found: list[str] = []
    for change in changes:
        if not change.heard or not change.said:
            continue
        found += (term.name for term in find_terms(from_text(change.said), Audience.RECRUITER, lexicon))
        said = change.said.split()
        for at, word in enumerate(said, change.first_word):
            before = corrected.words[at - 1].text if at else "."
            name = word.strip(".,?!;:\"'()").removesuffix("'s")
            if name[:1].isupper() and len(name) >= SHORTEST_NAME and not before.endswith((".", "?", "!")):
                found.append(name)
    return tuple(_distinct(name for name in found if "," not in name))


def likely_terms(
    question: Question | None,
    lexicon: Lexicon,
    *,
    related: Iterable[Question] = (),
    own: Sequence[str] = (),
) -> tuple[str, ...]:
    """Terms as they are written, without repetition, at most `MOST`.

    The user's `own` words come first, then what the question and its answer use, then what `related`
    questions (those of its topic) use, and last the lexicon's terms on the same matter.
    Among equals, those that are not written as they sound (AUC, XGBoost) come first: others are heard anyway.
    """
    if question is None:
        return tuple(_distinct(own))[:MOST]
    mine = list(_named(_texts(question), lexicon))
    uses = Counter(name for other in related for name in _named(_texts(other), lexicon))
    theirs = [name for name, _ in uses.most_common()]
    names = [*own, *_odd_first(mine), *_odd_first(theirs), *_odd_first(_on_topic(mine or theirs, lexicon))]
    return tuple(_distinct(names))[:MOST]


def candidates(
    question: Question | None,
    lexicon: Lexicon,
    *,
    related: Iterable[Question] = (),
    own: Sequence[str] = (),
) -> Candidates:
    """Terms that heard words may stand for: those that the question makes likely, and all others."""
    expected = likely_terms(question, lexicon, related=related, own=own)
    known = set(map(term_key, expected))
    names = _distinct(name for term in lexicon.terms for name in (term.term, *term.aliases))
    return Candidates(
        tuple(name for name in expected if not _is_spelled(name)),
        tuple(name for name in names if term_key(name) not in known and not _is_spelled(name)),
    )


def _is_spelled(name: str) -> bool:
    """Whether a name is spelled letter by letter ("K N N"), which is how it is said, not written."""
    parts = name.split()
    return len(parts) > 1 and all(len(part) == 1 for part in parts)


def is_odd(name: str) -> bool:
    """Whether it is written unlike a word: capitals inside, digits, or single letters."""
    parts = name.replace("-", " ").replace("/", " ").split()
    return any(len(part) == 1 or any(char.isupper() or char.isdigit() for char in part[1:]) for part in parts)


def _texts(question: Question) -> str:
    """All texts of a question: what is asked, and what may be answered."""
    points = [text for point in question.key_points for text in (point.text, *point.say)]
    wrong = [text for belief in question.misconceptions for text in (belief.text, belief.instead or "")]
    asked = [follow_up.ask for follow_up in question.follow_ups]
    return "\n".join([question.prompt, *points, *wrong, *asked, question.model_answer or ""])


def _named(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Technical terms in a text, each once, in order; without those that everybody knows."""
    from simulator.scoring.measures.jargon import find_terms

    return (found.name for found in find_terms(from_text(text), Audience.RECRUITER, lexicon))


def _on_topic(names: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """Every name of the terms in the lexicon's topics that `names` mostly belong to."""
    topics = Counter(term.topic for name in names if (term := lexicon.find(name)))
    for topic, _ in topics.most_common(TOPICS):
        for term in lexicon.terms:
            if term.topic == topic:
                yield from (term.term, *term.aliases)


def _odd_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: not is_odd(name))


def _distinct(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        key = term_key(name)
        if key and key not in seen:
            seen.add(key)
            yield name
