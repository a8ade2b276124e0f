"""What the illustrative cohort takes for granted, in sentences."""

from __future__ import annotations

from born_into_care import evidence
from born_into_care.illustration.births import NEAREST_HELD
from born_into_care.illustration.nations import (
    UNDER_SEVEN_DAYS,
    UNDER_SEVEN_PERIOD,
    YEARLY_MOVEMENT,
)
from born_into_care.illustration.notice import (
    EMERGENCY_SHARE,
    LONGEST_DAYS,
    REGIONS_NEAR_A_QUARTER,
    SPREAD,
)
from born_into_care.illustration.sizes import REGIONAL_SPREAD


def assumptions() -> list[str]:
    """Give every assumption behind the illustrative cohort, one or a few sentences each.

    Example:
        >>> assumptions()[0].startswith("Counts that are published are kept")
        True
    """

    def said(figure_id: str) -> str:
        return evidence.figure(figure_id).value_text

    return [
        "Counts that are published are kept: England and Wales in 2012/13 and in 2019/20. For "
        f"Wales in 2019/20 accounts differ, and {said('newborns-wales-2019-20-nfjo')} is used, "
        f"not {said('newborns-wales-2019-20-rip')}, because the published incidence follows from "
        "it.",
        "Live births are those of the calendar year in which the financial year starts. They are "
        "official except for each region in 2012 and for every area in 2013, which are not held: "
        f"there we take each area's share of live births to be the share of {NEAREST_HELD}. The "
        "column births_basis says which is which.",
        "Where only an incidence is published (the North East in both years, London in 2019/20), "
        "the number of babies is the nearest whole number that it gives over those live births. "
        "That is our arithmetic, not a published count.",
        "The other regions share what is left of England's count, by their live births and by a "
        "guide: the incidence of 2008 to 2016 in an older report with another definition, which "
        f"is {said('incidence-london-2008-16')} in London, {said('incidence-south-east-2008-16')} "
        f"in the South East and {said('incidence-north-west-2008-16')} in the North West and in "
        "Yorkshire and The Humber (taken as 30). Regions without a figure get the mean of these "
        f"four. Chance moves each by about {REGIONAL_SPREAD:.0%}. The result is not an estimate of "
        "what happened there.",
        "How the numbers moved in the years between is not known. They follow a random path "
        "through the published numbers, moving by about "
        f"{YEARLY_MOVEMENT:.0%} from year to year. Paths are drawn until the eight years come to "
        f"{said('cohort-england-wales')} babies, which we take to mean fewer than 22,000.",
        "Wales has a published incidence for the calendar years 2015 and 2018. It stands for the "
        "financial years 2015/16 and 2018/19.",
        f"An older report counts {said('newborns-england-2016-17')} babies under seven days old in "
        f"England in {UNDER_SEVEN_PERIOD}. The illustrative cohort has as many under seven days "
        f"old, and we take them to be {UNDER_SEVEN_DAYS:.0%} of all babies under two weeks. The "
        "same share is used in every year and both nations. No such share is held here.",
        "Ages within the first week and within the second are invented. Age and days to the first "
        "hearing are drawn apart, so the cohort cannot show how they go together.",
        "The shares heard on the day are held to what is published for 2019/20: the North East, "
        "London, and England and Wales together. Accounts also say "
        f"{said('same-day-some-regions-2019-20')} in some regions and name none: "
        f"{_number(REGIONS_NEAR_A_QUARTER)} regions are drawn by lot and given that share. Chance "
        "spreads the rest over the other areas, none of them below London.",
        "The shares heard at short notice are published for each nation. Chance spreads them over "
        f"the nine regions (by about {SPREAD:.0%} of the share that was not at short notice).",
        "No published figure is held here for hearings in fewer than three days. We take them to "
        f"be about {EMERGENCY_SHARE:.0%} of the babies heard at short notice and not on the day.",
        "No published figure is held here for notice before 2019/20. Each area's shares are drawn "
        f"around its shares of 2019/20, about {SPREAD:.0%} up or down, without a trend. Whether "
        "they rose or fell is not known.",
        "Days inside a band are invented. After the first week they are most often 12 to 18, when "
        "the court rules place the case management hearing, and never more than "
        f"{LONGEST_DAYS}.",
        "Every baby has an area, an age and a first hearing. The published shares may leave out "
        "babies for whom one of these was not recorded.",
    ]


def _number(number: int) -> str:
    return ["no", "one", "two", "three", "four"][number]
