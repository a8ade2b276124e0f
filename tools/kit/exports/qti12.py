"""QTI 1.2.1, in the form that Canvas reads: a quiz for each notebook, with feedback and tolerance.

Canvas takes QTI 1.2 and 2.1. Its own exports are 1.2, with the kind of a question in a metadata
field; written so, numbers keep their tolerance and every answer its feedback.
"""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from tools.kit.exports.archive import archive
from tools.kit.exports.item import Item, Near, number
from tools.kit.exports.moodle import general, paragraphs

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TYPES = {
    "choice": "multiple_choice_question",
    "choices": "multiple_answers_question",
    "number": "numerical_question",
    "order": "matching_question",
    "reflection": "essay_question",
}


def package(bank: list[Item]) -> bytes:
    """Give the bank as a zip that Canvas imports as quizzes."""
    files: dict[str, bytes] = {}
    for notebook, group in groupby(bank, key=lambda item: item.notebook):
        name = f"notebook_{notebook}"
        files[f"{name}/{name}.xml"] = _written(assessment(list(group), notebook))
    files["imsmanifest.xml"] = _written(_manifest(list(files)))
    return archive(files)


def assessment(bank: list[Item], notebook: str) -> etree._Element:
    """Give the questions of one notebook as a QTI document."""
    root = etree.Element("questestinterop", nsmap={None: QTI})
    test = etree.SubElement(
        root,
        "assessment",
        ident=f"notebook_{notebook}",
        title=f"Born into care: notebook {notebook}",
    )
    section = etree.SubElement(test, "section", ident=f"notebook_{notebook}_all")
    for item in bank:
        section.append(_item(item))
    return root


def _item(item: Item) -> etree._Element:
    node = etree.Element("item", ident=f"q_{item.id}", title=item.id)
    fields = etree.SubElement(etree.SubElement(node, "itemmetadata"), "qtimetadata")
    points = "0" if item.kind == "reflection" else "1"
    for label, entry in (("question_type", _TYPES[item.kind]), ("points_possible", points)):
        field = etree.SubElement(fields, "qtimetadatafield")
        etree.SubElement(field, "fieldlabel").text = label
        etree.SubElement(field, "fieldentry").text = entry
    presentation = etree.SubElement(node, "presentation")
    _material(presentation, paragraphs(item.stem))
    processing = etree.Element("resprocessing")
    outcomes = etree.SubElement(processing, "outcomes")
    etree.SubElement(
        outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"
    )
    feedback: dict[str, str] = {}
    if item.sources:
        _said_to_all(processing, "general_fb")
        feedback["general_fb"] = general(item)
    _BODIES[item.kind](item, presentation, processing, feedback)
    node.append(processing)
    for name, text in feedback.items():
        _feedback(node, name, text)
    return node


def _choices(
    item: Item, presentation: etree._Element, processing: etree._Element, feedback: dict[str, str]
) -> None:
    single = item.kind == "choice"
    _options(presentation, "response1", [(c.id, c.text) for c in item.choices], single=single)
    for choice in item.choices:
        condition = _condition(processing, goes_on=True)
        _equal(condition.find("conditionvar"), "response1", choice.id)
        _shows(condition, f"{choice.id}_fb")
        feedback[f"{choice.id}_fb"] = paragraphs(choice.feedback)
    scored = _condition(processing, goes_on=False)
    where = scored.find("conditionvar")
    if single:
        _equal(where, "response1", item.correct[0].id)
    else:
        all_of = etree.SubElement(where, "and")
        for choice in item.choices:
            holder = all_of if choice.correct else etree.SubElement(all_of, "not")
            _equal(holder, "response1", choice.id)
    _scores(scored)
    _verdicts(item, processing, scored, feedback)


def _number(
    item: Item, presentation: etree._Element, processing: etree._Element, feedback: dict[str, str]
) -> None:
    assert item.answer is not None
    response = etree.SubElement(
        presentation, "response_str", ident="response1", rcardinality="Single"
    )
    fib = etree.SubElement(response, "render_fib", fibtype="Decimal")
    etree.SubElement(fib, "response_label", ident="answer1")
    scored = _condition(processing, goes_on=False)
    _near(scored.find("conditionvar"), item.answer)
    _scores(scored)
    for place, slip in enumerate(item.slips, 1):
        condition = _condition(processing, goes_on=False)
        _near(condition.find("conditionvar"), slip)
        _shows(condition, f"slip{place}_fb")
        feedback[f"slip{place}_fb"] = paragraphs(slip.feedback)
    _verdicts(item, processing, scored, feedback)


