"""Which technical terms an answer uses that its listener may not know, and whether each was explained.

Terms come from the lexicon (any way of writing them, the longest first) or from their shape: acronyms
("HSIC"), names written like code ("TabPFN", "item2vec"), words built as science builds them ("anisotropy").
A term of the lexicon that is an ordinary word too ("drop out") is judged by its sentence (`senses.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from simulator.model.scorecard import Audience, Jargon, JargonTerm
from simulator.model.transcript import Transcript, WordKind, from_text
from simulator.scoring.judgement.glosses import DEFINITION, Gloss, GlossFinder, TermUse
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.judgement.senses import Means
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.cues import cues
from simulator.scoring.language.lexicon import Lexicon, Term, joined_key, pieces, term_key
from simulator.scoring.language.text import Span, ends_clause, normal
from simulator.scoring.measures.fillers import per_100_words

_ACRONYM = re.compile(r"(?:[A-Z]\d?){2,}s?|[A-Z]+\d+[A-Z\d]*s?|[A-Z][a-z]?[A-Z]{1,}[A-Za-z]*s?")
_LIKE_CODE = re.compile(r"[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[a-z]+\d[a-z]\w*")

AROUND = 30
"""Words on either side that say what a word means; a speaker without full stops has longer sentences."""

Explains = Callable[[str, str, bool], bool]
"""Whether the words (second) explain the term (first) to the listener; the rules' opinion is the third."""


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term, with its lexicon entry where there is one, and where it is used."""

    name: str
    term: Term | None
    uses: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    word: int


def jargon_report(
    said: Annotated,
    audience: Audience,
    lexicon: Lexicon,
    embedder: Embedder | None = None,
    question_terms: Sequence[str] = (),
    explains: Explains | None = None,
    means: Means | None = None,
) -> Jargon:
    """The terms in order of first use, each explained or not; `question_terms` count whoever listens.

    `explains` is the trained judge of whether words explain a term; without it rules find the explanation.
    `means` is the one of whether an ordinary word is meant as a term; without it each is.
    """
    found = _found(said, audience, lexicon, question_terms, means)
    uses = [TermUse(term.name, term.term, tuple(term.uses)) for term in found]
    finder = GlossFinder(said, uses, embedder, lexicon)
    glosses = [finder.gloss(use) for use in uses]
    if explains is not None:
        glosses = [_as_judged(said, use, gloss, explains) for use, gloss in zip(uses, glosses, strict=True)]
    terms = tuple(_judged(said, use, _shared_gloss(use, uses, glosses)) for use in uses)
    explained = sum(term.explained for term in terms)
    return Jargon(
        density_per_100_words=per_100_words(sum(term.uses for term in terms), said),
        explained=explained,
        unexplained=len(terms) - explained,
        terms=terms,
    )


def _as_judged(said: Annotated, use: TermUse, gloss: Gloss | None, explains: Explains) -> Gloss | None:
    """The explanation near the first use that has one by the trained judge; how, as the rules have it."""
    for index, span in enumerate(use.uses):
        at = said.sentence_of[span.first_word]
        around = " ".join(said.texts[max(0, at - 1) : at + 2])
        if explains(use.name, around, gloss is not None):
            return Gloss(gloss.how if gloss else DEFINITION, index)
    return None


def find_terms(
    transcript: Transcript, audience: Audience, lexicon: Lexicon, question_terms: Sequence[str] = ()
) -> list[FoundTerm]:
    """Every distinct term this audience may not know, in order of first use.

    What the question asks about is to be explained to anybody but a peer.
    """
    return _found(Annotated(transcript), audience, lexicon, question_terms, None)


def _found(
    said: Annotated, audience: Audience, lexicon: Lexicon, question_terms: Sequence[str], means: Means | None
) -> list[FoundTerm]:
    to_explain = () if audience.is_peer else question_terms
    asked = {term_key(name): name for name in to_explain}
    asked_entries = {id(entry) for name in to_explain if (entry := lexicon.find(name))}
    found: dict[str, FoundTerm] = {}
    for name, term, span in _occurrences(said.transcript, lexicon, asked):
        key = _key_of(name, term)
        is_asked = key in asked or id(term) in asked_entries
        counts = is_asked or _counts(key, name, term, audience)
        if counts and (is_asked or _meant(said, name, term, span, means)):
            found.setdefault(key, FoundTerm(name, term)).uses.append(span)
    return list(found.values())


def _meant(said: Annotated, name: str, term: Term | None, span: Span, means: Means | None) -> bool:
    """Whether the words are meant as the term, by the sentence around them."""
    if term is None or means is None:
        return True
    sentence = said.sentences[said.sentence_of[span.first_word]]
    first = max(sentence.first_word, span.first_word - AROUND)
    last = min(sentence.last_word, span.last_word + AROUND)
    return means(name, term.definition, said.text(Span(first, last)))


def _key_of(name: str, term: Term | None) -> str:
    """The key under which a term is counted.

    Another name of a thing counts as a term of its own, but an abbreviation and its spelled-out form are one.
    """
    key = term_key(name)
    return term_key(term.term) if term and term.expansion and key == term_key(term.expansion) else key


def asked_terms(prompt: str, lexicon: Lexicon, means: Means | None = None) -> tuple[str, ...]:
    """The lexicon's terms in a question, for the kinds that ask what a thing is (explain, compare)."""
    said = Annotated(from_text(prompt))
    found = _occurrences(said.transcript, lexicon, {})
    names = (term.term for name, term, span in found if term and _meant(said, name, term, span, means))
    return tuple(dict.fromkeys(names))


