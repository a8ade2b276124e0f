"""The part of a written page that is made from data, between two marks; the rest stays as it is."""

import re


def replace_block(page: str, made_from: str, block: str) -> str:
    """Return a page's text with its generated block replaced.

    Parameters:
        page: Markdown that holds the two marks that `made_from` names.
        made_from: the data's path, as the marks give it.
        block: Markdown for the place between the marks.

    Raises:
        ValueError: if the marks are missing or stand more than once.
    """
    begin, end = (
        f'<!-- made from {made_from} by "make kit": {word} -->' for word in ("begin", "end")
    )
    if page.count(begin) != 1 or page.count(end) != 1:
        raise ValueError(f"The page needs these two lines, each once:\n{begin}\n{end}")
    pattern = re.compile(re.escape(begin) + r".*?" + re.escape(end), re.DOTALL)
    # A function, so that nothing in the new text is read as a pattern's reference.
    return pattern.sub(lambda _: f"{begin}\n\n{block.strip()}\n\n{end}", page)