def _near(where: etree._Element, near: Near) -> None:
    either = etree.SubElement(where, "or")
    _equal(either, "response1", number(near.value))
    within = etree.SubElement(either, "and")
    low, high = near.value - near.tolerance, near.value + near.tolerance
    etree.SubElement(within, "vargte", respident="response1").text = number(low)
    etree.SubElement(within, "varlte", respident="response1").text = number(high)


def _order(
    item: Item, presentation: etree._Element, processing: etree._Element, feedback: dict[str, str]
) -> None:
    labels = [(choice.id, choice.text) for choice in item.choices]
    share = 100 / len(item.order)
    for place, ((word, _), name) in enumerate(zip(item.ordered, item.order, strict=True), 1):
        response = _options(presentation, f"response_{place}", labels, single=True, prompt=word)
        assert response is not None
        condition = _condition(processing, goes_on=True)
        _equal(condition.find("conditionvar"), f"response_{place}", name)
        added = etree.SubElement(condition, "setvar", varname="SCORE", action="Add")
        added.text = f"{share:.2f}"
    _said_to_all(processing, "general_incorrect_fb")
    feedback["general_incorrect_fb"] = paragraphs(
        f"{item.wrong} {item.right}".strip() or "Not yet."
    )


def _reflection(
    item: Item, presentation: etree._Element, processing: etree._Element, feedback: dict[str, str]
) -> None:
    del item, feedback  # nothing to choose, nothing to say back
    response = etree.SubElement(
        presentation, "response_str", ident="response1", rcardinality="Single"
    )
    fib = etree.SubElement(response, "render_fib")
    etree.SubElement(fib, "response_label", ident="answer1", rshuffle="No")
    condition = _condition(processing, goes_on=False)
    etree.SubElement(condition.find("conditionvar"), "other")


_BODIES = {
    "choice": _choices,
    "choices": _choices,
    "number": _number,
    "order": _order,
    "reflection": _reflection,
}


def _verdicts(
    item: Item, processing: etree._Element, scored: etree._Element, feedback: dict[str, str]
) -> None:
    if item.right:
        _shows(scored, "correct_fb")
        feedback["correct_fb"] = paragraphs(item.right)
    if item.wrong:
        _said_to_all(processing, "general_incorrect_fb")
        feedback["general_incorrect_fb"] = paragraphs(item.wrong)


def _options(
    presentation: etree._Element,
    ident: str,
    labels: list[tuple[str, str]],
    *,
    single: bool,
    prompt: str = "",
) -> etree._Element:
    response = etree.SubElement(
        presentation, "response_lid", ident=ident, rcardinality="Single" if single else "Multiple"
    )
    if prompt:
        _material(response, paragraphs(prompt))
    rendered = etree.SubElement(response, "render_choice")
    for name, text in labels:
        _material(etree.SubElement(rendered, "response_label", ident=name), paragraphs(text))
    return response


def _condition(processing: etree._Element, *, goes_on: bool) -> etree._Element:
    condition = etree.SubElement(processing, "respcondition")
    condition.set("continue", "Yes" if goes_on else "No")
    etree.SubElement(condition, "conditionvar")
    return condition


def _said_to_all(processing: etree._Element, name: str) -> None:
    condition = _condition(processing, goes_on=True)
    etree.SubElement(condition.find("conditionvar"), "other")
    _shows(condition, name)


def _equal(where: etree._Element | None, respident: str, value: str) -> None:
    assert where is not None
    etree.SubElement(where, "varequal", respident=respident).text = value


def _scores(condition: etree._Element) -> None:
    etree.SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"


def _shows(condition: etree._Element, name: str) -> None:
    etree.SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)


def _feedback(node: etree._Element, name: str, text: str) -> None:
    _material(
        etree.SubElement(etree.SubElement(node, "itemfeedback", ident=name), "flow_mat"), text
    )


def _material(where: etree._Element, text: str) -> None:
    etree.SubElement(
        etree.SubElement(where, "material"), "mattext", texttype="text/html"
    ).text = text


def _manifest(paths: list[str]) -> etree._Element:
    root = etree.Element("manifest", nsmap={None: PACKAGE}, identifier="born_into_care")
    metadata = etree.SubElement(root, "metadata")
    etree.SubElement(metadata, "schema").text = "IMS Content"
    etree.SubElement(metadata, "schemaversion").text = "1.1.3"
    etree.SubElement(root, "organizations")
    resources = etree.SubElement(root, "resources")
    for path in paths:
        resource = etree.SubElement(
            resources,
            "resource",
            identifier=path.split("/")[0],
            type="imsqti_xmlv1p2",
            href=path,
        )
        etree.SubElement(resource, "file", href=path)
    return root


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
