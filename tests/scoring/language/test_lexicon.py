from pathlib import Path

import pytest

from simulator.model.errors import BadInputError
from simulator.model.scorecard import Audience
from simulator.scoring.language.lexicon import load_fillers, load_hedges, load_lexicon, load_terms, term_key

FOLDER = Path(__file__).parents[3] / "prompts" / "lexicon"
FAMILIAR = (
    "familiar = { recruiter = 0, product_manager = 0, "
    "software_engineer = 1, ml_engineer = 3, researcher = 3 }"
)
GOOD = f'[[term]]\nterm = "AUC"\ndefinition = "How well it sorts."\ntopic = "t"\n{FAMILIAR}\n'


def refused(tmp_path, text, load=load_terms):
    path = tmp_path / "terms.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert caught.value.mend
    return str(caught.value)


@pytest.mark.parametrize(
    ("broken", "line", "field"),
    [
        (GOOD + GOOD, 7, "term"),
        (GOOD.replace("software_engineer = 1", "software_engineer = 9"), 5, "familiar.software_engineer"),
        (GOOD.replace("software_engineer = 1", 'software_engineer = "x"'), 5, "familiar.software_engineer"),
        (GOOD.replace('"How well it sorts."', '" "'), 3, "definition"),
        (GOOD.replace("definition", "meaning"), 3, "meaning"),
        (GOOD + "x = 1\n", 6, "x"),
        (f'term = [\n  {{ term = "A", topic = "t", definition = 3, {FAMILIAR} }},\n]', 2, "definition"),
    ],
)
def test_a_broken_term_is_refused_with_line_and_field(tmp_path, broken, line, field):
    sentence = refused(tmp_path, broken)
    assert f"line {line}," in sentence
    assert f"`{field}`" in sentence


def test_a_syntax_error_names_its_line(tmp_path):
    assert "terms.toml:3: not valid TOML" in refused(tmp_path, '[[term]]\nterm = "A"\ntopic = \n')


def test_a_pattern_that_is_none_is_refused(tmp_path):
    sentence = refused(tmp_path, 'discourse = []\nfilled_pauses = ["u(m"]\n', load_fillers)
    assert "line 2, field `filled_pauses[1]`" in sentence


def test_a_missing_file_or_folder_is_one_sentence(tmp_path):
    for load, path in ((load_terms, tmp_path / "none.toml"), (load_lexicon, tmp_path)):
        with pytest.raises(BadInputError):
            load(path)


def test_ways_of_writing_share_a_key():
    assert len({term_key(name) for name in ("fine-tuning", "fine tune", "finetuned", "Fine-Tunes")}) == 1
    assert term_key("AUCs") == term_key("auc")
    assert term_key("ROC AUC") != term_key("AUC")


def test_the_shipped_lexicon_loads_and_knows_its_audiences():
    lexicon = load_lexicon(FOLDER)
    auc = lexicon.find("AUC")
    assert auc is not None
    assert auc.needs_explaining(Audience.RECRUITER)
    assert not auc.needs_explaining(Audience.RESEARCHER)
    fillers = load_fillers(FOLDER / "fillers.toml")
    assert all(fillers.is_filled_pause(word) for word in ("um", "uhhh", "erm", "hmmmm", "mm", "ah"))
    assert not any(fillers.is_filled_pause(word) for word in ("am", "em", "her", "hum", "era", "ham"))
    assert ("i", "think") in load_hedges(FOLDER / "hedges.toml")
