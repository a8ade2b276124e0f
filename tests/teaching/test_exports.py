"""The question bank, read back by programs that know nothing of how it was written.

- QTI 1.2 (Canvas): held to the published document type of QTI 1.2.1.
- GIFT: read by gift-pegjs, in the browser.
- Moodle XML: its choices are read by moodle-xml-parser, the rest by a few lines below that follow
  Moodle's documentation.
- QTI 2.1 (Blackboard): read by onyx2moodle.
"""

import dataclasses
import html
import importlib
import io
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from born_into_care.activities.questions import questions
from born_into_care.evidence import figures
from tests.support.browser import chromium
from tools.kit.exports import blackboard_upload, build, gift, moodle, qti12, qti21
from tools.kit.exports.item import Choice, Item, Near, Trace, as_item, items

READERS = Path(__file__).parent / "readers"
BANK = items()
BY_ID = {item.id: item for item in BANK}
QTI21 = {"q": qti21.QTI}


def wheel(name: str, module: str) -> ModuleType:
    """A module of a program that others wrote, read from the wheel in which they published it."""
    place = str(next(READERS.glob(f"{name}-*.whl")))
    if place not in sys.path:
        sys.path.append(place)
    return importlib.import_module(module)


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

    def test_an_independent_program_reads_the_choices(self, tmp_path):
        reader = wheel("moodle_xml_parser", "moodle_xml_parser.parser")
        path = tmp_path / "moodle.xml"
        path.write_bytes(moodle.document(BANK))
        read = reader.parse_file(str(path))["multichoice"]
        wanted = [item for item in BANK if item.kind in ("choice", "choices")]
        assert [one.name for one in read] == [item.id for item in wanted]
        for one, item in zip(read, wanted, strict=True):
            assert plain(one.text_pre_parse) == plain(item.stem)
            assert one.single == (item.kind == "choice")
            assert [plain(option.answer) for option in one.options] == [
                plain(choice.text) for choice in item.choices
            ]
            assert [option.score_fraction > 0 for option in one.options] == [
                choice.correct for choice in item.choices
            ]


class TestCanvas:
    FILES = zipped(qti12.package(BANK))
    TYPE = etree.DTD(str(READERS / "ims_qtiasiv1p2p1.dtd"))

    def documents(self) -> list[etree._Element]:
        # The published type knows no namespace; the platform wants one.
        bare = f' xmlns="{qti12.QTI}"'.encode()
        return [
            etree.fromstring(data.replace(bare, b""))
            for name, data in self.FILES.items()
            if name != "imsmanifest.xml"
        ]

    def test_each_quiz_is_valid_by_the_published_type(self):
        for document in self.documents():
            assert self.TYPE.validate(document), self.TYPE.error_log.filter_from_errors()

    def test_the_published_type_finds_a_fault(self):
        document = self.documents()[0]
        document.find(".//presentation").tag = "presentations"
        assert not self.TYPE.validate(document)

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
    FILES = zipped(qti21.package(BANK))

    def nodes(self) -> dict[str, etree._Element]:
        found = [
            etree.fromstring(data)
            for name, data in self.FILES.items()
            if name.startswith("items/q-")
        ]
        return {node.get("title"): node for node in found}

    def test_question_for_question(self):
        assert set(self.nodes()) == set(BY_ID)
        test = etree.fromstring(self.FILES["items/test.xml"])
        assert [node.get("identifier") for node in test.iter("{*}assessmentItemRef")] == [
            f"q-{item.id}" for item in BANK
        ]

    def test_scoring_is_by_the_two_standard_templates_only(self):
        """Blackboard skips an item with rules of its own."""
        for node in self.nodes().values():
            for rules in node.findall("q:responseProcessing", QTI21):
                assert len(rules) == 0
                assert rules.get("template").rsplit("/", 1)[1] in ("match_correct", "map_response")

    def test_the_right_answer_is_among_what_can_be_chosen(self):
        for name, node in self.nodes().items():
            shown = {one.get("identifier") for one in node.iter("{*}simpleChoice")}
            right = {one.text for one in node.findall(".//q:correctResponse/q:value", QTI21)}
            if BY_ID[name].kind in ("choice", "choices"):
                assert right == {choice.id for choice in BY_ID[name].correct}
            if shown:
                assert right <= shown

    def test_an_order_is_offered_once_rightly(self):
        for item in BANK:
            if item.kind == "order":
                shown = qti21.orders(item)
                assert shown.count(item.order) == 1
                assert len(shown) == len(set(shown)) == min(4, 6)

    def test_a_blank_accepts_the_ends_of_the_tolerance_and_not_beyond(self):
        assert qti21.accepted(Near(41.0, 1.0, "")) == ["40", "41", "42"]
        assert qti21.accepted(Near(47.7, 0.1, "")) == ["47.6", "47.7", "47.8"]
        assert qti21.accepted(Near(2914.0, 1.0, "")) == [
            "2913", "2,913", "2914", "2,914", "2915", "2,915",
        ]  # fmt: skip

    def test_a_tolerance_too_wide_for_a_blank_is_named(self):
        item = next(item for item in BANK if item.kind == "number")
        wide = dataclasses.replace(item, answer=Near(500.5, 99.0, ""))
        with pytest.raises(ValueError, match=f"{item.id}: the tolerance"):
            qti21.assessment_item(wide)

    def test_an_independent_program_reads_every_item(self, tmp_path):
        reader = wheel("onyx2moodle", "onyx2moodle.parser")
        for name, data in self.FILES.items():
            if not name.startswith("items/q-"):
                continue
            path = tmp_path / Path(name).name
            path.write_bytes(data)
            read = reader.parse_item(path)
            item = BY_ID[read.title]
            kind = {"number": "textEntry", "reflection": "extendedText"}.get(item.kind, "choice")
            assert [one.kind for one in read.interactions] == [kind]
            if item.kind in ("choice", "choices"):
                assert [plain(one.html) for one in read.interactions[0].choices] == [
                    plain(choice.text) for choice in item.choices
                ]
                assert set(read.response_decls["RESPONSE"].correct_values) == {
                    choice.id for choice in item.correct
                }
            if item.kind == "number":
                assert set(read.response_decls["RESPONSE"].mapping) == set(
                    qti21.accepted(item.answer)
                )
            if item.kind != "reflection":
                assert {one.identifier for one in read.feedback} == {"correct", "incorrect"}

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


