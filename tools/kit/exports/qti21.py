"""QTI 2.1, in the part of it that Blackboard's documentation says it reads.

Blackboard imports choices, a text with one blank and essays, and skips items with processing rules
of their own: so an answer is scored by the standard's two templates only. An order becomes a choice
among orders. A number becomes a blank that lists what it accepts within its tolerance; where a
platform should judge the tolerance itself, `blackboard_upload` has it.
"""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

from lxml import etree

from tools.kit.exports.archive import archive
from tools.kit.exports.item import Item, Near, number

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
LOCATION = f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
ORDERS_SHOWN = 4
ACCEPTED_AT_MOST = 60


def package(bank: list[Item]) -> bytes:
    """Give the bank as a zip: an item to a file, and a test that lists them."""
    files = {f"items/{_identifier(item)}.xml": _written(assessment_item(item)) for item in bank}
    items = sorted(files)
    files["items/test.xml"] = _written(_test([_identifier(item) for item in bank]))
    files["imsmanifest.xml"] = _written(_manifest(items))
    return archive(files)


def assessment_item(item: Item) -> etree._Element:
    """Give one question as a QTI item."""
    root = etree.Element(
        "assessmentItem",
        nsmap={None: QTI, "xsi": XSI},
        identifier=_identifier(item),
        title=item.id,
        adaptive="false",
        timeDependent="false",
    )
    root.set(f"{{{XSI}}}schemaLocation", LOCATION)
    body = etree.Element("itemBody")
    etree.SubElement(body, "p").text = item.stem
    template = _BODIES[item.kind](item, root, body)
    _outcome(root, "SCORE", "float", "0")
    _outcome(root, "FEEDBACKBASIC", "identifier", "empty")
    root.append(body)
    if template:
        etree.SubElement(root, "responseProcessing", template=f"{TEMPLATES}/{template}")
    for name, text in _feedback(item).items():
        said = etree.SubElement(
            root,
            "modalFeedback",
            outcomeIdentifier="FEEDBACKBASIC",
            identifier=name,
            showHide="show",
        )
        for line in text:
            etree.SubElement(said, "p").text = line
    return root


def orders(item: Item) -> list[tuple[str, ...]]:
    """Give the orders among which to choose, the right one among them, always the same ones."""
    wrong = [one for one in itertools.permutations(c.id for c in item.choices) if one != item.order]
    # Seeded by the question, so that two builds are alike.
    shown = random.Random(item.id).sample(wrong, min(ORDERS_SHOWN - 1, len(wrong)))
    return sorted([item.order, *shown])


def accepted(near: Near) -> list[str]:
    """Give every number that a blank accepts: from the tolerance's low end to its high end.

    Steps are as fine as the answer is written; a whole number is also accepted with commas.

    Example:
        >>> from tools.kit.exports.item import Near
        >>> accepted(Near(20.2, 0.2, ""))
        ['20.0', '20', '20.1', '20.2', '20.3', '20.4']
    """
    middle, tolerance = Decimal(number(near.value)), Decimal(number(near.tolerance))
    exponent = middle.as_tuple().exponent
    assert isinstance(exponent, int)
    # Nobody types the fourth decimal of a sixth.
    step = Decimal(1).scaleb(max(exponent, -1 if tolerance >= Decimal("0.1") else -2))
    low = ((middle - tolerance) / step).to_integral_value(rounding="ROUND_CEILING")
    high = ((middle + tolerance) / step).to_integral_value(rounding="ROUND_FLOOR")
    values: list[str] = []
    for place in range(int(low), int(high) + 1):
        value = (place * step).quantize(step)
        values.append(f"{value}")
        if value == value.to_integral_value():
            values.append(f"{int(value)}")
            if abs(value) >= 1000:
                values.append(f"{int(value):,}")
    return list(dict.fromkeys(values))


def _choice(item: Item, root: etree._Element, body: etree._Element) -> str:
    _declared(root, "single", "identifier", [item.correct[0].id])
    _interaction(body, [(choice.id, choice.text) for choice in item.choices], most=1)
    return "match_correct"


def _choices(item: Item, root: etree._Element, body: etree._Element) -> str:
    _declared(root, "multiple", "identifier", [choice.id for choice in item.correct])
    _interaction(body, [(choice.id, choice.text) for choice in item.choices], most=0)
    return "match_correct"


