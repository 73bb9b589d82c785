"""How people put a question to somebody, and what else sounds like one: patterns on lower-cased speech."""

from __future__ import annotations

import re

from simulator.scoring.language.grammar import BE, DO, HAVE, MODALS, QUESTION_WORDS, alternatives

Patterns = tuple[re.Pattern[str], ...]


def _patterns(*texts: str) -> Patterns:
    return tuple(re.compile(text) for text in texts)


def _one_of(words: str) -> str:
    """A group of the words of a block of text; "_" stands for a space."""
    return f"(?:{'|'.join(word.replace('_', ' ') for word in words.split())})"


_HELP = DO | HAVE | MODALS | {"may"}
_HOW = "how " + _one_of(
    """many much long fast quickly often far big large old deep good bad common rare frequently technical
    quick late early soon wide high accurate reliable fresh recent"""
)
_WH = rf"(?:{_HOW}|{alternatives(QUESTION_WORDS - {'whom', 'why'})})"
"""Here without "why", which speakers ask themselves."""
_HELPS = alternatives(_HELP | {"shall"}) + "(?:n't)?"
_AUX = alternatives(_HELP | BE | {"shall", "am", "'s", "'re"}) + "(?:n't)?"
_BE = alternatives(BE)
_VERB_FIRST = alternatives(_HELP | BE | {"must"})
_MATTER = _one_of("if whether what how who which where when about the is are do does did we")
_THEM = _one_of(
    r"""we you they it i there the this that these those our your their everyone everybody anyone anybody
    somebody someone any some all people users customers one a an \w+s each he she its new old"""
)
_NOT_ASKED_OF = _one_of("i we you they it he she there the happens matters counts means else comes drives")
_DOES = _one_of(
    r"""happens counts works uses reads owns decides went goes gets comes came matters exists means sends?
    pays? drop sit use return live accept switch runs? sell buy estimates?"""
)
_CLAUSE = r"(?:^|[,;:] |\b" + _one_of(
    "and but so or because okay ok right well now then just first sorry question start thing if_so"
)
_BEGINS = rf"(?:{_CLAUSE.replace('[,;:]', '[;:]')} )|, (?=how |what ))"
"""Where a question begins; elsewhere "who is" begins a relative clause: "customers who are late"."""
_SUBJECT = _one_of("and but so i'd we'd happens matters counts means i we you he she they it people")
_ASKED_FOR = _one_of(
    "know understand ask ask_you clarify hear clear_up pin_down be_clear get_clear be_sure nail_down"
)
_I_WOULD = _one_of("i'd i_would i'll we'd i_want i_need i_have")
_OTHERS = _one_of(
    """people users? customers? they he she nurses? doctors? agents? engineers? employees? kids somebody
    someone everybody clients? drivers? callers? stakeholders?"""
)
_ASKS = _one_of(
    """ask asks asking say says said types writes wonder argue wrote thinks? want_to_know wants_to_know
    wanted_to_know"""
)
_TO_THE_INTERVIEWER = _one_of("you if whether what how which who about is are first when where for one")

DIRECT = _patterns(
    rf"\b{_WH}(?: (?!{_AUX} )(?!{_SUBJECT} )[\w'-]+){{0,5}}? {_HELPS} {_THEM}\b",
    rf"{_BEGINS}{_WH}(?: (?!{_AUX} )(?!{_SUBJECT} )[\w'-]+){{0,5}}? {_BE} {_THEM}\b(?<! that)",
    rf"{_BEGINS}{_WH}(?: (?!{_NOT_ASKED_OF}\b|{_AUX} )[\w'-]+){{0,3}} {_BE} (?!because|that )",
    r"\b(?:what|who|where|when|how)'s\b",
    rf"{_BEGINS}(?:who|what|which [\w-]+|how (?:many|much)(?: [\w-]+){{1,3}}?) "
    rf"(?:(?:actually|usually|really|will|would|then|currently|typically|else) )?{_DOES}\b(?! is\b)",
)
"""A question word before its verb and subject: "how many calls do we get"."""

YES_NO = re.compile(
    rf"{_CLAUSE} )(?P<onset>{_VERB_FIRST}"
    r"(?:n't)? (?:"
    + _one_of(
        """we you they it there the this that these those i our your their everyone everybody anyone anybody
        somebody someone any some all people users customers new a an what"""
    )
    + r"|\w+s (?:get|have|see|use|own|come))\b)(?<!then did we)"
)
"""A verb before its subject at the start of a clause: "do we have labels"."""

