"""Find faults in a sentence that a program put together."""

import re

DIRECTION = re.compile(
    r"\b(higher|lower|highest|lowest|more|fewer|less|rose|rise|rises|fell|fall|falls|up|down|above|"
    r"below|over|under|larger|smaller|increase|decrease|neither|darker|narrow|narrower)\b",
    re.IGNORECASE,
)
_FAULTS = (
    (r"\b(?:None|nan|NaN|inf|True|False)\b", "holds a value of the program"),
    (r"[{}]", "holds a brace that nothing was filled into"),
    (r"\b(\w+) \1\b", "has a word twice"),
    (r"(?<![\d,.])1 (?:babies|days|guesses|births|newborns)\b", "counts 1 of a plural"),
    (r"  ", "has two spaces"),
    (r" [,.;:]", "has a space before a sign"),
    (r"[,;:.]{2,}", "has two signs together"),
    (r"\ba [aeio]\w", "has 'a' before a vowel"),
    (r"\ban [^aeiou8\W]", "has 'an' before a consonant"),
    (r"\d-\d|\s-\d", "has a hyphen for a minus or a range"),
    (r"\b(?:simply|just|obviously|clearly|removals?)\b", "has a word that the pack does not use"),
)


def faults(text: str) -> list[str]:
    """Return what is wrong with a text; nothing where it can be read aloud as it is."""
    found = [
        f"{why}: {hit.group(0)!r}" for pattern, why in _FAULTS for hit in re.finditer(pattern, text)
    ]
    if not text or not (text[0].isupper() or text[0].isdigit()):
        found.append("does not start with a capital letter")
    if not text.endswith((".", "?")):
        found.append("does not end with a full stop")
    return [f"{fault} in {text!r}" for fault in found]