def _shared_gloss(use: TermUse, uses: Sequence[TermUse], glosses: Sequence[Gloss | None]) -> Gloss | None:
    """The term's own gloss, or else that of another name of the same thing."""
    own = glosses[uses.index(use)]
    if own is not None or use.term is None:
        return own
    others = (gloss for other, gloss in zip(uses, glosses, strict=True) if other.term is use.term and gloss)
    other = next(others, None)
    return Gloss(other.how, 0) if other else None


def _judged(said: Annotated, use: TermUse, gloss: Gloss | None) -> JargonTerm:
    return JargonTerm(
        **said.quoted(use.uses[0]),
        term=use.name,
        explained=gloss is not None,
        late=gloss is not None and gloss.use > 0,
        how=gloss.how if gloss else None,
        definition=use.term.definition if use.term else None,
        uses=len(use.uses),
    )


def _counts(key: str, name: str, term: Term | None, audience: Audience) -> bool:
    if term is not None:
        return term.needs_explaining(audience)
    if audience.is_peer and _is_built_of_science(name):
        return False
    said = name.casefold()
    return not {said, said.removesuffix("s"), key} & _known(audience)


@cache
def _known(audience: Audience) -> frozenset[str]:
    """What this listener need not have explained, though by its shape it is a term."""
    terms = cues().terms
    at_work = {
        Audience.RECRUITER: (),
        Audience.PRODUCT_MANAGER: (terms.product,),
        Audience.SOFTWARE_ENGINEER: (terms.product, terms.engineers),
        Audience.ML_ENGINEER: (terms.product, terms.engineers, terms.researchers, terms.ml_engineers),
        Audience.RESEARCHER: (terms.product, terms.engineers, terms.researchers),
    }
    return terms.everyday.union(*at_work[audience])


def _occurrences(
    transcript: Transcript, lexicon: Lexicon, asked: Mapping[str, str]
) -> Iterator[tuple[str, Term | None, Span]]:
    """Name, lexicon entry and place of everything that may be a term, in order, none overlapping another."""
    flat = _pieces(transcript)
    shouting = _mostly_capitals(transcript)
    longest = max([lexicon.longest, *(len(pieces(name)) for name in asked.values())])
    at = 0
    while at < len(flat):
        size, name, term = _longest(transcript, flat, at, lexicon, asked, longest, shouting)
        word = flat[at].word
        if name:
            yield name, term, Span(word, flat[at + size - 1].word)
            at += size
            continue
        shaped = None if shouting else _shaped(transcript.words[word].text)
        if shaped:
            yield shaped, None, Span(word, word)
        at += 1
        while shaped and at < len(flat) and flat[at].word == word:
            at += 1


