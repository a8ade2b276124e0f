"""Reflections, the plan and the themes: saved as typed, there again, and never in a notebook."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from born_into_care.activities import plan, reflect, themes, themes_panel
from born_into_care.activities.action_plan import PlanWidget
from born_into_care.activities.practice_themes import ThemesWidget, focuses, roles
from born_into_care.activities.record_file import RecordFile
from born_into_care.activities.reflection import ReflectionWidget, find_prompt
from born_into_care.errors import PackError
from born_into_care.paths import data_folder, data_from
from born_into_care.text import VERB_MIME
from tests.support.reading import grade
from tests.support.wording import faults

SECRET = "what only I know <b>&"
PROMPT = "01-reflect-expect"
STEP = {"what": SECRET, "theme": "7", "who": "team manager", "by": "2026-06-30"}


def box() -> ReflectionWidget:
    return ReflectionWidget(find_prompt(PROMPT))


def versions(file: RecordFile) -> list[str]:
    """The text of the reflection and of its earlier versions."""
    entry = file.read().entry(PROMPT)
    return [entry.text("text"), *(row["text"] for row in entry.rows("earlier"))]


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
    for widget in (box(), PlanWidget()):
        notice = widget.spec["privacy"]
        assert words in notice and ("this computer" in notice) is (not environment)
        assert notice.endswith("Write nothing by which a family could be known.")


def test_what_is_typed_is_saved_and_there_when_the_page_opens_again(listen, file: RecordFile):
    widget = box()
    heard = listen(widget)
    widget.receive({"do": "hello", "number": 1})
    assert (heard[-1]["text"], heard[-1]["updated"]) == ("", "") and not file.path.exists()
    widget.receive({"do": "save", "text": SECRET, "number": 3})
    assert (heard[-1]["what"], heard[-1]["number"], heard[-1]["at"]) == ("saved", 3, "10:00")
    fields = RecordFile(file.path).read().entry(PROMPT).fields
    assert (fields["text"], fields["part"], fields["notebook"]) == (SECRET, "learnt", "01")
    again = box()
    heard = listen(again)
    again.receive({"do": "hello", "number": 1})
    assert (heard[-1]["text"], heard[-1]["saved"]) == (SECRET, "4 March 2026, 10:00")
    assert heard[-1]["record"] == file.read().record_id


def test_typed_text_is_in_no_state_and_no_text_form(listen, file: RecordFile):
    saves = {"text": SECRET, "step": "plan-0a1b", "fields": STEP}
    for make in (lambda: reflect(PROMPT, part="peer"), plan):
        made = make()
        clean = (json.dumps(made._repr_mimebundle_()), str(made.widget.get_state()))
        listen(made.widget)
        made.widget.receive({"do": "save", **saves})
        made.widget.receive({"do": "hello"})
        held = (json.dumps(made._repr_mimebundle_()), str(made.widget.get_state()))
        assert held == clean and "only I know" not in str(held)
        assert (repr(make()), make().html) == (repr(made), made.html)
    assert len(file.read().entries) == 2
    call = reflect(PROMPT, part="peer")._repr_mimebundle_()[VERB_MIME]
    assert call == {"verb": "reflect", "arguments": [PROMPT], "choices": {"part": "peer"}}


def test_another_window_s_text_is_kept_and_one_s_own_makes_no_versions(
    listen, file: RecordFile, full_disk
):
    widget = box()
    heard = listen(widget)

    def save(text: str, page: str) -> None:
        widget.receive({"do": "save", "text": text, "view": page, "number": 7})

    for page in ("one", "two"):
        widget.receive({"do": "hello", "view": page})
    for text in ("a", "ab", "ax"):
        save(text, "one")
    assert versions(file) == ["ax"]
    save("in two", "two")
    assert versions(file) == ["in two", "ax"]
    with full_disk():
        save("during the trouble", "two")
    assert "disk is full" in heard[-1]["problem"] and heard[-1]["number"] == 7
    file.path.write_text("{")
    save("x", "one")
    assert "record.broken-" in heard[-1]["notice"]


def test_a_prompt_is_of_the_bank_of_a_theme_or_one_s_own():
    own = find_prompt("What will I do on Monday?")
    assert own.text.plain == "What will I do on Monday?"
    assert own.entry == find_prompt(" What will I do on Monday? ").entry
    assert own.entry != find_prompt("What will I do on Monday, then?").entry
    assert find_prompt("What did she say?", part="peer").part == "peer"
    for found in themes():
        for place, words in enumerate(found.reflective_questions, start=1):
            prompt = find_prompt(f"practice-{found.number:02d}-{place}")
            assert (prompt.text.plain, prompt.part) == (words, "practice")
    for asked, part, words in (
        ("01-reflect-expct", None, PROMPT),
        ("practice-11-1", None, "practice-"),
        ("  ", None, "question to write about"),
        (PROMPT, "friend", "learnt, practice or peer"),
    ):
        with pytest.raises(PackError, match=words):
            reflect(asked, part=part)


def test_steps_are_saved_and_removed_and_no_other_entry_is_reached(listen, file: RecordFile):
    file.save(PROMPT, "reflection", {"text": "mine"})
    widget = PlanWidget()
    heard = listen(widget)
    widget.receive({"do": "save", "step": "plan-0a1b2c3d", "fields": STEP, "number": 1})
    widget.receive({"do": "hello"})
    updated = "2026-03-04T10:00:00+00:00"
    assert heard[-1]["steps"] == [{**STEP, "id": "plan-0a1b2c3d", "updated": updated}]
    widget.receive({"do": "save", "step": "plan-0a1b2c3d", "fields": {"what": ""}})
    emptied = {"what": "", "theme": "", "who": "", "by": ""}
    assert file.read().entry("plan-0a1b2c3d").fields == emptied
    widget.receive({"do": "remove", "step": "plan-0a1b2c3d"})
    assert heard[-1]["what"] == "removed"
    for step in ("", PROMPT, "plan-", "plan-xyz", "plan-0a1b/../x"):
        for action in ("save", "remove"):
            widget.receive({"do": action, "step": step, "fields": STEP})
            assert "not a step" in heard[-1]["problem"]
    assert list(file.read().entries) == [PROMPT]


# The titles as their pages give them; the seventh was not found and is ours.
TITLES = [
    "Understand and use your data",
    "Provide help and support as early as you can",
    "Pre-birth work requires a specialist focus",
    "Co-ordinated multi-agency responses required",
    "Equip practitioners to engage families effectively",
    "Dynamic assessment and support go hand in hand",
    "Fair notice and the first hearing",
    "Include fathers and harness kin networks",
    "Minimise trauma, plan for reunification",
    "Provide post-separation support to minimise trauma",
]


def test_the_themes_are_whole_dated_and_plainly_worded(tmp_path):
    assert [(found.number, found.title) for found in themes()] == list(enumerate(TITLES, start=1))
    assert [found.number for found in themes() if not found.page] == [7]
    assert "was not found" in themes()[6].row["attribution"]
    made = themes_panel()
    for found in themes():
        assert found.title in repr(made) and found.title in made.html
        row = found.row
        for point in row["law"]:
            assert re.search(r"\d{4}", point["dated"]), found
            assert "lawyer" in point["caveat"] or "ook up" in point["caveat"], found
        lines = [row["core_issue"], row["challenge"], *row["good_practice"], *row["policy_ideas"]]
        lines += [*row["reflective_questions"], *(point["text"] for point in row["law"])]
        lines += [line for steps in row["suggestions"].values() for line in steps]
        words = re.sub(r"\{\w+:([^|}]*)[^}]*\}", r"\1", "\n".join(lines))
        assert not [fault for fault in faults(words) if "'cases'" not in fault], found
        assert grade(words) < 11 and len(row["core_issue"].split()) <= 60, found
    (tmp_path / "practice_themes.json").write_text("[")
    with data_from(tmp_path), pytest.raises(PackError, match="fresh copy"):
        themes()
    assert data_folder() != tmp_path


def test_a_theme_is_a_page_with_an_outline():
    for found in themes():
        for role in (None, *roles()):
            text = found.to_html(role=role, level=2)
            assert ElementTree.fromstring(f"<div>{text}</div>") is not None, "every tag is closed"
            levels = [int(level) for level in re.findall(r"<h(\d)>", text)]
            assert levels[0] == 2 and all(after <= before + 1 for before, after in pairwise(levels))
            others = [
                line for name, lines in found.suggestions.items() for line in lines if name != role
            ]
            assert all((line in html.unescape(text)) is (role is None) for line in others)
            assert "What this rests on" in text and "sure: " in text


def test_the_panel_answers_every_choice(listen):
    widget = ThemesWidget()
    heard = listen(widget)
    for role in ("", *roles()):
        for focus in ("", *focuses()):
            fitting = [str(found.number) for found in themes(role or None, focus or None)]
            for number, _ in widget.spec["themes"]:
                widget.receive({"do": "show", "role": role, "focus": focus, "theme": number})
                sent = heard[-1]
                assert [value for value, _ in sent["themes"]] == fitting
                assert sent["theme"] == (number if number in fitting else fitting[0])
                assert themes()[int(sent["theme"]) - 1].title in sent["page"]
                assert f"{len(fitting)} of 10 themes fit." in sent["sentence"]
                assert role in sent["sentence"]
    for choice, words in (({"role": "judge"}, "service manager"), ({"focus": "x"}, "in pregnancy")):
        widget.receive({"do": "show", **choice})
        assert words in heard[-1]["problem"]
