"""Questions: search the bank, choose, answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, Select, Static

from simulator.model.counted import counted
from simulator.model.question import Kind, Question, Stage
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.choices import Choices
from simulator.ui.words import LISTENERS, facts


class QuestionList(Choices[Question]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Practise", id="questions.practise", tooltip="Answer this question")
    ]


class QuestionsScreen(Page):
    HELP = (
        "The bank of questions. / searches in prompt and topic; k, t and g open the filters for "
        "kind, topic and stage. The preview keeps the key points to itself, "
        "so that a question stays a question. s shows your stories for behavioral questions."
    )
    HELP_ALSO = QuestionList.BINDINGS
    CSS_PATH = "questions.tcss"
    AUTO_FOCUS = "#questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "strong", "Strong answer", id="questions.strong", show=False, tooltip="Hear one"),
        Binding("l", "listeners", "Listeners", id="questions.listeners", tooltip="For whom to answer it"),
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
        Binding("s", "app.stories", "Stories", id="questions.stories", tooltip="Your own stories"),
        Binding("c", "clear", "Clear", id="questions.clear", show=False, tooltip="Show all questions again"),
        Binding("escape", "back", "Back", id="questions.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.everything: tuple[Question, ...] = ()

    def compose(self) -> ComposeResult:
        yield TitleBar("Questions")
        with Horizontal(id="filters"):
            yield Input(placeholder="search", id="questions-search", compact=True)
            yield Select(
                [(kind.value, kind.value) for kind in Kind], prompt="any kind", id="kind", compact=True
            )
            yield Select[str]([], prompt="any topic", id="topic", compact=True)
            yield Select([(s.value, s.value) for s in Stage], prompt="any stage", id="stage", compact=True)
        with Horizontal(id="bank"):
            yield QuestionList(id="questions")
            with VerticalScroll(id="preview-scroll", can_focus=False):
                yield Static("", id="preview", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = self.host.ticking
        self.ask(self.desk.questions.matching, self._loaded)

    def _loaded(self, questions: tuple[Question, ...]) -> None:
        self.everything = questions
        topics = sorted({question.topic for question in questions})
        self.query_one("#topic", Select).set_options([(topic, topic) for topic in topics])
        self._search()

    def _search(self) -> None:
        text = self.query_one(Input).value
        kind, topic, stage = self._choice("kind"), self._choice("topic"), self._choice("stage")
        self.ask(
            lambda: self.desk.questions.matching(
                text=text,
                topic=topic,
                kind=Kind(kind) if kind else None,
                stage=Stage(stage) if stage else None,
            ),
            self._show,
            lane="search",
        )

    def _choice(self, name: str) -> str | None:
        value = self.query_one(f"#{name}", Select).value
        return value if isinstance(value, str) else None

    def _show(self, questions: tuple[Question, ...]) -> None:
        self.query_one(QuestionList).fill(questions, _row, at=0)
        self.query_one(TitleBar).say("Questions", f"{len(questions)} of {len(self.everything)}")
        if not questions:
            self.write("#preview", "No question matches. c shows all again.")

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
        for name in ("kind", "topic", "stage"):
            self.query_one(f"#{name}", Select).clear()
        self._search()

    def action_back(self) -> None:
        table = self.query_one(QuestionList)
        if self.focused is not None and self.focused is not table:
            table.focus()
        else:
            self.host.back()


def _row(question: Question) -> Content:
    return Content.assemble((f"{question.kind.value:<11}", "$secondary"), question.prompt)


def _preview(question: Question) -> Content:
    hard = "●" * question.difficulty + "○" * (5 - question.difficulty)
    lines = [
        facts(question),
        f"difficulty {hard} · for {LISTENERS[question.audience]}",
        f"{counted(len(question.key_points), 'key point')}, shown after your answer",
    ]
    if question.source != "shipped":
        lines.append(f"from {question.source}")
    return Content.assemble((question.prompt, "bold"), "\n\n", ("\n".join(lines), "$secondary"))
