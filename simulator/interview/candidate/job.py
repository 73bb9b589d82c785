"""PURE: the job the candidate wants and their own background: what it asks for, and which topics it weighs.

The texts come from anywhere (a web page, a PDF, fifty pages): they are cleaned before anything reads them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import tomli_w

from simulator.interview.candidate.job_cues import cues
from simulator.model.tomlfile import read_toml
from simulator.model.topics import TOPICS
from simulator.scoring.language.lexicon import Lexicon, joined_key, pieces

if TYPE_CHECKING:
    from simulator.scoring.judgement.reader import Embedder

LONGEST = 60_000
"""The most characters that are kept of a text; about twenty-five pages."""
LINES = 150
"""The most lines of a text that are compared by meaning."""
MOST_ASKS = 8
"""The most needs that interviewers may ask about."""
LONGEST_ASK, SHORTEST_ASK = 18, 3
"""The most and the fewest words of a need."""
LONGEST_SKILL = 4
"""The most words of a skill's name in a list such as "Python, Spark"."""
SKILLS_FIRST = 4
"""As many skills come before demands without technical terms, the others after them."""
LONGEST_TITLE = 8
LONGEST_HEAD = 6
"""The most words of a heading, or of a label before a colon."""
LONGEST_WORD = 40
BACKGROUND = 0.5
"""How much a topic of the background weighs against one of the job; interviewers ask about both."""
HEARD_FROM, CERTAIN_FROM = 0.35, 0.65
"""Likeness of a line to a topic's name: what it takes to count, and to count in full."""
LEAST = 0.2
"""Topics that weigh less are left out."""

CALLED: Mapping[str, str] = {
    "vision": "computer vision on images and video",
    "language-models": "large language models",
    "serving-and-latency": "serving models with low latency",
    "communication": "explaining to people without a technical background",
}
"""What jobs call a topic whose name says it badly."""
TERM_TOPICS: Mapping[str, tuple[str, ...]] = {
    "algorithms": ("data-structures",),
    "causal-and-experiments": ("experiments", "causal-inference"),
    "data": ("data-and-features",),
    "deep-learning": ("neural-networks",),
    "embeddings": ("retrieval",),
    "evaluation": ("evaluation",),
    "fraud-and-risk": ("anomaly-and-fraud",),
    "language-models": ("language-models",),
    "linear-and-classic": ("linear-models", "supervised-learning"),
    "mlops": ("monitoring-and-drift", "system-design"),
    "optimization": ("optimization",),
    "privacy-and-fairness": ("fairness-and-privacy",),
    "probability-and-statistics": ("statistics", "probability"),
    "recommenders": ("recommenders", "ranking-and-search"),
    "regularization": ("regularization",),
    "reinforcement-learning": ("reinforcement-learning",),
    "serving": ("serving-and-latency",),
    "time-series": ("time-series",),
    "transformers": ("sequence-models", "language-models"),
    "trees": ("trees-and-ensembles",),
    "vision-and-speech": ("vision",),
}
"""The topics of questions that each topic of the lexicon belongs to, the closest one first."""

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[!/]?[a-zA-Z-][^<>]{0,2000}>")
_ITEM = re.compile(r"<li\b[^<>]{0,2000}>", re.IGNORECASE)
_ENDLESS = re.compile(r"\S{300,}")
_BREAKING = re.compile(r"<(?:br|p|div|h[1-6]|tr)\b[^<>]{0,2000}>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\s]{1,500}\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•·‣◦▪●○–—>]+|\d{1,2}[.)])\s+")
_SIGN = re.compile(
    "^[ \t]*(?:[•·‣◦▪●○■□◆◇❖➢➤►▶✓✔⁃∙\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc]+[ \t]*|o[ \t]+(?=[A-Z]))"
    "(?:\n[ \t]*)?(?=\\S)",
    re.MULTILINE,
)
"""What marks an item of a list in PDFs and Word files, on a line of its own at times."""
_BETWEEN = re.compile(r"\s*[,;|•·\n]\s*|\s+(?:and|or|&|/|–|-)\s+")
_ASIDE = re.compile(r"\s*\(([^()]{0,200})\)")
_STOP = re.compile(r"(?<=[.!?;])\s+")