def _pieces(transcript: Transcript) -> list[_Piece]:
    return [
        _Piece(piece, index)
        for index, word in enumerate(transcript.words)
        if word.kind is WordKind.WORD
        for piece in pieces(word.text)
    ]


def _longest(
    transcript: Transcript,
    flat: list[_Piece],
    at: int,
    lexicon: Lexicon,
    asked: Mapping[str, str],
    longest: int,
    shouting: bool,
) -> tuple[int, str, Term | None]:
    """Size, name and entry of the longest known term that begins here; no name when there is none."""
    for size in range(min(longest, len(flat) - at), 0, -1):
        part = flat[at : at + size]
        texts = [piece.text for piece in part]
        key = joined_key(texts)
        term = lexicon.by_key.get(key)
        if (term is None and key not in asked) or _interrupted(transcript, part):
            continue
        if term is None:
            return size, asked[key], None
        name = lexicon.name_of(key)
        if _spelled_so(name, texts) and (size > 1 or shouting or _written_as_term(transcript, part[0], name)):
            return size, name, term
    return 1, "", None


def _spelled_so(name: str, texts: list[str]) -> bool:
    """Whether the words are close enough to the term's name to be that term.

    Other forms of a word are ("norm", "norms"), but an acronym must have its own letters ("shape" is not
    SHAP), a verb is not a noun made of it ("boost" is not boosting, "drifted" is not drift), and an adverb is
    none either ("precisely" is not precision).
    """
    if not _is_acronym(name):
        return len(pieces(name)) > 1 or _same_ending(name.casefold(), texts[0])
    return "".join(texts).removesuffix("s") == "".join(pieces(name)).removesuffix("s")


def _same_ending(name: str, said: str) -> bool:
    if said.endswith("ly") and not name.endswith("ly"):
        return False
    is_noun_of_verb = name.removesuffix("s").endswith("ing")
    if is_noun_of_verb:
        return said.removesuffix("s").endswith("ing")
    return name.endswith("ed") or not said.endswith("ed")


def _is_acronym(name: str) -> bool:
    return " " not in name and sum(char.isupper() for char in name) > 1


def _interrupted(transcript: Transcript, part: list[_Piece]) -> bool:
    return any(
        one.word != other.word and ends_clause(transcript.words[one.word].text)
        for one, other in pairwise(part)
    )


def _written_as_term(transcript: Transcript, piece: _Piece, name: str) -> bool:
    """Whether it is written as a term: a "map" is an ordinary map, but "MAP" may be a term."""
    ordinary = _is_acronym(name) and piece.text in cues().terms.ordinary
    return not (ordinary and transcript.words[piece.word].text.islower())


def _shaped(text: str) -> str | None:
    """The word when its shape is that of an acronym or a name from code or science."""
    bare = text.strip(".,;:!?\"'()[]“”’").replace("’", "'").removesuffix("'s")
    parts = [part for part in re.split(r"[-/]", bare) if part]
    if any(_ACRONYM.fullmatch(part) or _LIKE_CODE.fullmatch(part) for part in parts) and bare.isascii():
        return bare
    return bare if _is_built_of_science(bare) else None


def _is_built_of_science(word: str) -> bool:
    """Whether the word is a Greek letter or built as science builds its words; peers know what these say."""
    key, terms = normal(word), cues().terms
    return key in terms.symbols or bool(terms.learned.fullmatch(key) and key not in terms.not_learned)


def _mostly_capitals(transcript: Transcript) -> bool:
    letters = [word.text for word in transcript.words if any(char.isalpha() for char in word.text)]
    return sum(text.isupper() for text in letters) * 2 > len(letters)
