"""The question bank as each learning platform gets it."""

import dataclasses
import html
import io
import re
import zipfile
from collections import Counter

import pytest
from lxml import etree
from moodle_xml_parser.parser import parse_file

from born_into_care.activities.questions import question, questions
from born_into_care.evidence import select
from tools.build.questions import (
    make_item,
    to_blackboard,
    to_canvas,
    to_moodle,
    write_exports,
)

BANK = list(map(make_item, questions()))
CHOICES = [item for item in BANK if item.question.type in ("choice", "choices")]
NUMBERS = [item for item in BANK if item.question.type == "number"]


def plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text or ""))).strip()


def plains(*texts: object) -> list[str]:
    return [plain(str(text)) for text in texts]


def quizzes(bank=BANK) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(to_canvas(bank))) as archive:
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        listed = {node.get("href") for node in manifest.iter("{*}file")}
        assert listed == set(archive.namelist()) - {"imsmanifest.xml"}
        names = [name for name in archive.namelist() if "/text2qti" in name]
        return [etree.fromstring(archive.read(name)) for name in names]


def test_each_figure_is_traced_to_who_published_it():
    """A digit in a question that no trace explains would be a figure from nowhere."""
    held = {text for text in select()["value_text"] if re.fullmatch(r"\d,\d{3}|\d+\.\d", text)}
    for item in BANK:
        assert item.traces.count("<li>") <= item.traces.count('<a href="http')
        found = set(re.findall(r"\d,\d{3}|\d+\.\d", item.stem)) & held
        assert [number for number in found if number not in item.traces] == [], item.question.id


def test_options_are_shuffled_and_two_builds_are_alike(tmp_path):
    choices = [item for item in CHOICES if item.question.type == "choice"]
    places = Counter([one.correct for one in item.options].index(True) for item in choices)
    assert all(0.15 <= places[place] / len(choices) <= 0.35 for place in range(4)), places
    orders = [item for item in BANK if item.question.type == "order"]
    assert len({item.orders.index(item.question.answer_order) for item in orders}) > 1
    first = [path.read_bytes() for path in write_exports(tmp_path / "a", BANK)]
    assert first == [path.read_bytes() for path in write_exports(tmp_path / "b")]


class TestMoodle:
    NODES = tuple(one for one in etree.fromstring(to_moodle(BANK)) if one.get("type") != "category")

    def test_right_answers_are_worth_all_and_ticking_everything_nothing(self):
        nodes = [node for node in self.NODES if node.get("type") == "multichoice"]
        for node, item in zip(nodes, CHOICES, strict=True):
            worth = [float(one.get("fraction")) for one in node.findall("answer")]
            right = [w for w, o in zip(worth, item.options, strict=True) if o.correct]
            in_all = 0 if item.question.type == "choices" else 100
            assert (sum(right), sum(worth)) == pytest.approx((100, in_all), abs=0.001)

    def test_a_number_has_its_tolerance_its_slips_and_an_answer_to_all_else(self):
        nodes = [node for node in self.NODES if node.get("type") == "numerical"]
        for node, item in zip(nodes, NUMBERS, strict=True):
            *found, last = node.findall("answer")
            wanted = [item.question, *item.question.slips]
            values = [item.question.expected, *(slip.value for slip in item.question.slips)]
            assert [float(one.findtext("text")) for one in found] == pytest.approx(values, abs=1e-4)
            widths = [float(one.findtext("tolerance")) for one in found]
            assert widths == pytest.approx([one.tolerance for one in wanted], abs=1e-4)
            assert last.findtext("text") == "*"

    def test_an_independent_program_reads_the_choices(self, tmp_path):
        names = [node.findtext("name/text") for node in self.NODES]
        assert names == [item.question.id for item in BANK]
        path = tmp_path / "moodle.xml"
        path.write_bytes(to_moodle(BANK))
        for found, item in zip(parse_file(str(path))["multichoice"], CHOICES, strict=True):
            options = [(plain(one.answer), one.score_fraction > 0) for one in found.options]
            assert options == [(plain(one.text.plain), one.correct) for one in item.options]


def test_canvas_gets_a_quiz_for_each_notebook_with_every_question():
    nodes = {node.get("title"): node for quiz in quizzes() for node in quiz.iter("{*}item")}
    assert len(quizzes()) == len({item.question.notebook for item in BANK})
    assert set(nodes) == {item.question.id for item in BANK}
    for item in BANK:
        node, asked = nodes[item.question.id], item.question
        texts = plains(*(one.text for one in node.iter("{*}mattext")))
        assert texts[0] == plain(item.stem)
        feedback = plains(*(option.feedback.plain for option in item.options))
        if asked.type in ("choice", "choices"):
            assert set(plains(*(option.text.plain for option in item.options))) <= set(texts)
            assert set(feedback) - {""} <= set(texts)
        if asked.type == "number":
            (low,), (high,) = (list(node.iter(f"{{*}}{name}")) for name in ("vargte", "varlte"))
            wanted = (asked.expected - asked.tolerance, asked.expected + asked.tolerance)
            assert (float(low.text), float(high.text)) == pytest.approx(wanted, abs=1e-3)
        if asked.type == "order":
            words = {option.id: option.text.plain for option in item.options}
            labels = node.iter("{*}response_label")
            orders = plains(*(one.findtext(".//{*}mattext") for one in labels))
            assert len(orders) == len(set(orders)) == len(asked.answer_order)
            assert plain(" ".join(words[name] for name in asked.answer_order)) in orders


def test_blackboard_gets_a_line_for_each_question():
    kinds = {"choice": "MC", "choices": "MA", "number": "NUM", "order": "ORD", "reflection": "ESS"}
    for line, item in zip(to_blackboard(BANK).decode().splitlines(), BANK, strict=True):
        cells = line.split("\t")
        assert cells[:2] == [kinds[item.question.type], plain(item.stem)]
        if item in CHOICES:
            wanted = ["correct" if option.correct else "incorrect" for option in item.options]
            assert cells[3::2] == wanted


def test_markup_in_a_text_is_shown_and_not_obeyed():
    stem = '<script>alert("x")</script> & $5 more'
    item = dataclasses.replace(make_item(question("01-trend")), stem=stem)
    for root in (etree.fromstring(to_moodle([item])), *quizzes([item])):
        texts = [text for text in root.itertext() if "script" in text]
        assert texts and all("<script>" not in text for text in texts)
        assert any(plain(text) == stem for text in texts)
