"""What to say about each measure: an improvement, one thing to try, the praise it may earn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    improve: str
    try_: str
    praise: str | None = None
    """None: never praised by itself (the absence of a fault is no strength)."""


ADVICE: dict[str, Advice] = {
    "fillers_per_minute": Advice(
        "Fillers come often enough to be noticed.",
        "Answer again and leave a silent second where the filler wants to come: it sounds thoughtful.",
        "You spoke with hardly a filler.",
    ),
    "fillers_per_100_words": Advice(
        "Fillers come often enough to be noticed.",
        "Answer again and leave a silent second where the filler wants to come.",
        "There is hardly a filler in it.",
    ),
    "filled_pauses_per_minute": Advice(
        "Um and uh interrupt your sentences.",
        "Finish the sentence, breathe, and only then begin the next one.",
    ),
    "unexplained_terms": Advice(
        "This listener may not know every term you used.",
        "Take this term and say in one breath what it does, before you use it again.",
        "You explained your terms.",
    ),
    "restarts_per_100_words": Advice(
        "You start sentences again in the middle.",
        "Decide how the sentence ends before you begin it; if it goes wrong, finish it anyway.",
    ),
    "hedges_per_100_words": Advice(
        "Hedging makes you sound less sure than you are.",
        "Say the same sentence without the hedge, and name what you are unsure of once, at the end.",
    ),
    "words_per_minute": Advice(
        "Your pace makes it hard to listen.",
        "Aim at about 150 words a minute: read a paragraph aloud with a clock to feel it.",
    ),
    "long_pauses_inside": Advice(
        "Long silences fall inside your sentences.",
        "Think at the end of a sentence, where a pause sounds natural, not in the middle of one.",
    ),
    "sentence_length": Advice(
        "The length of your sentences makes them hard to follow.",
        "One thought, one sentence: stop where you would write a full stop.",
    ),
    "repeated_phrases": Advice(
        "You say the same thing several times.",
        "Say it once, with an example instead of the repetition.",
    ),
    "moves_share": Advice(
        "Parts that this kind of question wants are missing.",
        "Write the parts on a card and touch each with a finger while you answer.",
        "You went through the parts that such an answer needs.",
    ),
    "order": Advice(
        "The parts come in an order that is hard to follow.",
        "Say the order in one sentence first, then keep to it.",
    ),
    "framed_before_detail": Advice(
        "It begins with detail before the listener knows where it leads.",
        "Spend your first sentence on what is asked and how you will go about it.",
        "You opened with the frame before the detail.",
    ),
    "closed": Advice(
        "No close was heard.",
        "End with one sentence that says what you would choose, and what would change your mind.",
        "You brought the answer to a close.",
    ),
    "detours": Advice(
        "You leave the path and come back to it.",
        "Take five seconds before you start and choose three points; let everything else go.",
    ),
    "examples": Advice(
        "No clear example was heard.",
        "After the first definition say “for example” and name a person, a thing and a number.",
        "You made it concrete with an example.",
    ),
    "numbers": Advice(
        "Hardly a number was heard.",
        "Name how much, how many or how long, once; a rough figure will do.",
        "You gave numbers.",
    ),
    "tradeoffs": Advice(
        "No price or limit was heard.",
        "Add one sentence that begins with “the price of that is”.",
        "You named a trade-off.",
    ),
    "impact": Advice(
        "What it is worth did not come across.",
        "Say who gains, and how much, in one sentence.",
        "You said what it is worth.",
    ),
    "key_points_weight": Advice(
        "An important point is missing.",
        "Answer again with one sentence on this point.",
        "You made the points that matter.",
    ),
    "misconceptions": Advice(
        "Something you said is not right.",
        "Look it up, then say the right version aloud in one sentence.",
    ),
}