def _order(item: Item, root: etree._Element, body: etree._Element) -> str:
    listed = etree.SubElement(body, "ul")
    for choice in item.choices:
        etree.SubElement(listed, "li").text = f"{item.letters[choice.id]}: {choice.text}"
    shown = orders(item)
    _declared(root, "single", "identifier", [f"order{shown.index(item.order) + 1}"])
    labels = [
        (f"order{place}", ", ".join(item.letters[name] for name in one))
        for place, one in enumerate(shown, 1)
    ]
    _interaction(body, labels, most=1)
    return "match_correct"


def _number(item: Item, root: etree._Element, body: etree._Element) -> str:
    assert item.answer is not None
    values = accepted(item.answer)
    if len(values) > ACCEPTED_AT_MOST:
        raise ValueError(
            f"{item.id}: the tolerance lets {len(values)} numbers pass, too many for a blank."
        )
    declared = _declared(root, "single", "string", [number(item.answer.value)])
    mapping = etree.SubElement(declared, "mapping", defaultValue="0")
    for value in values:
        etree.SubElement(mapping, "mapEntry", mapKey=value, mappedValue="1")
    line = etree.SubElement(body, "p")
    etree.SubElement(
        line, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="10"
    )
    return "map_response"


def _reflection(item: Item, root: etree._Element, body: etree._Element) -> str:
    del item
    _declared(root, "single", "string", [])
    etree.SubElement(
        body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLength="1500"
    )
    return ""


_BODIES = {
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "order": _order,
    "reflection": _reflection,
}


def _feedback(item: Item) -> dict[str, list[str]]:
    if item.kind == "reflection":
        return {}
    sources = ["Where the figures come from:", *(trace.plain for trace in item.sources)]
    sources = sources if item.sources else []
    each = [f"{item.letters[c.id]}: {c.feedback}" for c in item.choices if c.feedback]
    right = [line for line in (item.right, *each) if line] or ["Right."]
    wrong = [line for line in (item.wrong, *each) if line] or ["Not yet."]
    wrong += [f"{number(slip.value)}: {slip.feedback}" for slip in item.slips]
    return {"correct": right + sources, "incorrect": wrong + sources}


def _declared(
    root: etree._Element, cardinality: str, kind: str, values: list[str]
) -> etree._Element:
    declared = etree.SubElement(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=kind
    )
    if values:
        correct = etree.SubElement(declared, "correctResponse")
        for value in values:
            etree.SubElement(correct, "value").text = value
    return declared


def _outcome(root: etree._Element, name: str, kind: str, value: str) -> None:
    outcome = etree.SubElement(
        root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind
    )
    etree.SubElement(etree.SubElement(outcome, "defaultValue"), "value").text = value


def _interaction(body: etree._Element, labels: list[tuple[str, str]], *, most: int) -> None:
    interaction = etree.SubElement(
        body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxChoices=str(most),
    )
    for name, text in labels:
        choice = etree.SubElement(interaction, "simpleChoice", identifier=name)
        etree.SubElement(choice, "p").text = text


def _identifier(item: Item) -> str:
    # An identifier may not begin with a digit.
    return f"q-{item.id}"


def _test(identifiers: list[str]) -> etree._Element:
    root = etree.Element(
        "assessmentTest",
        nsmap={None: QTI, "xsi": XSI},
        identifier="born-into-care",
        title="Born into care: question bank",
    )
    root.set(f"{{{XSI}}}schemaLocation", LOCATION)
    part = etree.SubElement(
        root,
        "testPart",
        identifier="all",
        navigationMode="nonlinear",
        submissionMode="simultaneous",
    )
    section = etree.SubElement(
        part, "assessmentSection", identifier="questions", title="Questions", visible="false"
    )
    for name in identifiers:
        etree.SubElement(section, "assessmentItemRef", identifier=name, href=f"{name}.xml")
    return root


def _manifest(items: list[str]) -> etree._Element:
    root = etree.Element("manifest", nsmap={None: PACKAGE}, identifier="born_into_care")
    metadata = etree.SubElement(root, "metadata")
    etree.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    etree.SubElement(metadata, "schemaversion").text = "1.0.0"
    etree.SubElement(root, "organizations")
    resources = etree.SubElement(root, "resources")
    test = etree.SubElement(
        resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="items/test.xml"
    )
    etree.SubElement(test, "file", href="items/test.xml")
    for path in items:
        name = path.split("/")[-1].removesuffix(".xml")
        etree.SubElement(test, "dependency", identifierref=name)
        resource = etree.SubElement(
            resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=path
        )
        etree.SubElement(resource, "file", href=path)
    return root


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
