"""How many newborn babies came into care proceedings in England in the years that we have."""

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import Change, counts, figure_value
from born_into_care.charts.wording import format_interval

_TWO_WEEKS = replace(style.PUBLISHED, word="Under two weeks old")
_SEVEN_DAYS = replace(style.OTHER_REPORT, word="Under seven days old (2018 report)")
_2018_FIGURES = ("newborns-england-2007-08", "newborns-england-2016-17")


def rising_numbers(*, earlier_series: bool = False) -> Chart:
    """Return England's counts of newborns in care proceedings in 2012/13 and 2019/20.

    No line joins them, since the years between are not in this pack.

    Parameters:
        earlier_series: whether the counts of the 2018 report stand beside them. They are of babies
            under seven days old: another definition, but a floor for this one.

    Source of the method: exact Poisson intervals; the change with its exact conditional interval.

    Example:
        >>> rising_numbers().table["Babies"].tolist()
        ['2,425', '2,914']
    """
    change = Change(*counts("England"))
    names = _2018_FIGURES if earlier_series else ()
    earlier = [figure_value(evidence.figure(name), _SEVEN_DAYS) for name in names]
    later = [replace(count.value, kind=_TWO_WEEKS) for count in counts("England")]
    values = [*earlier, *later]
    derived = ["derived-change-newborns-england", "derived-difference-newborns-england"]
    derived += ["derived-standard-errors-rise-england"]
    return make_chart(
        "rising-numbers",
        {"change": change, "earlier": earlier},
        data=marks.draw_dots([(value.first_year, value) for value in values], along="y"),
        rows=[
            {
                "Area and year": f"{value.area}, {value.period}",
                "Babies": value.text,
                "95% interval": format_interval(value.interval, decimals=0),
                "Newborn means": "under two weeks old"
                if value in later
                else "under seven days old",
                "Standing": value.standing,
            }
            for value in values
        ],
        sources=[
            *(name for value in values for name in value.sources),
            *([] if earlier else ["change-newborns-england", *derived]),
        ],
        x=style.axis(
            "Year, April to March",
            range=[2005.6 if earlier else 2010.6, 2021.4],
            tickvals=[value.first_year for value in values],
            ticktext=[value.period for value in values],
            showgrid=False,
        ),
        y=style.axis("Newborn babies (count)", range=[0, 3400], tickformat=",d", nticks=5),
        height=340,
        narrow={"xaxis": {"ticktext": [value.period.replace("/", "<br>/") for value in values]}},
        showlegend=bool(earlier),
        legend={"y": -0.3},
        annotations=[
            marks.label(
                f"<b>{value.text}</b>",
                x=value.first_year,
                y=round((value.limits or (0.0, value.number))[1], 1),
                panel=1,
                align="center",
                yshift=13,
            )
            for value in values
        ],
    )
