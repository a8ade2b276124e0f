"""Reflections, the plan and the themes: saved as typed, there again, and never in a notebook."""

import html
import json
import re
from itertools import chain, pairwise
from xml.etree import ElementTree

import pytest

from born_into_care.activities import plan, record, reflect, themes, themes_panel
from born_into_care.activities.record_file import RecordFile
from born_into_care.activities.reflection import find_prompt
from born_into_care.activities.rich_text import resolve
from born_into_care.errors import PackError
from born_into_care.text import VERB_MIME

SECRET = "what only I know <b>&"
PROMPT = "01-reflect-expect"
STEP = {"what": SECRET, "theme": "7", "who": "team manager", "by": "2026-06-30"}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "on this computer"),
        ({"JUPYTERHUB_USER": "ana"}, "in your own folder on this server"),
        ({"BINDER_SERVICE_HOST": "10.0.0.1"}, "on Binder, which forgets it when it closes"),
        # A Binder is a hub as well.
        ({"JUPYTERHUB_USER": "x", "BINDER_LAUNCH_HOST": "https://b/"}, "on Binder"),
        ({"JUPYTERHUB_USER": "x", "BINDER_REPO_URL": "https://g/"}, "on Binder"),
    ],
)
def test_it_is_said_truly_where_the_words_are_kept(
    environment: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
):
    for name in ("JUPYTERHUB_USER", "BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST", "BINDER_REPO_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for made in (reflect(PROMPT), plan()):
        notice = made.spec["privacy"]
        assert words in notice and ("this computer" in notice) is (not environment)
        assert notice.endswith("Write nothing by which a family could be known.")


def test_typed_text_is_in_no_state_and_no_text_form(listen, file: RecordFile):
    for make in (lambda: reflect(PROMPT), plan, record):
        made = make()
        clean = (json.dumps(made._repr_mimebundle_()), str(made.get_state()))
        heard = listen(made)
        if make is not record:
            made.receive({"do": "save", "text": SECRET, "entry": "plan-0a1b", "fields": STEP})
        made.receive({"do": "hello"})
        assert "only I know" in str(heard)
        held = (json.dumps(made._repr_mimebundle_()), str(made.get_state()))
        assert held == clean and "only I know" not in str(held)
        assert (repr(make()), make().html) == (repr(made), made.html)
    assert len(file.read().entries) == 2
    call = reflect(PROMPT)._repr_mimebundle_()[VERB_MIME]
    assert call == {"verb": "reflect", "arguments": [PROMPT], "choices": {}}


def test_a_prompt_is_of_the_bank_or_one_s_own():
    own = find_prompt("What will I do on Monday?")
    assert own.text.plain == "What will I do on Monday?"
    assert own.entry == find_prompt(" What will I do on Monday? ").entry
    assert own.entry != find_prompt("What will I do on Monday, then?").entry
    assert find_prompt("08-reflect-peer").part == "peer"
    for asked, words in (("01-reflect-expct", PROMPT), ("  ", "question to write about")):
        with pytest.raises(PackError, match=words):
            reflect(asked)


@pytest.mark.parametrize("step", ["", PROMPT, "plan-", "plan-xyz", "plan-0a1b/../x"])
def test_the_plan_reaches_no_other_entry_of_the_record(listen, file: RecordFile, step: str):
    file.save(PROMPT, "reflection", {"text": "mine"})
    widget = plan()
    heard = listen(widget)
    for action in ("save", "remove"):
        widget.receive({"do": action, "entry": step, "fields": STEP})
        assert "no part of this activity" in heard[-1]["problem"]
    assert list(file.read().entries) == [PROMPT]


def test_a_theme_is_a_page_with_an_outline_and_stands_whole_where_nothing_runs():
    saved = html.unescape(re.sub(r"<[^>]+>", "", themes_panel().html))
    for found in themes():
        text = found.to_html()
        assert ElementTree.fromstring(f"<div>{text}</div>") is not None, "every tag is closed"
        levels = [int(level) for level in re.findall(r"<h(\d)>", text)]
        assert levels[0] == 3 and all(after <= before + 1 for before, after in pairwise(levels))
        row = found.row
        steps = [*chain(*found.row["suggestions"].values())]
        parts = [row["core_issue"], row["challenge"], *row["good_practice"], *row["policy_ideas"]]
        shown = [resolve(part).plain for part in (*parts, *found.reflective_questions)]
        assert all(part in html.unescape(re.sub(r"<[^>]+>", "", text)) for part in shown + steps)
        assert all(part in saved for part in (found.title, *shown, *steps[::2]))


def test_the_panel_holds_every_theme_by_each_focus():
    shown = themes_panel().spec
    names = dict(shown["themes"])
    assert all(name.partition(". ")[2] in shown["pages"][n] for n, name in names.items())
    for focus, fitting in shown["focuses"].items():
        assert fitting == [str(found.number) for found in themes() if focus in found.row["focus"]]
