// Reading a number as people write it: 48, 2,914, 41%, 47.7 per 10,000, one in six, a fifth. It follows
// born_into_care.activities.number_reading; a test holds the two together.

globalThis.BicNumbers = (() => {
  const numbered = (words, start) => words.split(" ").map((word, place) => [word, place + start]);
  const WORDS = new Map([
    ...numbered(
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
        "sixteen seventeen eighteen nineteen twenty",
      0,
    ),
    ...Object.entries({ a: 1, thirty: 30, forty: 40, fifty: 50, hundred: 100, thousand: 1000 }),
  ]);
  const PARTS = new Map(numbered("half third quarter fifth sixth seventh eighth ninth tenth", 2));
  const NUMBER = String.raw`(\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d*\.?\d+|${[...WORDS.keys()].join("|")})`;
  const NOUN =
    "(?: (?:live |newborn )?(?:babies|baby|newborns?|births?|mothers?|hearings?|applications|infants?))?";
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
  const RATIO = whole(`${NUMBER}${NOUN} ?(in|out of|/|per|for every) ?(?:every )?${NUMBER}${NOUN}`);
  const PART = whole(`(?:${NUMBER} )?(${[...PARTS.keys()].join("|")})s?(?: of [a-z ]+)?`);
  const PLAIN = whole(`${NUMBER}(?: ?(%|per ?cent|(?:percentage )?points?|pp))?(?: of [a-z ]+|${NOUN})`);
  const SOFTENING = /\b(?:about|around|roughly|nearly|almost|circa|ca|by|a(?= \d))\b\.?|[~≈]/g;
  const UP = /^\+|\b(?:up|rose|rise|more|higher|increase)\b/g;
  const DOWN = /^-|\b(?:down|fell|fall|less|fewer|lower|decrease|minus)\b/g;

  const spaced = (words) => words.replace(/\s+/g, " ").trim();
  const value = (words) => WORDS.get(words) ?? Number(words.replace(/[, ]/g, ""));

  function tidy(text) {
    const words = text.toLowerCase().replace(/[\u2212\u2013]/g, "-").replace(/([a-z])-(?=[a-z])/g, "$1 ");
    const bare = spaced(spaced(words).replace(SOFTENING, " "));
    return bare.replace(/^[ !?;:"'“”‘’]+|[ !?;:"'“”‘’]+$/g, "").replace(/\.+$/, "");
  }

  function form(words) {
    let match = words.match(RATIO);
    const bottom = match && value(match[3]);
    if (bottom) {
      const rate = ["per", "for every"].includes(match[2]);
      return rate ? { number: value(match[1]), per: bottom } : { number: value(match[1]) / bottom, per: 1 };
    }
    match = words.match(PART);
    if (match) return { number: value(match[1] ?? "one") / PARTS.get(match[2]), per: 1 };
    match = words.match(PLAIN);
    if (!match) return null;
    const unit = match[2] ?? "";
    return { number: value(match[1]), per: unit ? 100 : null, points: unit.includes("point") || unit === "pp" };
  }

  /** Give {number, per, direction, points} of what was typed, or null where it is no number. */
  function read(text) {
    const words = tidy(text);
    const [down, up] = [words.search(DOWN) >= 0, words.search(UP) >= 0];
    const found = form(spaced(words.replace(DOWN, " ").replace(UP, " ")));
    if (!found || found.number > 1e15 || text.trim().length > 200) return null;
    const direction = up === down || !found.number ? null : up ? "up" : "down";
    return { points: false, ...found, direction };
  }

  const said = (number) => {
    const shown = Number(Math.abs(number).toFixed(4)).toLocaleString("en-GB", { maximumFractionDigits: 4 });
    return number < 0 ? `−${shown}` : shown;
  };

  /** Give a reading in plain words, to be said back to its writer. */
  function spoken(reading) {
    let text = said(reading.number);
    if (reading.points) text += " percentage points";
    else if (reading.per === 100) text += " per cent";
    else if (reading.per === 1) text = `${said(Number((reading.number * 100).toFixed(2)))} per cent`;
    else if (reading.per !== null) text += ` per ${said(reading.per)}`;
    return (reading.direction ? `${reading.direction} ` : "") + text;
  }

  /** Give what to say of a text that is no number. None of its examples is a figure of the evidence. */
  const unreadable = (text) =>
    `'${text.trim().slice(0, 40)}' could not be read as a number. Type one number, such as 12, 1,234, 12%, ` +
    "12.3 per 10,000 or one in twelve.";

  /** Give what to write where a number is asked for in a unit, as form_asked does in Python. */
  function formAsked(unit) {
    if (unit.startsWith("per cent")) return `a number in ${unit}`;
    return unit.startsWith("per ") ? `a rate ${unit}` : `a number of ${unit}`;
  }

  return { read, said, spoken, unreadable, formAsked };
})();