@pytest.fixture(scope="module")
def read():
    """What gift-pegjs makes of a text; a fault is named with its line."""
    script = (READERS / "gift-pegjs.js").read_text("utf-8")
    with chromium() as browser:
        page = browser.new_page()
        page.evaluate(f"globalThis.module = {{exports: {{}}}}; {script}; null")
        call = (
            "(text) => { try { return module.exports.parse(text); } catch (fault) { throw Error("
            "`line ${fault.location?.start.line}: ${fault.message}`); } }"
        )
        yield lambda text: page.evaluate(call, text)


@pytest.mark.browser
class TestGift:
    def test_question_for_question(self, read):
        found = [one for one in read(gift.document(BANK)) if one["type"] != "Category"]
        assert [one["title"] for one in found] == list(BY_ID)
        kinds = {
            "choice": "MC", "choices": "MC", "number": "Numerical", "order": "Matching",
            "reflection": "Essay",
        }  # fmt: skip
        for one in found:
            item = BY_ID[one["title"]]
            assert one["type"] == kinds[item.kind]
            assert plain(one["stem"]["text"]) == plain(item.stem)
            if item.kind in ("choice", "choices"):
                assert [plain(c["text"]["text"]) for c in one["choices"]] == [
                    plain(c.text) for c in item.choices
                ]
                assert [plain(c["feedback"]["text"]) for c in one["choices"]] == [
                    plain(c.feedback) for c in item.choices
                ]
            if item.kind == "choice":
                assert [c["isCorrect"] for c in one["choices"]] == [c.correct for c in item.choices]
            if item.kind == "choices":
                assert [c["weight"] > 0 for c in one["choices"]] == [
                    c.correct for c in item.choices
                ]
            if item.kind == "number":
                first = one["choices"][0]["text"]
                assert (first["number"], first["range"]) == (
                    item.answer.value,
                    item.answer.tolerance,
                )
                assert len(one["choices"]) == len(item.slips) + 2
            if item.kind == "order":
                pairs = [
                    # The reader leaves its own mark for a colon in this one place.
                    (plain(p["subquestion"]["text"]), plain(p["subanswer"].replace("&&058;", ":")))
                    for p in one["matchPairs"]
                ]
                assert pairs == [(place, plain(words)) for place, words in item.ordered]

    def test_signs_of_the_format_in_a_text_stay_text(self, read):
        odd = "a ~ b = c # {d}: \\e -> <f> & 5%"
        item = Item(
            id="odd", notebook="99", kind="choice", stem=odd,
            choices=(Choice("a", odd, True, odd), Choice("b", "plain", False, "no")),
            order=(), answer=None, slips=(), right="", wrong="",
            sources=(Trace("row", odd, (("Who", "https://example.org/?a=1"),)),),
        )  # fmt: skip
        one = read(gift.document([item]))[-1]
        shown = odd.replace("->", "→")
        assert one["stem"]["text"] == shown
        assert one["choices"][0]["text"]["text"] == shown
        assert one["choices"][0]["feedback"]["text"] == shown


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
