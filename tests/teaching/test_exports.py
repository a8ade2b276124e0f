"""The question bank as each learning platform gets it."""

import dataclasses
import html
import io
import re
import zipfile

import pytest
from lxml import etree

from born_into_care.activities.questions import questions
from born_into_care.evidence import figures
from tools.kit.exports import blackboard_upload, build, moodle, qti12
from tools.kit.exports.item import as_item, items

BANK = items()
BY_ID = {item.id: item for item in BANK}


def plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text or ""))).strip()


def zipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class TestItems:
    def test_the_whole_bank_is_there(self):
        assert [item.id for item in BANK] == [question.id for question in questions()]

    def test_every_kind_of_question_is_among_them(self):
        assert {item.kind for item in BANK} == {
            "choice",
            "choices",
            "number",
            "order",
            "reflection",
        }

    @pytest.mark.parametrize("item", BANK, ids=lambda item: item.id)
    def test_each_figure_is_traced_to_who_published_it(self, item):
        for trace in item.sources:
            assert trace.publishers
            assert all(url.startswith("http") for _, url in trace.publishers)
            assert trace.plain.endswith(".") or "http" in trace.plain

    def test_a_published_figure_in_a_stem_is_among_the_traces(self):
        """A digit in a question that no trace explains would be a figure from nowhere."""
        held = {text for text in figures()["value_text"] if re.fullmatch(r"\d,\d{3}|\d+\.\d", text)}
        for item in BANK:
            said = " ".join(trace.statement for trace in item.sources)
            for number in re.findall(r"\d,\d{3}|\d+\.\d", item.stem):
                if number in held:
                    assert number in said, f"{item.id}: {number}"

    def test_a_number_says_its_unit(self):
        for item in BANK:
            if item.kind == "number":
                assert item.answer is not None
                assert "Answer in this unit: " in item.stem

    def test_two_builds_are_alike(self, tmp_path):
        first = [path.read_bytes() for path in build(tmp_path / "a", BANK)]
        assert first == [path.read_bytes() for path in build(tmp_path / "b", BANK)]


class TestMoodle:
    ROOT = etree.fromstring(moodle.document(BANK))

    def asked(self) -> dict[str, etree._Element]:
        return {
            node.findtext("name/text"): node for node in self.ROOT if node.get("type") != "category"
        }

    def test_every_question_is_there_once_in_order(self):
        assert list(self.asked()) == list(BY_ID)

    def test_each_has_its_stem_its_options_and_its_feedback(self):
        for name, node in self.asked().items():
            item = BY_ID[name]
            assert plain(node.findtext("questiontext/text")) == plain(item.stem)
            if item.kind in ("choice", "choices"):
                told = [
                    (plain(one.findtext("text")), plain(one.findtext("feedback/text")))
                    for one in node.findall("answer")
                ]
                assert told == [(plain(c.text), plain(c.feedback)) for c in item.choices]

    def test_the_right_answer_is_worth_all_and_ticking_everything_nothing(self):
        for name, node in self.asked().items():
            item = BY_ID[name]
            if item.kind not in ("choice", "choices"):
                continue
            worth = [float(one.get("fraction")) for one in node.findall("answer")]
            right = [w for w, c in zip(worth, item.choices, strict=True) if c.correct]
            assert sum(right) == pytest.approx(100, abs=0.001)
            if item.kind == "choices":
                assert sum(worth) == pytest.approx(0, abs=0.001)

    def test_a_number_has_its_tolerance_and_its_slips(self):
        for name, node in self.asked().items():
            item = BY_ID[name]
            if item.kind == "number":
                first, *slips, last = node.findall("answer")
                assert float(first.findtext("text")) == pytest.approx(item.answer.value)
                assert float(first.findtext("tolerance")) == item.answer.tolerance
                assert [float(one.findtext("text")) for one in slips] == pytest.approx(
                    [slip.value for slip in item.slips]
                )
                assert last.findtext("text") == "*"


class TestCanvas:
    FILES = zipped(qti12.package(BANK))

    def documents(self) -> list[etree._Element]:
        # The published type knows no namespace; the platform wants one.
        bare = f' xmlns="{qti12.QTI}"'.encode()
        return [
            etree.fromstring(data.replace(bare, b""))
            for name, data in self.FILES.items()
            if name != "imsmanifest.xml"
        ]

    def test_there_is_a_quiz_for_each_notebook_and_the_manifest_lists_it(self):
        manifest = etree.fromstring(self.FILES["imsmanifest.xml"])
        listed = {node.get("href") for node in manifest.iter("{*}file")}
        assert listed == set(self.FILES) - {"imsmanifest.xml"}
        assert len(listed) == len({item.notebook for item in BANK})

    def test_question_for_question(self):
        found = [node for document in self.documents() for node in document.iter("item")]
        assert [node.get("title") for node in found] == list(BY_ID)
        for node in found:
            item = BY_ID[node.get("title")]
            assert plain(node.findtext("presentation/material/mattext")) == plain(item.stem)
            feedback = {one.get("ident") for one in node.iter("itemfeedback")}
            assert {one.get("linkrefid") for one in node.iter("displayfeedback")} <= feedback

    def test_a_number_passes_from_its_low_end_to_its_high_end(self):
        for document in self.documents():
            for node in document.iter("item"):
                item = BY_ID[node.get("title")]
                if item.kind == "number":
                    scored = next(
                        one for one in node.iter("respcondition") if one.find("setvar") is not None
                    )
                    low, high = (
                        float(scored.findtext(f".//{name}")) for name in ("vargte", "varlte")
                    )
                    assert low == pytest.approx(item.answer.value - item.answer.tolerance, abs=1e-4)
                    assert high == pytest.approx(
                        item.answer.value + item.answer.tolerance, abs=1e-4
                    )


class TestBlackboard:
    def test_the_upload_has_a_line_for_each_question(self):
        lines = blackboard_upload.document(BANK).splitlines()
        assert len(lines) == len(BANK)
        kinds = {
            "choice": "MC",
            "choices": "MA",
            "number": "NUM",
            "order": "ORD",
            "reflection": "ESS",
        }
        for line, item in zip(lines, BANK, strict=True):
            cells = line.split("\t")
            assert cells[0] == kinds[item.kind]
            if item.kind in ("choice", "choices"):
                assert cells[3::2] == [
                    "correct" if c.correct else "incorrect" for c in item.choices
                ]


def test_markup_in_a_text_is_shown_and_not_obeyed():
    question = questions("01")[1]
    item = dataclasses.replace(as_item(question), stem='<script>alert("x")</script> & more')
    for document in (
        moodle.document([item]),
        zipped(qti12.package([item]))["notebook_01/notebook_01.xml"],
    ):
        node = etree.fromstring(document)
        texts = [text for text in node.itertext() if "script" in text]
        assert texts
        assert all("<script>" not in text for text in texts)