_FIT_ALOUD = re.compile(r"[^\w\s.,'’()%-]+")
_SIGNS = (
    ("A/B", "A B"),
    ("<", " under "),
    ("&", " and "),
    ("/", " or "),
    ("C++", "C plus plus"),
    ("C#", "C sharp"),
    ("+ years", " or more years"),
)


class Yours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`yours.toml`: two texts, and what was made of them, which the user may change."""

    job: str = ""
    background: str = ""
    title: str = ""
    """What the job is called."""
    asks: tuple[str, ...] = ()
    """What it asks for; interviewers ask about these, in this order."""
    topics: dict[str, float] = {}
    """How much each topic matters, 0 to 1."""

    @property
    def weightiest(self) -> tuple[tuple[str, float], ...]:
        """Topics with their weights, the weightiest first."""
        return tuple(sorted(self.topics.items(), key=lambda item: (-item[1], item[0])))


HEAD = """\
# The job you want and your own background: for this program alone, and for you. `title`, `asks` and `topics`
# were worked out when you kept it, and are yours to change: interviewers ask about `asks`, and `topics`
# (0 to 1) says which questions come first. Keep the texts again to have them worked out anew.
"""


def load_yours(path: Path) -> Yours:
    """What is kept; nothing without a file. Raises `BadInputError` naming file, line and field."""
    if not path.exists():
        return Yours()
    file = read_toml(path)
    found = file.converted(Yours)
    for name in ("job", "background"):
        if len(getattr(found, name)) > LONGEST:
            raise file.fault(f"it is longer than {LONGEST} characters", name)
    for topic, weight in found.topics.items():
        if not 0 <= weight <= 1:  # false for NaN too
            raise file.fault("it must be from 0 to 1", "topics", topic)
    return msgspec.structs.replace(
        found,
        job=cleaned(found.job),
        background=cleaned(found.background),
        title=_aloud(cleaned(found.title)),
        asks=fit_to_ask(found.asks),
    )


def fit_to_ask(needs: Iterable[str]) -> tuple[str, ...]:
    """Needs that somebody wrote, as they can be said aloud: each once, and `MOST_ASKS` at most."""
    return tuple(filter(None, dict.fromkeys(_aloud(cleaned(need)) for need in needs)))[:MOST_ASKS]


def yours_text(yours: Yours) -> str:
    """The content of the file."""
    return f"{HEAD}\n{tomli_w.dumps(msgspec.to_builtins(yours), multiline_strings=True)}"


def understood(job: str, background: str, lexicon: Lexicon, embedder: Embedder | None) -> Yours:
    """Both texts, cleaned, with what is made of them. The same texts give the same."""
    job, background = cleaned(job), cleaned(background)
    return Yours(
        job=job,
        background=background,
        title=job_title(job),
        asks=needs(job, lexicon),
        topics=topic_weights(job, background, lexicon, embedder),
    )


def cleaned(text: str) -> str:
    """The plain lines of any text: no markup, control characters or addresses, and `LONGEST` at most."""
    text = _SCRIPT.sub(" ", text[: 4 * LONGEST])
    text = _ITEM.sub("\n- ", text)
    text = html.unescape(_TAG.sub(" ", _BREAKING.sub("\n", text)))
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SIGN.sub("- ", _ENDLESS.sub(" ", text))
    text = _ADDRESS.sub(" ", _LINK.sub(r"\1", text)).replace("**", "").replace("__", "").replace("`", "")
    text = "".join(c if c == "\n" or c.isprintable() else " " for c in text)
    lines = (
        " ".join(word for word in line.split() if len(word) <= LONGEST_WORD) for line in text.splitlines()
    )
    return "\n".join(line for line in lines if line)[:LONGEST].strip()


def job_title(job: str) -> str:
    """What the job is called, as far as the text says; "" where it does not."""
    for found in cues().title.cue.finditer(job):
        title = _titled(found["named"] or found["sought"])
        if title:
            return title
    return next(filter(None, map(_titled, job.splitlines()[:5])), "")


def _titled(text: str) -> str:
    title = _aloud(cues().title.ends.split(text.lstrip("# "), maxsplit=1)[0])
    fits = bool(cues().title.jobs.search(title)) and len(title.split()) <= LONGEST_TITLE
    return title if fits else ""


def needs(job: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What the job asks for: the clearest of its demands and duties, those with technical terms first."""
    heads = cues().heads
    found: dict[str, float] = {}
    asking = False
    skills = 0
    for line in job.splitlines():
        item = bool(_BULLET.match(line))
        label, said = _labelled(_BULLET.sub("", line))
        head = label or line.lstrip("# ").rstrip(":")
        headed = len(head.split()) <= LONGEST_HEAD and not item and (bool(label) or not line.endswith("."))
        asks = bool(heads.asks.search(head)) and (headed or bool(label))
        if headed:
            asking = asks or (asking and not heads.other.search(head))
        for sentence in _STOP.split(said):
            inner, rest = _labelled(sentence)
            listed = asking or asks
            if inner and heads.asks.search(inner):
                sentence, listed = rest, True
            worth, phrase = _worth(sentence, lexicon, listed=listed or item), _phrase(sentence)
            if worth > 0 and len(phrase.split()) >= SHORTEST_ASK:
                found.setdefault(phrase, worth)
                continue
            if headed and asks and not label:
                continue
            for skill in _skills(sentence, lexicon, listed=listed):
                skills += 1
                found.setdefault(_aloud(f"experience with {skill}"), 1.9 if skills <= SKILLS_FIRST else 0.9)
    likely = [p for p in found if SHORTEST_ASK <= len(p.split()) <= LONGEST_ASK]
    return tuple(sorted(likely, key=lambda phrase: -found[phrase])[:MOST_ASKS])


