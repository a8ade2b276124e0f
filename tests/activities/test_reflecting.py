"""Reflections: saved as typed, there again on the next open, and never in a notebook."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from born_into_care.activities.planning_widget import PlanWidget
from born_into_care.activities.practice import themes
from born_into_care.activities.recordfile import RecordFile
from born_into_care.activities.reflecting import prompt_of, reflect
from born_into_care.activities.reflecting_widget import ReflectionWidget, said_time
from born_into_care.errors import PackError

SECRET = "what only I know <b>&"


def box(prompt: str = "01-reflect-expect") -> ReflectionWidget:
    return ReflectionWidget(prompt_of(prompt))


PLACES = [
    ({}, "on this computer"),
    ({"JUPYTERHUB_USER": "ana"}, "in your own folder on this server"),
    ({"BINDER_SERVICE_HOST": "10.0.0.1"}, "forgets it when it closes: download your record"),
    # A Binder is a hub as well.
    ({"JUPYTERHUB_USER": "x", "BINDER_LAUNCH_HOST": "https://b/"}, "on Binder"),
    ({"JUPYTERHUB_USER": "x", "BINDER_REPO_URL": "https://g/"}, "on Binder"),
]


@pytest.mark.parametrize(("environment", "words"), PLACES, ids=[words for _, words in PLACES])
@pytest.mark.parametrize("made", [lambda: box(), PlanWidget], ids=["box", "plan"])
def test_it_is_said_truly_where_the_words_are_kept(
    environment: dict[str, str], words: str, made: Callable, monkeypatch: pytest.MonkeyPatch
):
    for name in ("JUPYTERHUB_USER", "BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST", "BINDER_REPO_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = made().spec["privacy"]
    assert words in said
    assert ("this computer" in said) is (not environment)
    assert said.endswith("Write nothing by which a family could be known.")


def test_what_is_typed_is_saved_and_confirmed(listen, file: RecordFile):
    widget = box()
    heard = listen(widget)
    widget.receive({"do": "save", "text": SECRET, "number": 3})
    assert heard[-1]["what"] == "saved"
    assert (heard[-1]["number"], heard[-1]["at"]) == (3, "10:00")
    entry = RecordFile(file.path).read().entries["01-reflect-expect"]
    assert entry.fields["text"] == SECRET
    assert (entry.fields["part"], entry.fields["notebook"]) == ("learnt", "01")


def test_it_is_there_when_the_page_opens_again(listen, file: RecordFile):
    box().receive({"do": "save", "text": SECRET})
    widget = box()
    heard = listen(widget)
    widget.receive({"do": "hello", "number": 1})
    assert heard[-1]["text"] == SECRET
    assert heard[-1]["saved"] == "4 March 2026, 10:00"
    assert heard[-1]["record"] == file.read().record_id


def test_an_empty_record_opens_empty(listen, file: RecordFile):
    widget = box()
    heard = listen(widget)
    widget.receive({"do": "hello", "number": 1})
    assert (heard[-1]["text"], heard[-1]["updated"]) == ("", "")
    assert not file.path.exists()


def test_typed_text_is_in_no_state_and_no_text_form(listen, file: RecordFile):
    made = reflect("01-reflect-expect")
    clean = json.dumps(made._repr_mimebundle_())
    listen(made.widget)
    made.widget.receive({"do": "save", "text": SECRET})
    made.widget.receive({"do": "hello"})
    held = str(made.widget.get_state()) + json.dumps(made._repr_mimebundle_()) + repr(made)
    assert SECRET not in held
    assert "what only I know" not in held
    assert json.dumps(made._repr_mimebundle_()) == clean
    again = reflect("01-reflect-expect")
    assert (again.text, again.html) == (made.text, made.html)
    assert file.read().entries


def test_another_window_s_text_is_kept_beside_one_s_own(listen, file: RecordFile):
    widget = box()
    listen(widget)
    widget.receive({"do": "hello", "view": "one"})
    RecordFile(file.path).save("01-reflect-expect", "reflection", {"text": "from the other window"})
    widget.receive({"do": "save", "text": "mine", "view": "one"})
    fields = file.read().entries["01-reflect-expect"].fields
    assert fields["text"] == "mine"
    assert [one["text"] for one in fields["earlier"]] == ["from the other window"]


def test_two_views_of_one_box_keep_each_other_s_text(listen, file: RecordFile):
    widget = box()
    listen(widget)
    for view in ("one", "two"):
        widget.receive({"do": "hello", "view": view})
    widget.receive({"do": "save", "text": "in one", "view": "one"})
    widget.receive({"do": "save", "text": "in two", "view": "two"})
    fields = file.read().entries["01-reflect-expect"].fields
    assert [fields["text"], *[one["text"] for one in fields["earlier"]]] == ["in two", "in one"]


def test_typing_on_in_one_window_keeps_no_versions(
    listen, file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    widget = box()
    listen(widget)
    widget.receive({"do": "hello", "view": "one"})
    for text in ("a", "ab", "abc", "ax"):
        widget.receive({"do": "save", "text": text, "view": "one"})
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        widget.receive({"do": "save", "text": "during the trouble", "view": "one"})
    widget.receive({"do": "save", "text": "after it", "view": "one"})
    fields = file.read().entries["01-reflect-expect"].fields
    assert fields["text"] == "after it"
    assert "earlier" not in fields


def test_a_draft_older_than_the_record_is_kept(listen, file: RecordFile):
    widget = box()
    heard = listen(widget)
    widget.receive({"do": "save", "text": "newer"})
    widget.receive({"do": "keep", "text": "an old draft"})
    widget.receive({"do": "keep", "text": "an old draft"})
    assert heard[-1]["what"] == "kept"
    fields = file.read().entries["01-reflect-expect"].fields
    assert fields["text"] == "newer"
    assert [one["text"] for one in fields["earlier"]] == ["an old draft"]


def test_a_full_disk_is_told_and_nothing_is_lost(
    listen, file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    widget = box()
    heard = listen(widget)
    with monkeypatch.context() as broken:

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        broken.setattr("os.fsync", full)
        widget.receive({"do": "save", "text": SECRET, "number": 7})
        assert (heard[-1]["what"], heard[-1]["number"]) == ("problem", 7)
        assert "disk is full" in heard[-1]["problem"]
        widget.receive({"do": "hello"})
        assert heard[-1]["text"] == SECRET
    widget.receive({"do": "save", "text": SECRET + "!", "number": 8})
    assert heard[-1]["what"] == "saved"
    assert RecordFile(file.path).read().entries["01-reflect-expect"].fields["text"] == SECRET + "!"


def test_a_broken_file_is_told_with_the_next_save(listen, file: RecordFile):
    file.path.parent.mkdir(parents=True)
    file.path.write_text("{")
    widget = box()
    heard = listen(widget)
    widget.receive({"do": "save", "text": "x"})
    assert "record.broken-" in heard[-1]["notice"]


def test_a_reflection_can_be_saved_without_controls(record_at: Path):
    said = reflect("01-reflect-expect", text="typed in code")
    assert said.ok
    assert str(record_at) in repr(said)
    assert RecordFile(record_at).read().entries["01-reflect-expect"].fields["text"] == (
        "typed in code"
    )


def test_saving_without_controls_says_when_it_could_not(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fsync", full)
    said = reflect("01-reflect-expect", text="x")
    assert not said.ok
    assert "disk is full" in repr(said)


def test_one_s_own_question_can_be_asked():
    one = prompt_of("What will I do on Monday?")
    assert one.text.plain == "What will I do on Monday?"
    assert one.entry == prompt_of(" What will I do on Monday? ").entry
    assert one.entry != prompt_of("What will I do on Monday, then?").entry
    assert prompt_of("What did she say?", part="peer").part == "peer"


def test_each_theme_s_questions_can_be_reflected_on():
    for theme in themes():
        for place, words in enumerate(theme.reflective_questions, start=1):
            one = prompt_of(f"practice-{theme.number:02d}-{place}")
            assert one.text.plain == words
            assert one.part == "practice"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("01-reflect-expct", "01-reflect-expect"),
        ("practice-11-1", "practice-"),
        ("  ", "question to write about"),
    ],
)
def test_what_is_no_prompt_gets_a_sentence(asked: str, words: str):
    with pytest.raises(PackError, match=words):
        reflect(asked)


def test_what_is_no_part_gets_a_sentence():
    with pytest.raises(PackError, match="learnt, practice or peer"):
        reflect("01-reflect-expect", part="friend")


def test_times_are_said_in_words():
    assert said_time("2026-03-04T10:42:07+00:00") == "10:42"
    assert said_time("edited by hand") == "an unknown time"
