"""Where "like", "you know", "I mean", "sort of" and the others are fillers.

Each has a rule of its own. It looks at where the phrase stands: which words come before and after it, and
whether punctuation or a pause sets it off. The spelling alone decides nothing: "models like XGBoost" has no
filler.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.model.transcript import Word
from simulator.scoring.language.grammar import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    HAVE,
    NUMBERS,
    OPINION_VERBS,
    POINTERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    SUBJECTS,
    alternatives,
    word_set,
)
from simulator.scoring.language.text import ends_clause, ends_sentence, gap_after

SETTING_OFF_PAUSE_S = 0.25
"""A silence this long sets a phrase off as a comma does."""
PUNCTUATED_FROM = 0.03
"""Text with fewer breaks a word than this is judged as unpunctuated."""

_DETERMINERS = ARTICLES | POINTERS | POSSESSIVES | word_set("some any every each no all")
_WH = QUESTION_WORDS | {"if", "whether", "that"}
"""Here with all words that begin an indirect question: in "you know if ..." the verb has an object."""
_BE = BE | word_set("be been being it's that's there's he's she's isn't wasn't aren't weren't")
"""Here with other forms and contractions, because each of them wants a complement behind it."""
_PERSONAL_BE = word_set("i'm he's she's we're they're you're")
_PREPOSITIONS = PREPOSITIONS | word_set("than onto over under through between per")
"""Here with those that stand before amounts: "over, like, forty"."""
_CONJUNCTIONS = CONJUNCTIONS | word_set("just although though plus oh")
"""Here with other small words after which "like" and the others are fillers as they are after "and"."""
_INTENSIFIERS = word_set(
    """
    really super very so totally completely literally maybe probably actually basically extremely
    incredibly pretty definitely almost nearly roughly around about every most ridiculously insanely
    honestly seriously
    """
)
_SUCH_AS_HEADS = word_set(
    """
    something anything nothing things thing stuff someone somebody anyone somewhere one ones number
    numbers value values threshold thresholds size sizes rate rates ratio ratios figure figures score
    scores date dates count
    """
)
_NUMBER = re.compile(
    rf"[$£€]?\d.*|(?:{alternatives(NUMBERS | {'half', 'twice', 'point'})}|\w+teen)(?:-\w+)?s?"
)
_SAID = word_set("said say mentioned described saw explained noted showed did told do always")

_YOU_KNOW_AFTER = word_set(
    """
    if when once before what as do does did don't let lets letting whatever how whether where everything
    something until unless to things things' then didn't would might will can should must may could
    since people anyone who
    """
)
_YOU_KNOW_OBJECT = (_DETERMINERS | _WH | word_set("it's about them him her nothing everything exactly")) - {
    "no"
}
_I_MEAN_AFTER = word_set("what that which do did than if everything as thing whatever")
_RIGHT_AFTER = word_set(
    """
    is was are be it's that's isn't wasn't not quite exactly all about sounds looks seems feel feels get
    gets got getting do doing done does made make just the a on my your our their its his her to go goes
    going went came come only no any turn turned hard far upper lower bottom top human civil copy them
    it this that things what
    """
)
_RIGHT_BEFORE = (_CONJUNCTIONS | SUBJECTS | {"if", "um", "uh", "er", "now"}) - {
    "there",
    "and",
    "or",
    "then",
    "now",
}
_SIDES = word_set("left wrong center centre top bottom up down middle")
_KIND_OWNERS = (
    _DETERMINERS
    | word_set(
        """
    what which whatever same one another other different certain new special particular specific best
    worst only own whole right wrong first second third two three many various common usual typical
    similar weird strange main simple good better bad odd rare funny separate
    """
    )
) - {"his", "her"}
_VERBS_AFTER_THAT = word_set(
    """
    keeps works means makes helps breaks gives takes goes gets shows tells lets seems feels looks
    depends changes pulls pushes happens comes falls runs hurts defeats kills explains forces becomes
    worked made helped broke was is killed
    """
)
_PRACTICALLY = word_set(
    """
    forever zero the every all no none nothing never always impossible free identical everything
    everyone nobody anything done random equal useless unlimited infinite dead the-same unchanged
    constant certain perfect flat any
    """
)
_FACT_VERB_BEFORE = word_set(
    "not never don't doesn't didn't isn't aren't wasn't can't won't couldn't wouldn't to"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a phrase stands: the words before and after it, filled pauses not counted, "" at the edges."""

    first: int
    last: int
    keys: Sequence[str]
    before: str
    before2: str
    after: str
    after2: str
    opens: bool
    """Whether it is set off on its left: by punctuation, a pause (filled or not) or the start of the text."""
    closes: bool
    """Whether it is set off on its right."""
    starts_sentence: bool
    ends_sentence: bool
    question: bool
    paused: bool
    """Whether a filled pause stands next to it."""
    punctuated: bool
    """Whether the text has punctuation to go by."""

    def earlier(self, count: int) -> Sequence[str]:
        """Up to `count` words before it."""
        return self.keys[max(0, self.first - count) : self.first]


