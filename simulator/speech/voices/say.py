"""How written text is said aloud: symbols, abbreviations and names that voices trip over."""

from __future__ import annotations

import re

MAGNITUDES = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion", "bn": "billion"}
UNITS = {
    "ms": "milliseconds",
    "s": "seconds",
    "min": "minutes",
    "h": "hours",
    "KB": "kilobytes",
    "MB": "megabytes",
    "GB": "gigabytes",
    "TB": "terabytes",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "km": "kilometres",
    "kg": "kilograms",
    "x": "times",
}

NAMES = {
    "A/B": "A B",
    "AUC": "A U C",
    "BLEU": "blue",
    "CI/CD": "C I C D",
    "I/O": "I O",
    "i.i.d.": "independent and identically distributed",
    "MAE": "M A E",
    "MLOps": "M L ops",
    "NumPy": "num pie",
    "PyTorch": "pie torch",
    "Q&A": "Q and A",
    "R&D": "R and D",
    "ReLU": "ray loo",
    "RMSE": "R M S E",
    "ROC-AUC": "R O C A U C",
    "ROC": "R O C",
    "SciPy": "sigh pie",
    "sklearn": "sk learn",
    "t-SNE": "tee snee",
    "XGBoost": "X G boost",
    "e.g.": "for example",
    "etc.": "et cetera",
    "i.e.": "that is",
    "vs.": "versus",
    "vs": "versus",
    "w/o": "without",
    "w/": "with",
}
"""Whole names, as written."""

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"`{1,3}|\*{1,2}|(?<!\w)_|_(?!\w)", ""),  # Markdown
    (r"(?<=\w)_(?=\w)", " "),
    (r"\bO\(([^()]*)\)", r"O of \1"),
    (r"(\w)\s*\^\s*2\b|(\w)²", r"\1\2 squared"),
    (r"\s*<=\s*|\s*≤\s*", " at most "),
    (r"\s*>=\s*|\s*≥\s*", " at least "),
    (r"\s*(?:!=|≠)\s*", " is not "),
    (r"\s*(?:->|→|=>)\s*", " to "),
    (r"\s*={1,2}\s*", " equals "),
    (r"\s*<\s*", " less than "),
    (r"\s*>\s*", " greater than "),
    (r"\s*(?:±|\+/-)\s*", " plus or minus "),
    (r"\s*[×]\s*", " times "),
    (r"~\s*(?=\d)", "about "),
    (r"\s*&\s*", " and "),
    (r"(?<=\d)\s*%", " percent"),
    (r"%", " percent"),
    (r"\b([LF])([12])\b", r"\1 \2"),
    (r"\b([A-Za-z])-(?=[a-z]{3})", r"\1 "),  # k-means, p-value, z-score, n-gram
    (r"(?<=\d)\s*[-–]\s*(?=\d)", " to "),
    (r"\s+[-–—]+\s+|—", ", "),
    (r"(?<=[A-Z])/(?=[A-Z]\b)", " "),
    (r"(?<=\w)\s*/\s*(?=[A-Za-z])", " or "),
    (r"#(?=\d)", "number "),
    (r"[“”\"]", ""),
    (r"[‘’]", "'"),
    (r"\s+([,.;:?!])", r"\1"),
)
"""Applied in this order, after `NAMES`."""

_NAMES = re.compile(
    r"(?<![\w])(?:" + "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True)) + r")(?!\w)"
)
_MONEY = re.compile(r"([$€£])\s?(\d[\d,.]*\d|\d)\s?(k|K|M|B|bn)?\b")
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}
_MAGNITUDE = re.compile(r"(?<=\d)(k|K|M|B|bn)\b")
_UNIT = re.compile(r"(?<=\d)\s?(" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")\b")
_PATTERNS = tuple((re.compile(pattern), said) for pattern, said in PATTERNS)


def aloud(text: str) -> str:
    """`text` as a voice should read it; plain prose comes back unchanged but for white space."""
    said = _NAMES.sub(lambda match: NAMES[match[0]], text)
    said = _MONEY.sub(_money, said)
    said = _MAGNITUDE.sub(lambda match: f" {MAGNITUDES[match[1]]}", said)
    said = _UNIT.sub(lambda match: f" {UNITS[match[1]]}", said)
    for pattern, replacement in _PATTERNS:
        said = pattern.sub(replacement, said)
    return " ".join(said.split())


def _money(match: re.Match[str]) -> str:
    magnitude = f" {MAGNITUDES[match[3]]}" if match[3] else ""
    return f"{match[2]}{magnitude} {_CURRENCIES[match[1]]}"