def _labelled(line: str) -> tuple[str, str]:
    """A short label before a colon, and what stands behind it; "" and the line where there is none."""
    label, colon, said = line.lstrip("# ").partition(":")
    if colon and said.strip() and len(label.split()) <= LONGEST_HEAD:
        return label.strip(), said.strip()
    return "", line


def _skills(sentence: str, lexicon: Lexicon, *, listed: bool) -> tuple[str, ...]:
    """The names in a list such as "Python, Spark and SQL"; () for anything else.

    Every item must be short, and one at least a known name. Outside of a list of demands (`listed`) the
    sentence must say that the candidate has or knows them.
    """
    cue = cues().needs
    text = cue.before.sub("", sentence.strip("# "))
    if not listed and not (text != sentence.strip("# ") and cue.addressed.match(sentence)):
        return ()
    text = _ASIDE.sub(lambda aside: f", {aside[1]}" if _known(aside[1], lexicon) else "", text)
    items = [item.strip(" .:!?") for item in _BETWEEN.split(text) if item.strip(" .:!?")]
    names = [_bare(item, lexicon) for item in items]
    short = all(len(name.split()) <= LONGEST_SKILL and not cue.no_skill.search(name) for name in names)
    if not short or any(opens_with_duty(name) for name in names):
        return ()
    if not any(_known(name, lexicon) for name in names):
        return ()
    return tuple(name for name in names if name and not name[0].isdigit() and not cue.none.search(name))


def _bare(item: str, lexicon: Lexicon) -> str:
    """The item without what only says how well: "strong Python" is "Python"."""
    cue = cues().needs
    while True:
        first, _, rest = item.partition(" ")
        pair = " ".join(item.split()[:2])
        alone = terms_in(pair, lexicon) == terms_in(
            " ".join(item.split()[1:2]), lexicon
        )  # not "deep learning"
        vague = first.casefold() in cue.demands and alone
        shorter = rest if vague and rest else cue.before_a_skill.sub("", item)
        if shorter == item:
            return item
        item = shorter.strip()


def _known(name: str, lexicon: Lexicon) -> bool:
    words = (word.strip(".,;:()").casefold() for word in name.split())
    return any(word in cues().needs.tools for word in words) or bool(terms_in(name, lexicon))


def _worth(sentence: str, lexicon: Lexicon, *, listed: bool) -> float:
    """How clearly a sentence asks for something; 0 when it does not."""
    cue = cues().needs
    if cue.none.search(sentence):
        return 0.0
    words = cue.before.sub("", sentence.lstrip("# ")).casefold().split()
    opens = words[0].strip(",.") if words else ""
    cued = opens in cue.duties or opens in cue.demands or _years(opens) or opens.endswith("ing")
    said = cue.before.match(sentence) is not None and cue.addressed.match(sentence)
    if not (cued and (listed or said)):
        return 0.0
    return 1.0 + min(3, len(terms_in(sentence, lexicon)))


