"""The numbers of a scorecard: the overall with its range and its word, and the dimensions beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Digits, Static

from simulator.model.scorecard import Dimension, DimensionScore, Scorecard
from simulator.model.signs import level_of_score, level_sign, level_word
from simulator.ui.widgets.bars import BAR_STYLES, score_bar
from simulator.ui.words import score_word

NAME_CELLS, BAR_CELLS = 11, 18


class Headline(Horizontal):
    """Three lines high."""

    def compose(self) -> ComposeResult:
        yield Digits("", id="overall")
        yield Static("", id="overall-word")
        yield Static("", id="dimensions")

    def show(self, card: Scorecard) -> None:
        """Show the numbers of a card that could be scored."""
        overall = "–" if card.overall is None else str(card.overall)
        self.query_one("#overall", Digits).update(overall)
        self.query_one("#overall-word", Static).update(_in_words(card))
        self.query_one("#dimensions", Static).update(dimensions(card))


def _in_words(card: Scorecard) -> Content:
    """A line each: what it is, where it is likely to lie, and its word."""
    if card.overall is None:
        return Content.assemble(("overall\n", "$secondary"), "no number")
    level = level_of_score(card.overall)
    second = f"likely {card.range[0]}-{card.range[1]}" if card.range else f"{card.overall} of 100"
    word = f"{level_sign(level)} {score_word(card.overall)}"
    return Content.assemble(("overall\n", "$secondary"), f"{second}\n", (word, f"bold {BAR_STYLES[level]}"))


def dimensions(card: Scorecard) -> Content:
    """A line for each dimension: name, bar, number, word. A reply to a follow-up has its content alone."""
    scores = card.dimensions
    found = {name: getattr(scores, name.value) for name in Dimension}
    if scores.clarity is None and scores.structure is None:
        found = {name: score for name, score in found.items() if score is not None}
    return Content("\n").join(_dimension(name, score) for name, score in found.items())


def _dimension(name: Dimension, score: DimensionScore | None) -> Content:
    if score is None:
        return Content.styled(f"{name.value:<{NAME_CELLS}}no question to compare with", "$secondary")
    return Content.assemble(
        f"{name.value:<{NAME_CELLS}}",
        score_bar(score.score, BAR_CELLS),
        (f" {score.score:>3} ", "bold"),
        (level_word(score.level), "$secondary"),
        (_how_sure(score), "$secondary"),
    )


def _how_sure(score: DimensionScore) -> str:
    """The likely range, or that the score is not calibrated; "" where no range was measured."""
    if score.range is None:
        return ""
    if not score.calibrated:
        return "  not calibrated: for you to judge"
    return f"  {score.range[0]}-{score.range[1]}"
