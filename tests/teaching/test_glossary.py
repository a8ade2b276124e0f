"""Every term that the notebooks use is in the glossary, and every link to it arrives."""

import re

from tests.support import links, markdown
from tools.build.handouts import read_terms
from tools.build.pack import list_notebooks

# Words that a newcomer may not know, as they stand in a text, and the term that explains each.
# A word that a notebook brings in anew goes here and into the glossary.
TERMS_OF_ART = {
    r"Article 6": "article-6",
    r"Cafcass Cymru": "cafcass-cymru",
    r"Cafcass": "cafcass",
    r"care orders?": "care-order",
    r"care proceedings": "care-proceedings",
    r"children's guardians?": "childrens-guardian",
    r"Children Act": "children-act-1989",
    r"emergency protection orders?": "emergency-protection-order",
    r"emergency": "emergency-hearing",
    r"first hearings?": "first-hearing",
    r"interim care orders?": "interim-care-order",
    r"issued?\b(?= an application)|day of issue": "issue",
    r"legal aid": "legal-aid",
    r"local authorit(?:y|ies)": "local-authority",
    r"looked after": "looked-after",
    r"parental responsibility": "parental-responsibility",
    r"placement orders?": "placement-order",
    r"pre-birth assessments?": "pre-birth-assessment",
    r"pre-proceedings": "pre-proceedings",
    r"Public Law Outline": "public-law-outline",
    r"same-day": "same-day-hearing",
    r"section 20|section 76": "section-2076",
    r"section 31": "section-31",
    r"section 38": "section-38",
    r"short notice": "short-notice",
    r"supervision orders?": "supervision-order",
    r"infants?": "infant",
    r"kinship": "kinship-care",
    r"multi-agency": "multi-agency",
    r"newborns?": "newborn",
    r"reunification": "reunification",
    r"trauma-(?:responsive|aware|informed)": "trauma-responsive",
    r"aggregate": "aggregate",
    r"calendar years?": "calendar-year",
    r"case-level": "case-level",
    r"cohort": "cohort",
    r"decompos\w+": "decomposition",
    r"denominators?": "denominator",
    r"financial years?": "financial-year",
    r"incidence": "incidence",
    r"index(?:ed)?": "index",
    r"live births?": "live-births",
    r"numerators?": "numerator",
    r"percentage points?": "percentage-point",
    r"reference line": "reference-line",
    r"trend": "trend",
    r"bound": "bound",
    r"confidence intervals?": "confidence-interval",
    r"funnel": "funnel-plot",
    r"intervals?": "interval",
    r"Poisson": "poisson",
    r"ranks?": "rank",
    r"rounding|rounded": "rounding",
    r"simulat\w+": "simulation",
    r"small numbers": "small-numbers",
    r"Wilson": "wilson-interval",
    r"derived": "derived",
    r"disputed": "disputed",
    r"illustrative": "illustrative",
    r"primary source": "primary-source",
    r"rival explanations?": "rival-explanation",
    r"secondary source": "secondary-source",
    r"standing": "standing",
    r"disclosure": "disclosure",
    r"linked records|linked data": "linked-data",
    r"secondary suppression": "secondary-suppression",
    r"suppress\w*": "suppression",
    r"explorer": "explorer",
    r"kernel": "kernel",
    # Not in any notebook when this was written; each would be a surprise without an entry.
    r"adjournment": "adjournment",
    r"quantile": "quantile",
    r"regression": "regression",
    r"standard deviation": "standard-deviation",
    r"confounder": "confounder",
    r"bootstrap": "bootstrap",
    r"p-value": "p-value",
    r"threshold criteria": "threshold-criteria",
    r"special guardianship": "special-guardianship",
}


def used(text: str) -> set[str]:
    """The anchors of the terms of art that a text uses."""
    words = markdown.all_words(text)
    return {
        anchor
        for pattern, anchor in TERMS_OF_ART.items()
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE)
    }


def test_every_term_of_a_notebook_is_explained_and_every_link_to_it_arrives():
    for path in list_notebooks():
        text = links.markdown_of(path)
        wanted = used(text) | set(re.findall(r"teaching/glossary\.md#([\w-]+)", text))
        assert sorted(wanted - set(read_terms())) == [], path.stem