def opens_with_duty(need: str) -> bool:
    """Whether it begins with a verb: "build models", not "experience with models"."""
    return need.split(maxsplit=1)[0].casefold().strip(",") in cues().needs.duties if need else False


def _years(word: str) -> bool:
    return re.fullmatch(r"\d{1,2}\+?", word) is not None


def _phrase(sentence: str) -> str:
    """The demand itself, short enough to be said in a question."""
    cue = cues().needs
    text = cue.ends.split(cue.before.sub("", sentence.strip("# ")))[0].strip(" .;:!?,")
    while len(text.split()) > LONGEST_ASK and re.search(r"[,;(]", text):
        text = re.split(r"[,;(]", text[::-1], maxsplit=1)[1][::-1].strip(" ,;(")
    first, _, rest = text.partition(" ")
    if first[1:].islower():
        first = first.casefold()
    return _aloud(f"{first} {rest}")


def _aloud(text: str) -> str:
    """The text without signs that a voice cannot say."""
    for sign, word in _SIGNS:
        text = text.replace(sign, word)
    return " ".join(_FIT_ALOUD.sub(" ", text[:400]).split()).replace("( ", "(").strip(" .,;-")


def terms_in(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The lexicon's terms in a text, each once, in order."""
    words = pieces(text)
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        for length in range(min(lexicon.longest, len(words) - at), 0, -1):
            term = lexicon.by_key.get(joined_key(words[at : at + length]))
            if term is not None:
                found.setdefault(term.term)
                at += length - 1
                break
        at += 1
    return tuple(found)


def topic_weights(job: str, background: str, lexicon: Lexicon, embedder: Embedder | None) -> dict[str, float]:
    """How much each topic matters, 0 to 1; topics that do not are left out. {} without a text.

    Each distinct term of a topic, and its name, halves what is missing to 1; a line that means nearly what
    the topic is called counts as well; the background counts half. The weightiest topic gets 1.
    """
    of_job, of_background = (_weights(text, lexicon, embedder) for text in (job, background))
    raw = {topic: max(of_job[topic], BACKGROUND * of_background[topic]) for topic in TOPICS}
    top = max(raw.values())
    if top < LEAST:
        return {}
    return {topic: round(value / top, 2) for topic, value in raw.items() if value / top >= LEAST}


def _weights(text: str, lexicon: Lexicon, embedder: Embedder | None) -> dict[str, float]:
    none, generic = cues().needs.none, cues().topics.generic
    text = "\n".join(line for line in text.splitlines() if not none.search(line))
    counts = dict.fromkeys(TOPICS, 0.0)
    for name in terms_in(text, lexicon):
        term = lexicon.find(name)
        for place, topic in enumerate(TERM_TOPICS.get(term.topic, ()) if term else ()):
            counts[topic] += 1.0 if place == 0 else 0.5
    said = set(map(joined_key, ([word] for word in pieces(text))))
    for topic in TOPICS:
        counts[topic] += any(joined_key([word]) in said for word in topic.split("-") if word not in generic)
    by_terms = {topic: 1 - 0.5**count for topic, count in counts.items()}
    by_meaning = _meant(text, embedder)
    return {topic: 1 - (1 - by_terms[topic]) * (1 - by_meaning[topic]) for topic in TOPICS}


def _meant(text: str, embedder: Embedder | None) -> dict[str, float]:
    lines = [part for line in text.splitlines() for part in _STOP.split(line)][:LINES]
    if embedder is None or not lines:
        return dict.fromkeys(TOPICS, 0.0)
    import numpy as np

    names = [CALLED.get(topic, topic.replace("-", " ")) for topic in TOPICS]
    near = (embedder.embed(names) @ embedder.embed(lines).T).max(axis=1)
    share = np.clip((near - HEARD_FROM) / (CERTAIN_FROM - HEARD_FROM), 0, 1) * 0.9
    return {topic: float(value) for topic, value in zip(TOPICS, share, strict=True)}
