"""Questions: search the bank, choose, answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Select, Static

from simulator.model.counted import counted
from simulator.model.naming import LISTENERS
from simulator.model.question import Kind, Question, Stage
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.ui.words import facts, score_style
from simulator.use_cases.values import AIM

ANY = ""
HARDEST = 5
STAGES = tuple(Stage)
DONE: dict[str, Callable[[int | None], bool]] = {
    ANY: lambda _best: True,
    "not yet": lambda best: best is None,
    "done": lambda best: best is not None,
    f"under {AIM}": lambda best: best is not None and best < AIM,
}
FILTERS: dict[str, list[str]] = {
    "kind": [kind.value for kind in Kind],
    "topic": [],
    "stage": [stage.value for stage in Stage],
    "done": [name for name in DONE if name],
}
"""The filters, and what each lets through; `topic` depends on the questions."""
ANY_OF = {"done": "done or not"}
ORDERS = ("easy first", "hard first", "best score first", "worst score first")
"""Easy questions of early stages, and short ones among them, are the ones that everybody is asked."""


class QuestionList(Choices[Question]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Practise", id="questions.practise", tooltip="Answer this question")
    ]


class QuestionsScreen(Page):
    HELP = (
        "The bank of questions, easy and common ones first; each with its difficulty and your best score. "
        "/ searches by words and by what a term is also called; k, t, g and d open the filters for kind, "
        "topic, stage and what is done; o sorts. The preview keeps the key points to itself, "
        "so that a question stays a question. s shows your stories for behavioral questions."
    )
    HELP_ALSO = QuestionList.BINDINGS
    CSS_PATH = "questions.tcss"
    AUTO_FOCUS = "#questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "strong", "Strong answer", id="questions.strong", show=False, tooltip="Hear one"),
        Binding("slash", "search", "Search", id="questions.search", key_display="/", tooltip="Search"),
        Binding("k", "filter('kind')", "Kind", id="questions.kind", tooltip="Only one kind of question"),
        Binding("t", "filter('topic')", "Topic", id="questions.topic", show=False, tooltip="Only one topic"),
        Binding(
            "g",
            "filter('stage')",
            "Stage",
            id="questions.stage",
            show=False,
            tooltip="Only one stage of hiring",
        ),
        Binding("d", "filter('done')", "Done", id="questions.done", tooltip="Only what is done, or is not"),
        Binding("o", "order", "Sort", id="questions.order", tooltip="Easy first, hard, best or worst score"),
        Binding("l", "listeners", "Listeners", id="questions.listeners", tooltip="For whom to answer it"),
        Binding("s", "app.stories", "Stories", id="questions.stories", tooltip="Your own stories"),
        Binding("y", "copy", "Copy", id="questions.copy", tooltip="Copy the question"),
        Binding("c", "clear", "Clear", id="questions.clear", show=False, tooltip="Show all questions again"),
        Binding("escape", "back", "Back", id="questions.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.everything: tuple[Question, ...] = ()
        self.typed: set[str] = set()
        """The ids of the problems that are to be coded, not only told."""
        self.best: dict[str, int] = {}
        """The best score of each question that was answered, by its id."""
        self.order = 0

    def compose(self) -> ComposeResult:
        yield TitleBar("Questions")
        with Horizontal(id="filters"):
            yield Input(placeholder="search", id="questions-search", compact=True)
            for name, values in FILTERS.items():
                yield Select(_choices(name, values), allow_blank=False, id=name, compact=True)
        with Horizontal(id="bank"):
            yield QuestionList(id="questions")
            with VerticalScroll(id="preview-scroll", can_focus=False):
                yield Static("", id="preview", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = self.host.ticking
        self.ask(
            lambda: (self._matching(), self.desk.coach.best_scores()),
            lambda found: self._loaded(*found),
        )

    def _loaded(self, questions: tuple[Question, ...], best: dict[str, int]) -> None:
        self.everything, self.best = questions, best
        topics = sorted({question.topic for question in questions})
        self.query_one("#topic", Select).set_options(_choices("topic", topics))
        self._search()

    def _search(self) -> None:
        text = self.query_one(Input).value
        kind, topic, stage = self._choice("kind"), self._choice("topic"), self._choice("stage")
        self.ask(
            lambda: self._matching(
                text=text,
                topic=topic,
                kind=Kind(kind) if kind else None,
                stage=Stage(stage) if stage else None,
            ),
            self._show,
            lane="search",
        )

    def _matching(self, **how: Any) -> tuple[Question, ...]:
        """The questions of the bank that match, and after them the problems to be coded."""
        problems = self.desk.questions.coding.matching(**how)
        self.typed |= {problem.id for problem in problems}
        return (*self.desk.questions.matching(**how), *problems)

    def _choice(self, name: str) -> str | None:
        value = self.query_one(f"#{name}", Select).value
        return str(value) or None

    def _show(self, found: tuple[Question, ...]) -> None:
        done, searched = self._choice("done"), bool(self.query_one(Input).value.strip())
        matching = [question for question in found if DONE[done or ANY](self.best.get(question.id))]
        # What was searched for keeps its order, the closest first, until an order is asked for.
        questions = matching if searched and not self.order else self._sorted(matching)
        best, typed = self.best, self.typed
        self.query_one(QuestionList).fill(
            questions, lambda q: _row(q, best.get(q.id), typed=q.id in typed), at=0
        )
        order = "" if searched and not self.order else f" · {ORDERS[self.order]}"
        self.query_one(TitleBar).say("Questions", f"{len(questions)} of {len(self.everything)}{order}")
        if not questions:
            self.write("#preview", "No question matches. c shows all again.")

    def _sorted(self, questions: list[Question]) -> list[Question]:
        best = self.best
        ways: tuple[Callable[[Question], tuple[int, ...]], ...] = (
            lambda q: (q.difficulty, STAGES.index(q.stage), q.time_limit_s),
            lambda q: (-q.difficulty, -STAGES.index(q.stage)),
            lambda q: (q.id not in best, -best.get(q.id, 0)),
            lambda q: (q.id not in best, best.get(q.id, 0)),
        )
        return sorted(questions, key=ways[self.order])

    def action_order(self) -> None:
        """Go on to the next order."""
        self.order = (self.order + 1) % len(ORDERS)
        self._search()

    @property
    def chosen(self) -> Question | None:
        """The question under the cursor."""
        return self.query_one(QuestionList).chosen

    def on_option_list_option_highlighted(self) -> None:
        if self.chosen:
            self.write("#preview", _preview(self.chosen))
            self.query_one("#preview-scroll").scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        if self.chosen:
            self.host.practise(self.chosen.id)

    def on_input_changed(self) -> None:
        self._search()

    def on_input_submitted(self) -> None:
        self.query_one(QuestionList).focus()

    def on_select_changed(self) -> None:
        self._search()
        self.query_one(QuestionList).focus()

    def action_listeners(self) -> None:
        if self.chosen:
            self.host.listeners(self.chosen.id)

    def action_copy(self) -> None:
        if self.chosen:
            self.copy("the question", self.chosen.prompt, f"question-{self.chosen.id}")

    def action_strong(self) -> None:
        if self.chosen and self.chosen.model_answer:
            self.host.strong_answer(self.chosen)
        elif self.chosen:
            self.notify("This question has no model answer.", timeout=3)

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_filter(self, name: str) -> None:
        select = self.query_one(f"#{name}", Select)
        select.focus()
        select.action_show_overlay()

    def action_clear(self) -> None:
        self.query_one(Input).value = ""
        for name in FILTERS:
            self.query_one(f"#{name}", Select).value = ""
        self._search()

    def action_back(self) -> None:
        table = self.query_one(QuestionList)
        if self.focused is not None and self.focused is not table:
            table.focus()
        else:
            self.host.back()


def _choices(name: str, values: Sequence[str]) -> list[tuple[str, str]]:
    """The filter's values below one that lets everything through, so that a filter is never blank."""
    return [(ANY_OF.get(name, f"any {name}"), ANY), *((value, value) for value in values)]


def _row(question: Question, best: int | None, *, typed: bool) -> Content:
    hard = "●" * question.difficulty + "○" * (HARDEST - question.difficulty)
    return Content.assemble(
        (f"{hard} ", "$secondary"),
        (f"{'' if best is None else best:>3} ", score_style(best)),
        (f"{f'{question.kind.value} ⌨' if typed else question.kind.value:<11}", "$secondary"),
        question.prompt,
    )


def _preview(question: Question) -> Content:
    hard = "●" * question.difficulty + "○" * (HARDEST - question.difficulty)
    lines = [
        facts(question),
        f"difficulty {hard} · for {LISTENERS[question.audience]}",
        f"{counted(len(question.key_points), 'key point')}, shown after your answer",
    ]
    if question.source != "shipped":
        lines.append(f"from {question.source}")
    return Content.assemble((question.prompt, "bold"), "\n\n", ("\n".join(lines), "$secondary"))