CHECKS = _patterns(
    r"\b(?:can|could|may|should|do) (?:i|we) (?:also |just |safely )?"
    r"(?:assume|take it|count on|rely on|expect)\b",
    r"\b(?:do you mean|did you mean|when you say|am i right|do i (?:understand|get it))\b",
    r"\bare (?:we|you) (?:talking|thinking|asking|looking)\b",
    r"\bjust to (?:confirm|check|be sure|clarify)\b",
    r"\b(?:i assume|i take it|i'm assuming|i presume|i guess|i suppose|i imagine)\b[^?]*"
    r"(?:right|correct|fair|\?)$",
    r"\bis it (?:fair|safe|okay|ok|fine|all right) (?:to|if)\b",
    r"\bwould it be (?:okay|fair|fine)\b",
)
"""What the speaker would like confirmed: "can I assume that labels exist"."""

INDIRECT = _patterns(
    rf"(?<!because )\b{_I_WOULD}(?: also| just| really| first"
    rf"| probably| still| maybe)*(?: like| love| want| need| have)?"
    rf"(?: to)?(?: first| just| quickly| really)* {_ASKED_FOR}\b"
    r"(?! myself| them| him| her| people| the \w+ (?:team|managers?|nurses|owners?))",
    rf"\b{_I_WOULD} (?:like|want|love|need) to (?:check|confirm|make sure|learn|establish)\b",
    r"\bi'm (?:curious|wondering|not (?:quite |entirely |yet )?(?:sure|clear|certain)|unsure|unclear)\b",
    r"\bi (?:was|am) (?:wondering|curious)\b",
    r"\bi wonder(?= (?:if|whether|what|how|who|which|where|when)\b(?! much of this))",
    r"\b(?:can|could|would|will) you (?:just |please |maybe |first |also )*"
    r"(?:tell|explain|clarify|say|describe|give|share|walk|remind|elaborate|specify)\b",
    r"\b(?:can|could|may|might) i (?:just |quickly |first )*ask\b",
    r"\blet me (?:just |first |quickly )*(?:ask|clarify|check|confirm)\b",
    r"\b(?:do|would) you (?:happen to )?(?:know|have)\b",
    r"\b(?:any idea|if i may ask|do you happen to|tell me (?:about|what|how|which|who|more))\b",
    r"\bit would (?:help|be (?:good|useful|helpful|great|nice))(?: me)?(?: a lot)? "
    r"to (?:know|hear|understand)\b",
    r"\b(?:my|one|a|another|quick|first|the) (?:first |only |quick |other |main )?(?:question|thing)s? "
    r"(?:would be|is|for you|i'd|i would|i can't|i don't|i'm missing|that's missing|to clear up|before)\b",
    r"\b(?:i can't|i cannot|i don't|i do not|something i can't|hard to) (?:yet )?"
    r"(?:tell|know|see|judge|quite see)(?: yet)?\b",
    r"\b(?:it's|it is|what's|that's) (?:not |un)clear\b",
)
"""A wish to know: "I'd want to know how fresh it is"."""
OPEN_MATTER = re.compile(rf"\b{_MATTER}\b")
"""What follows such a wish when it is about something the interviewer knows."""

OF_OTHERS = _patterns(
    r"\b(?:asked|asks|(?<!\bi )wonders?|wondered|replied)\b",
    rf"\b{_OTHERS}(?: \w+){{0,2}} {_ASKS}\b",
    r"\byou(?:'d| might| could| may| would)+ (?:ask|say|argue|think|wonder)\b",
    r"\b(?:i'd|i would|i'll|we'd|i|and)(?: (?!could|can)\w+){0,2} (?:ask|asking) "
    rf"(?!{_TO_THE_INTERVIEWER}\b)",
    r"\bask (?:myself|ourselves|yourself|themselves)\b",
    r"\bthe (?:\w+ )?(?:real |classic |first |key |big |obvious )?questions? "
    r"(?:is|are|becomes?|here|then)\b",
    r"\b(?:two|three|four|five) (?:questions|things)\b",
    r"\b(?:system|model|classifier) (?:should|has to|must) answer",
)
"""Somebody else's question, or one put to somebody else."""

OF_THE_TALK = _patterns(
    r"\b(?:shall|should|can|may|do you want me to|want me to|would you like me to) ?i? ?"
    r"(?:go on|continue|move on|stop|carry on|start over|start again|keep going)\b",
    r"\b(?:does that (?:make sense|answer|help)|make sense so far)\b",
    r"\bis that (?:enough|clear|okay)(?: so far)?\??$",
    r"\b(?:could|can) you (?:please )?(?:repeat|say that again|rephrase)\b",
    r"\b(?:know|see) what i mean\b",
    r"\b(?:what's|what is) (?:the|that) word\b",
    r"\bhow (?:do|should|shall) i (?:put|say) (?:it|this|that)\b",
    r"\b(?:where was i|can you hear me|do you know that feeling|what else|let me (?:think|start))\b",
    r"\bam i (?:talking|speaking|going|making)\b",
)
"""Talk about the talk itself: "shall I go on?"."""

