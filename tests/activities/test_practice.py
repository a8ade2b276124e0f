"""The ten practice themes: held to their schema, their sources, their dates and their words."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from typing import Any

import jsonschema
import pytest

from born_into_care.activities import practice
from born_into_care.activities.practice import Theme, focuses, roles, theme, themes
from born_into_care.activities.practice_panel import ThemesWidget, themes_panel
from born_into_care.activities.references import references, resolve
from born_into_care.errors import PackError
from born_into_care.paths import data_folder
from tests.support.reading import grade
from tests.support.wording import faults

RAW = json.loads((data_folder() / "practice_themes.json").read_text("utf-8"))
SCHEMA = json.loads((data_folder() / "practice_themes.schema.json").read_text("utf-8"))

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


def test_the_themes_keep_their_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(RAW, SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 11},
        {"suggestions": {"student": ["a", "b"]}},
        {
            "law": [
                {"text": "x", "dated": "some day", "source": "page:a|https://b.uk", "caveat": "c"}
            ]
        },
        {"rests": []},
        {"rests": [{"reference": "hearsay", "sure": "high"}]},
        {"page": "researchinpractice.org.uk"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_schema_refuses(change: dict[str, Any]):
    changed = [{**RAW["themes"][0], **change}, *RAW["themes"][1:]]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**RAW, "themes": changed}, SCHEMA)


def test_numbers_ids_and_titles():
    assert [one.number for one in themes()] == list(range(1, 11))
    assert [one.id for one in themes()] == [f"practice-{number:02d}" for number in range(1, 11)]
    assert [one.title for one in themes()] == TITLES


def test_the_seventh_says_that_it_is_ours():
    assert "ours" in theme(7).attribution
    assert "was not found" in theme(7).attribution
    assert theme(7).page == ""
    for one in themes():
        assert one.page or one.number == 7


@pytest.mark.parametrize("row", RAW["themes"], ids=lambda row: row["id"])
def test_points_of_law_carry_a_date_and_a_caveat(row: dict[str, Any]):
    for point in row["law"]:
        assert re.search(r"\d{4}", point["dated"])
        assert "lawyer" in point["caveat"] or "ook up" in point["caveat"]


@pytest.mark.parametrize("row", RAW["themes"], ids=lambda row: row["id"])
def test_every_reference_leads_somewhere(row: dict[str, Any]):
    for text in [row["core_issue"], row["challenge"], *[point["text"] for point in row["law"]]]:
        for kind, _ in references(text):
            assert kind in ("figure", "derived", "page", "source")
        assert resolve(text).plain


@pytest.mark.parametrize("one", themes(), ids=lambda one: one.id)
def test_the_words_are_plain_and_kind(one: Theme):
    lines = [one.core_issue.plain, one.challenge.plain]
    lines += [*one.good_practice, *one.reflective_questions, *one.policy_ideas]
    lines += [line for steps in one.suggestions.values() for line in steps]
    lines += [point.text.plain for point in one.law]
    assert not [fault for fault in faults("\n".join(lines)) if "'cases'" not in fault]
    assert grade("\n".join(lines)) < 11
    assert len(one.core_issue.plain.split()) <= 60


def test_themes_are_filtered_by_role_and_focus():
    for role in (None, *roles()):
        for focus in (None, *focuses()):
            found = themes(role, focus)
            assert found
            assert all(focus is None or focus in one.focus for one in found)
            assert all(role is None or one.suggestions[role] for one in found)
    assert len(themes()) == len(themes("student")) == 10
    assert [one.number for one in themes(focus="support early in pregnancy")] == [2, 5, 6, 8]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: themes("judge"), "service manager"),
        (lambda: themes(focus="money"), "support early in pregnancy"),
        (lambda: theme(11), "11"),
        (lambda: theme(1).to_html(role="judge"), "service manager"),
    ],
)
def test_an_unknown_name_gets_those_that_exist(call, words: str):
    with pytest.raises(PackError, match=words):
        call()


class Outline(HTMLParser):
    """Collects headings and open tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            assert dict(attributes)["href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("one", themes(), ids=lambda one: one.id)
@pytest.mark.parametrize("role", [None, *roles()])
def test_a_theme_is_a_page_with_an_outline(one: Theme, role: str | None):
    page = Outline()
    page.feed(one.to_html(role=role, level=2))
    page.close()
    assert page.open == []
    assert page.headings[0] == 2
    for before, after in zip(page.headings, page.headings[1:], strict=False):
        assert after <= before + 1
    text = html.unescape(one.to_html(role=role, level=2))
    others = [line for name, lines in one.suggestions.items() if name != role for line in lines]
    assert all((line in text) is (role is None) for line in others)
    assert "What this rests on" in text
    assert "sure: " in text


def test_the_panel_answers_every_choice(listen):
    widget = ThemesWidget()
    heard = listen(widget)
    for role in ("", *roles()):
        for focus in ("", *focuses()):
            for number, _ in widget.spec["themes"]:
                widget.receive({"do": "show", "role": role, "focus": focus, "theme": number})
                said = heard[-1]
                assert said["what"] == "page"
                shown = [value for value, _ in said["themes"]]
                assert said["theme"] == (number if number in shown else shown[0])
                assert theme(int(said["theme"])).title in said["page"]
                assert f"{len(shown)} of 10 themes fit." in said["sentence"]
                assert (role in said["sentence"]) or not role


def test_the_panel_says_what_exists(listen):
    widget = ThemesWidget()
    heard = listen(widget)
    widget.receive({"do": "show", "role": "judge"})
    assert "service manager" in heard[-1]["problem"]


def test_readers_without_python_see_the_ten_titles():
    made = themes_panel()
    for title in TITLES:
        assert title in made.text
        assert title in made.html
    assert themes_panel().text == made.text


def test_a_damaged_table_says_what_to_do(tmp_path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "practice_themes.json").write_text('{"themes": [{}]}')
    monkeypatch.setattr(practice, "data_folder", lambda: tmp_path)
    with pytest.raises(PackError, match="fresh copy"):
        themes()