@dataclass(frozen=True, slots=True)
class Scene:
    """What has to be known of a whole transcript to judge a phrase anywhere in it."""

    words: tuple[Word, ...]
    keys: tuple[str, ...]
    is_pause: tuple[bool, ...]
    """Whether each word is a filled pause."""
    punctuated: bool


def scene(words: tuple[Word, ...], keys: tuple[str, ...], is_pause: tuple[bool, ...]) -> Scene:
    """The scene of a transcript with these words, their keys, and whether each is a filled pause."""
    breaks = sum(ends_clause(word.text) for word in words)
    return Scene(words, keys, is_pause, breaks >= PUNCTUATED_FROM * len(words))


def is_filler(scene_: Scene, first: int, last: int) -> bool:
    """Whether the discourse phrase from `first` to `last` (inclusive) is a filler where it stands."""
    rule = _RULES.get(" ".join(scene_.keys[first : last + 1]))
    return rule is not None and not _broken_inside(scene_, first, last) and rule(_place(scene_, first, last))


def _broken_inside(scene_: Scene, first: int, last: int) -> bool:
    """Whether punctuation inside the phrase shows that it is none: "I think you. Know". "So, yeah" is one."""
    if scene_.keys[first] == "so":
        return ends_sentence(scene_.words[first].text)
    return any(ends_clause(scene_.words[index].text) for index in range(first, last))


def _place(scene_: Scene, first: int, last: int) -> Surroundings:
    words, keys = scene_.words, scene_.keys
    left, left2 = _neighbours(scene_, first, -1)
    right, right2 = _neighbours(scene_, last, 1)
    before, after = (keys[left] if left is not None else ""), (keys[right] if right is not None else "")
    left_paused = first > 0 and scene_.is_pause[first - 1]
    right_paused = last + 1 < len(words) and scene_.is_pause[last + 1]
    text = words[last].text
    return Surroundings(
        first=first,
        last=last,
        keys=keys,
        before=before,
        before2=keys[left2] if left2 is not None else "",
        after=after,
        after2=keys[right2] if right2 is not None else "",
        opens=left is None or left_paused or ends_clause(words[first - 1].text) or _silent(words, first - 1),
        closes=right is None or right_paused or ends_clause(text) or _silent(words, last),
        starts_sentence=left is None or ends_sentence(words[left].text),
        ends_sentence=right is None or ends_sentence(text),
        question="?" in text,
        paused=left_paused or right_paused,
        punctuated=scene_.punctuated,
    )


def _neighbours(scene_: Scene, index: int, step: int) -> tuple[int | None, int | None]:
    """The nearest two words in one direction that are words and no filled pauses."""
    found: list[int] = []
    index += step
    while 0 <= index < len(scene_.keys) and len(found) < 2:
        if scene_.keys[index] and not scene_.is_pause[index]:
            found.append(index)
        index += step
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _silent(words: tuple[Word, ...], index: int) -> bool:
    gap = gap_after(words, index)
    return gap is not None and gap >= SETTING_OFF_PAUSE_S


def _is_number(key: str) -> bool:
    return bool(_NUMBER.fullmatch(key))


