"""Would you sign it? The claims of the article that the pack grew from: `data/claims.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from born_into_care.activities.activity import RecordingActivity, frontend_module
from born_into_care.activities.rich_text import RichText, join_texts, resolve
from born_into_care.charts import show
from born_into_care.charts.style import CONFIG
from born_into_care.errors import require_known
from born_into_care.evidence import cached, read_data_file, source
from born_into_care.explorers.explorer import view
from born_into_care.text import capital, join_words


@dataclass(frozen=True)
class Verdict:
    """What a reader may say of a claim, what that means, and what there is to say to it here."""

    id: str
    name: str
    means: str
    defended: bool
    says: RichText


@dataclass(frozen=True)
class Claim:
    """One claim of the article, in our words, what this pack has beside it, and what tests it.

    Attributes:
        kind: what sort of claim it is ("a figure", "a reading, about cause").
        chart: a chart's name and choices; None where none could test it.
    """

    number: int
    part: str
    kind: str
    text: RichText
    beside: RichText
    verdicts: tuple[Verdict, ...]
    chart: Mapping[str, Any] | None
    sources: tuple[RichText, ...]

    @property
    def key(self) -> str:
        """The name of its entry in the record."""
        return f"claim-{self.number:02d}"

    def judge(self, verdict: Verdict) -> tuple[str, RichText]:
        """Return whether a verdict can be defended, in words, and what there is to say to it."""
        if not verdict.defended:
            return "Hard to defend.", verdict.says
        others = [f"“{each.name}”" for each in self.verdicts if each.defended and each != verdict]
        also = f"You could also defend {join_words(others, last='or')}." if others else ""
        return "You can defend that.", join_texts(verdict.says, also)


@cached
def _read_claims() -> tuple[Claim, ...]:
    bank = read_data_file("claims.json")
    names = {row["id"]: (row["name"], row["means"]) for row in bank["verdicts"]}
    return tuple(
        Claim(
            number=row["number"],
            part=row["part"],
            kind=row["kind"],
            text=resolve(row["claim"]),
            beside=resolve(row["beside"]),
            verdicts=tuple(
                Verdict(given["id"], *names[given["id"]], given["defended"], resolve(given["says"]))
                for given in row["verdicts"]
            ),
            chart=row["chart"],
            sources=tuple(
                resolve(f"{found.publisher} ({found.year}): {{source:{found.id}}}")
                for found in map(source, row["sources"])
            ),
        )
        for row in bank["claims"]
    )


def claims(part: str | None = None) -> tuple[Claim, ...]:
    """Return the claims of the article in their order; see `weigh`.

    Example:
        >>> len(claims()), [claim.number for claim in claims("notice")]
        (15, [7, 8, 9, 10])
    """
    found = _read_claims()
    if part is not None:
        require_known("part of the article", part, dict.fromkeys(claim.part for claim in found))
    return tuple(claim for claim in found if part in (None, claim.part))


def weigh(part: str | None = None) -> "ClaimsActivity":
    """Return the claims of the article to be weighed one by one: would you sign it?

    Parameters:
        part: "rise" (the numbers), "notice" (what they mean) or "practice" (what should follow);
            None for all fifteen.
    """
    return ClaimsActivity(part)


def draw_test(claim: Claim) -> dict[str, Any] | None:
    """Return the chart that tests a claim as a page draws it; None where no chart could."""
    if claim.chart is None:
        return None
    return {**view(show(claim.chart["name"], **claim.chart["choices"])), "config": CONFIG}


class ClaimsActivity(RecordingActivity):
    """One claim at a time: four verdicts, what tests it, and a room's votes, which stay there."""

    _esm = frontend_module("weigh", shared=["explorer.js", "library.js"])
    kind = "claim"
    field_names = ("claim", "verdict", "name")

    def __init__(self, part: str | None = None) -> None:
        asked = claims(part)
        self.claims = {claim.key: claim for claim in asked}
        self.names = "|".join(self.claims)
        super().__init__(
            name=f"Would you sign it? Claims {asked[0].number} to {asked[-1].number}",
            lines=[(f"{claim.number}.", claim.text) for claim in asked],
            note="Run this cell to weigh each claim here, to test it, and to count a room's votes.",
            call=("weigh", *filter(None, [part])),
            claims=[_describe(claim) for claim in asked],
        )

    def do_test(self, content: Mapping[str, Any]) -> None:
        """Answer with the chart that tests a claim."""
        entry = self.find_entry(content)
        self.answer(content, what="chart", entry=entry, chart=draw_test(self.claims[entry]))


def _describe(claim: Claim) -> dict[str, Any]:
    return {
        "number": claim.number,
        "entry": claim.key,
        "kind": capital(claim.kind),
        "text": claim.text.parts,
        "beside": claim.beside.parts,
        "verdicts": [
            {**vars(verdict), "says": verdict.says.parts, "lead": lead, "sentence": sentence.parts}
            for verdict in claim.verdicts
            for lead, sentence in [claim.judge(verdict)]
        ],
        "drawn": claim.chart is not None,
        "sources": [source.parts for source in claim.sources],
    }
