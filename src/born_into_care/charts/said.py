"""Numbers as a sentence, a label or a table cell writes them."""

from __future__ import annotations

from born_into_care.estimates import Interval, NoInterval

MINUS = "−"


def whole(number: float) -> str:
    """Give a number without decimals, with commas.

    Example:
        >>> whole(2914), whole(-345.9)
        ('2,914', '−346')
    """
    return _shown(f"{number:,.0f}")


def decimal(number: float, *, places: int = 1) -> str:
    """Give a number with a fixed number of decimals.

    Example:
        >>> decimal(47.73), decimal(-4.05, places=2)
        ('47.7', '−4.05')
    """
    return _shown(f"{number:,.{places}f}")


def signed(number: float, *, places: int = 0) -> str:
    """Give a change with its sign, so that nobody takes it for a level.

    Example:
        >>> signed(20.16, places=1), signed(-346), signed(0.01)
        ('+20.2', '−346', '0')
    """
    shown = decimal(number, places=places)
    return f"+{shown}" if float(shown.replace(",", "").replace(MINUS, "-")) > 0 else shown


def plain(number: float) -> str:
    """Give a number with as many decimals as it has, two at most.

    Example:
        >>> plain(48.0), plain(81.3), plain(16.6667)
        ('48', '81.3', '16.67')
    """
    return _shown(f"{number:,.2f}".rstrip("0").rstrip("."))


def babies(count: float) -> str:
    """Give a count of babies in words that agree with it.

    Example:
        >>> babies(1), babies(2914)
        ('1 baby', '2,914 babies')
    """
    shown = whole(count)
    return f"{shown} baby" if shown == "1" else f"{shown} babies"


def days(count: int) -> str:
    """Give a count of days in words that agree with it.

    Example:
        >>> days(1), days(0)
        ('1 day', '0 days')
    """
    return f"{count} day" if count == 1 else f"{count} days"


def limits(interval: Interval | NoInterval, *, places: int = 1) -> str:
    """Give the limits of an interval for a table, or the reason why there are none.

    Example:
        >>> limits(Interval(20.2, 13.8, 26.9, "Exact conditional 95% interval"))
        '13.8 to 26.9'
        >>> limits(NoInterval("the denominator was not published"))
        'No interval: the denominator was not published.'
    """
    if isinstance(interval, NoInterval):
        return str(interval)
    return f"{decimal(interval.low, places=places)} to {decimal(interval.high, places=places)}"


def rose_or_fell(change: float, *, places: int = 1) -> str:
    """Give the direction and size of a change, for the middle of a sentence.

    Example:
        >>> rose_or_fell(20.16), rose_or_fell(-12.06), rose_or_fell(0.0)
        ('rose by 20.2', 'fell by 12.1', 'stayed level, neither up nor down')
    """
    shown = decimal(abs(change), places=places)
    if float(shown.replace(",", "")) == 0:
        return "stayed level, neither up nor down"
    return f"{'rose' if change > 0 else 'fell'} by {shown}"


def _shown(text: str) -> str:
    text = text.replace("-", MINUS)
    # A small change that rounds to nothing has no direction.
    return text.lstrip(MINUS) if not text.strip(f"{MINUS}0.,") else text