AGAIN = re.compile(
    r"(?:\b(?:could|can|would|will) you (?:please |just |maybe )*(?:repeat|say|read|ask|state)"
    r"(?: (?:that|it|this|me|the question))*(?: (?:again|once more|one more time|for me))*"
    r"|^(?:(?:sorry|please|i'm sorry|oh|okay|uh),? )*(?:repeat|say|ask) "
    r"(?:that|it|the question)(?: (?:again|once more|one more time))?"
    r"|\bwhat (?:was|were|is) (?:the|your) question(?: again)?"
    r"|\b(?:i )?(?:did not|didn't|could not|couldn't) (?:quite |really |fully )?"
    r"(?:catch|get|hear|understand|follow) (?:that|it|you|the question|what you (?:said|asked))"
    r"|\bhear the question (?:again|once more|one more time)"
    r"|^(?:(?:sorry|please),? )*(?:come again|i beg your pardon|once more|one more time))"
    r"(?:,? (?:please|sorry|for me))*[.?! ]*$"
)
"""A wish to hear the question again, at the end of what was said, in lower case."""

PLAN = re.compile(
    r"(?:[,;] | )(?:so|and|then|and then|and for that|and so|which is why|that's why)?,? ?"
    r"(?:i'd|i would|i'll|we'd|we would|we'll|we work|i'm going to|let's) "
    r"(?!want to know|like to know|need to know|like to ask|be|love to know|need to|want to)\w+"
)
"""What the speaker is about to do, so that the interviewer need not answer."""

ANSWERED = _patterns(
    r"\bwell,? (?:you|you've|we|it|that|i|then|down|the)\b",
    r"\b(?:i(?:'d| would) say|i think|i don't think so|i do but|presumably)\b",
    r"\b(?:yes it|no it|no,? with|yes,? it)\b",
    r"\b(?:probably (?:not|yes|so)|it (?:tells|wouldn't|would|depends|means)|honestly|means what)\b",
    r"\bthat's (?:where|what|why|how|the|when)\b",
    r"\b(?:sure|of course) (?:we|you|it|i)\b",
    r"\byou (?:have|take|give|look|start|need|would|could|measure|get|can) (?!the|any|a|tell|ask)",
    r"\byou (?:give|take|look|start|measure)\b",
    r"\bwe (?:still|cut|just|always|take|look|split|predict)\b",
    r"\b(?:first|then) i(?:'d| would)?\b",
    r"\bit's (?:a|the|because|basically|simple)\b",
    r", (?:and|so) (?:the|that|that's|we)\b",
)
"""How speakers go on who answer their own question."""
WHY = re.compile(r"(?:^|[,;:] |\b(?:so|and|but|now) )why\b")

TO_ONESELF = _patterns(
    r"\b(?:how|what|where|when|which) (?:\w+ )?(?:do|would|should|could|can|did|does) (?:i|one|we) (?:\w+ )?"
    + _one_of(
        """handle evaluate find forecast know look do take choose start tell build deal measure fix insist
        end_up predict"""
    )
    + r"\b(?! out)",
    r"^(?:(?:so|and|but|now|well) )?(?:do|should|can|could|would) (?:i|we) (?:need|use|do|care|launch)\b",
    r"\bis (?:a|an) [\w ]+ worth\b",
    r"\bwould i\b",
    r"\bwhat(?:'s| is) (?:a|an) \w+\b",
)
"""A question to oneself, as people think aloud: "how would I measure that"."""
IN_GENERAL = re.compile(r"\b(?:how|what|where|when) (?:do|would|should|could|can) you\b(?! mean)")
PROJECT = re.compile(r"\b(?:we|you|our|your|us|i)\b")
STORY = re.compile(
    r"\b(?:i|we|he|she|they) (?:said|went|asked|wanted|told|showed|watched|didn't|studied|invited|had)\b"
)
DEFINES = re.compile(r"\b(\w{4,}) \1 (?:is|are|was|means)\b")
"""A definition after its question, as an engine without punctuation writes it: "what is bias bias is ..."."""


def first(patterns: Patterns, text: str) -> re.Match[str] | None:
    """The match that begins earliest."""
    found = [match for pattern in patterns if (match := pattern.search(text))]
    return min(found, key=lambda match: match.start(), default=None)


def said(patterns: Patterns, text: str, start: int = 0) -> bool:
    """Whether any of them is in `text`."""
    return any(pattern.search(text, start) for pattern in patterns)