def _like(p: Surroundings) -> bool:
    if p.after in SUBJECTS and p.after2 in _SAID:
        return False
    if p.before in _SUCH_AS_HEADS:
        return p.opens and p.closes and p.before not in {"something", "anything", "nothing"}
    if p.closes:
        return _like_closed(p)
    if _is_number(p.after) and p.before not in {"to", "would", "i'd", "we'd", "they'd", "you"}:
        return True
    if p.after in _INTENSIFIERS and (
        p.opens or p.before in _BE | _PERSONAL_BE | _PREPOSITIONS | _CONJUNCTIONS
    ):
        return True
    if p.starts_sentence or (p.opens and p.paused):
        return p.after in SUBJECTS or p.paused
    if p.opens or p.before in _CONJUNCTIONS:
        return p.after in SUBJECTS
    return p.before in _PREPOSITIONS - {"to", "in"} and p.after not in _DETERMINERS


def _like_closed(p: Surroundings) -> bool:
    """Whether "like" is a filler where it is set off on its right: "there were like, forty"."""
    if p.opens:
        return not ({"what", "how"} & set(p.earlier(6)) and p.ends_sentence)
    quotative = p.before in _PERSONAL_BE or (p.before in _BE and p.before2 in PRONOUNS - {"it"})
    if quotative or p.ends_sentence or {"what", "how"} & set(p.earlier(6)):
        return False
    return p.before in _BE | _CONJUNCTIONS | _PREPOSITIONS - {"to"} or p.before in HAVE | {"get", "got"}


def _you_know(p: Surroundings) -> bool:
    if not p.opens and p.before in _YOU_KNOW_AFTER:
        return False
    if p.opens and p.before in {"as", "if", "once", "how"} and not p.closes:
        return False
    if p.closes:
        return True
    if p.after in _YOU_KNOW_OBJECT:
        return False
    conditional = bool({"if", "when", "once"} & set(p.earlier(14)))
    if p.opens:
        return not conditional or p.paused
    if not p.punctuated:
        return not (conditional and p.after in SUBJECTS)
    return p.before in _BE | _CONJUNCTIONS | _PREPOSITIONS | ARTICLES


def _i_mean(p: Surroundings) -> bool:
    if not p.opens and p.before in _I_MEAN_AFTER:
        return False
    earlier = list(p.earlier(5))
    if (not p.opens and "by" in earlier) or p.after == "by":
        return False
    return not (p.after == "it" and p.closes) and "say" not in earlier[-4:]


def _sort_of(p: Surroundings) -> bool:
    if p.opens and p.closes:
        return True
    if p.before in {"that", "this", "it", "which"} and not p.opens:
        return p.after in _VERBS_AFTER_THAT or p.after.endswith("ed") or p.before == "it"
    if not p.opens and p.before in _KIND_OWNERS:
        return False
    return p.after not in {"thing", "things", "stuff"} or p.opens


def _basically(p: Surroundings) -> bool:
    if p.closes or p.starts_sentence:
        return True
    if p.after in _PRACTICALLY or p.after.startswith("un"):
        return p.after in {"the", "all", "every"} and (p.opens or p.before in _CONJUNCTIONS)
    return True


def _actually(p: Surroundings) -> bool:
    if p.closes:
        return p.before not in _FACT_VERB_BEFORE or p.opens
    if p.starts_sentence:
        return True
    if p.before in {"so", "and", "but"} and p.after in ARTICLES | {"our", "my"}:
        return True
    return (p.opens or p.before in _CONJUNCTIONS) and p.after in SUBJECTS


def _right(p: Surroundings) -> bool:
    if p.before in _SIDES or p.after in _SIDES or p.before == "all":
        return False
    if p.starts_sentence:
        return p.closes or p.after in _RIGHT_BEFORE
    if p.opens and p.closes:
        return True
    if p.before in _RIGHT_AFTER:
        return False
    if p.question:
        return True
    if p.opens:
        return p.after in {"so", "because"}
    return not p.punctuated and p.after in _RIGHT_BEFORE


def _so_yeah(p: Surroundings) -> bool:
    return p.opens or p.before not in OPINION_VERBS


_RULES: dict[str, Callable[[Surroundings], bool]] = {
    "like": _like,
    "you know": _you_know,
    "i mean": _i_mean,
    "sort of": _sort_of,
    "kind of": _sort_of,
    "basically": _basically,
    "actually": _actually,
    "right": _right,
    "so yeah": _so_yeah,
}
