"""Find words that the pack does without, and American spellings."""

import re

# They tell a learner who is stuck that the fault is theirs. No exception.
NEVER = ("simply", "just", "obviously", "clearly", "of course", "easy", "easily", "trivial")
# People are not cases and babies are not removals.
SELDOM = ("cases", "removal", "removals")
AMERICAN = {
    r"\w{3,}iz(?:e|es|ed|ing|er|ers|ation|ations)": "with -is-",
    r"analyz\w+": "analyse",
    r"colors?|colored": "colour",
    r"behaviors?": "behaviour",
    r"centers?|centered": "centre",
    r"labeled|labeling": "labelled",
    r"neighbors?|neighborhoods?": "neighbour",
    r"gray": "grey",
}
BRITISH_WITH_Z = {"resize", "resized", "oversized", "citizen", "capsize"}


def faults(text: str) -> list[str]:
    """Return what is wrong with the words of a text, a sentence for each.

    Example:
        >>> faults("Just look at the color.")
        ["'just' makes a reader who is stuck feel slow", "'color' is spelled colour here"]
    """
    words = dict.fromkeys(NEVER, "makes a reader who is stuck feel slow")
    words |= dict.fromkeys(SELDOM, "is not said of people: name who is meant")
    found = [
        f"'{word}' {reason}"
        for word, reason in words.items()
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE)
    ]
    return found + [
        f"'{match[0]}' is spelled {british} here"
        for pattern, british in AMERICAN.items()
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
        if match[0].lower() not in BRITISH_WITH_Z
    ]
