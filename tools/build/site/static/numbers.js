// Reading a number as people write it, for pages without Python: 48, 2,914, 41%, 47.7 per 10,000, one in
// six, a fifth. It follows born_into_care.activities.number_reading; a test holds the two together.

globalThis.BicNumbers = (() => {
  const SMALL = new Map(
    ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
      "sixteen seventeen eighteen nineteen")
      .split(" ")
      .map((word, number) => [word, number]),
  );
  const TENS = new Map(
    "twenty thirty forty fifty sixty seventy eighty ninety"
      .split(" ")
      .map((word, place) => [word, 10 * (place + 2)]),
  );
  const SCALES = new Map([["thousand", 1000], ["million", 1000000]]);
  const PARTS = new Map(
    Object.entries({
      half: 2, third: 3, quarter: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10,
      hundredth: 100, thousandth: 1000,
    }),
  );
  const DIGITS = String.raw`(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)`;
  const NOUNS =
    "(?:newborn |live |newborns? )?(?:babies|baby|newborns?|births?|mothers?|hearings?|cases?|infants?|" +
    "parents?|days?|hours?|regions?|areas?|families|of them)";
  const UP = /\b(up|rise|rose|risen|increased?|more|higher|grew|growth)\b/g;
  const DOWN = /\b(down|fall|fell|fallen|decreased?|less|fewer|lower|dropped|drop|minus)\b/g;

  function tidy(text) {
    let words = text.toLowerCase().trim().replace(/[\u00a0\u2009\u202f\u2007\t\n\r]/g, " ");
    words = words.replace(/[\u2212\u2013]/g, "-").replace(/×/g, " times ").replace(/[~≈≃]/g, "");
    words = words.replace(/\b(about|around|roughly|nearly|almost|approximately|approx|circa|ca|c)\b\.?/g, " ");
    words = words.replace(/(^|[^\d,])(\d+),(\d{1,2})(?!\d|,)/g, "$1$2.$3");
    words = words.replace(/([a-z])-(?=[a-z])/g, "$1 ");
    return words.replace(/\s+/g, " ").replace(/^[ !?;:"'“”‘’]+|[ !?;:"'“”‘’]+$/g, "").replace(/\.+$/, "");
  }

  function direction(words) {
    let down = words.search(DOWN) >= 0;
    let up = words.search(UP) >= 0;
    const sign = words.match(/^([+-])\s*(?=[\d.])/);
    if (sign) {
      down ||= sign[1] === "-";
      up ||= sign[1] === "+";
      words = words.slice(sign[0].length);
    }
    words = words.replace(UP, " ").replace(DOWN, " ");
    words = words.replace(/\b(by|of an?|it|they|was|is|a(?= [\d.]))\b/g, " ");
    words = words.replace(/\s+/g, " ").trim().replace(/^(?:an? )?of /, "");
    return [down && up ? null : down ? "down" : up ? "up" : null, words];
  }

  function spelled(words) {
    let [total, current, seen] = [0, 0, false];
    for (const word of words.split(" ").filter(Boolean)) {
      if (word === "and" && seen) continue;
      if (SMALL.has(word)) current += SMALL.get(word);
      else if (TENS.has(word)) current += TENS.get(word);
      else if (word === "a" && !seen) {
        current = 1;
        continue;
      } else if (word === "hundred") current = (current || 1) * 100;
      else if (SCALES.has(word)) {
        total += (current || 1) * SCALES.get(word);
        current = 0;
      } else return null;
      seen = true;
    }
    return seen ? total + current : null;
  }

  const digits = (text) => Number(text.replace(/[, ]/g, ""));
  function value(words) {
    words = words.trim();
    if (new RegExp(`^${DIGITS}$`).test(words)) return digits(words);
    const mixed = words.match(new RegExp(`^(${DIGITS}) (hundred|thousand|million)$`));
    if (mixed) return digits(mixed[1]) * (mixed[2] === "hundred" ? 100 : SCALES.get(mixed[2]));
    return spelled(words);
  }
  const withoutNoun = (words) => words.replace(new RegExp(`\\s*\\b${NOUNS}$`), "").trim();

  const forms = [
    function oneIn(words) {
      const match = words.match(new RegExp(`^(.+?)(?: ${NOUNS})? (?:in|out of) (?:every )?(.+)$`));
      if (!match) return null;
      const [top, bottom] = [value(match[1]), value(withoutNoun(match[2]))];
      return top === null || !bottom ? null : { number: top / bottom, per: 1 };
    },
    function slash(words) {
      const match = words.match(new RegExp(`^(${DIGITS}) ?/ ?(${DIGITS})$`));
      if (!match) return null;
      const [top, bottom] = [value(match[1]), value(match[2])];
      if (top === null || !bottom) return null;
      if (bottom >= 100 && Number.isInteger(Math.log10(bottom))) return { number: top, per: bottom };
      return { number: top / bottom, per: 1 };
    },
    function part(words) {
      const match = words
        .replace(/ of (?:them|all|the .*|babies|births)$/, "")
        .match(/^(?:(\w+(?: \w+)?) )?([a-z]+?)s?$/);
      if (!match) return null;
      const name = match[2] === "halve" ? "half" : match[2];
      if (!PARTS.has(name)) return null;
      const top = match[1] === undefined || match[1] === "a" ? 1 : value(match[1]);
      return top === null ? null : { number: top / PARTS.get(name), per: 1 };
    },
    function per(words) {
      const match = words.match(/^(.+?) (?:per|for each|for every|to every) (.+)$/);
      if (!match || match[2].startsWith("cent")) return null;
      const [top, bottom] = [value(withoutNoun(match[1])), value(withoutNoun(match[2]))];
      return top === null || !bottom ? null : { number: top, per: bottom };
    },
    function perCent(words) {
      const match = withoutNoun(words).match(
        /^(.+?) ?(?:%|per ?cent\b|percent\b|pct\b|percentage(?= points?)|(?=p\.?p\.?$|points?$))\s*(points?|p\.?p\.?)?(?: of.*)?$/,
      );
      const number = match ? value(match[1]) : null;
      return number === null ? null : { number, per: 100, points: match[2] !== undefined };
    },
    function times(words) {
      const match = words.match(/^(?:times )?(.+?)(?: ?x| times| fold)?(?: as (?:many|high|much))?$/);
      if (!match || !/times|fold|x$/.test(words)) return null;
      const number = value(match[1]);
      return number === null ? null : { number, times: true };
    },
    function bare(words) {
      const number = value(withoutNoun(words));
      return number === null ? null : { number };
    },
  ];

  /** Give {number, per, direction, points, times} of what was typed, or null where it is no number. */
  function read(text) {
    if (text.length > 200) return null;
    const [turned, words] = direction(tidy(text));
    for (const form of forms) {
      const found = form(words);
      if (!found) continue;
      if (found.number > 1e15) return null;
      return { per: null, points: false, times: false, ...found, direction: found.number ? turned : null };
    }
    return null;
  }

  const said = (number) => {
    const shown = Number(Math.abs(number).toFixed(4)).toLocaleString("en-GB", { maximumFractionDigits: 4 });
    return number < 0 ? `−${shown}` : shown;
  };

  /** Give a reading in plain words, to be said back to its writer. */
  function spoken(reading) {
    let text = said(reading.number);
    if (reading.times) text += " times";
    else if (reading.points) text += " percentage points";
    else if (reading.per === 100) text += " per cent";
    else if (reading.per === 1) text = `${said(Number((reading.number * 100).toFixed(2)))} per cent`;
    else if (reading.per !== null) text += ` per ${said(reading.per)}`;
    return (reading.direction ? `${reading.direction} ` : "") + text;
  }

  /** Give which way a guess lies from a figure, as predictions.direction_words does in Python. */
  function directionWords(guess, value) {
    if (guess * value < 0) return "in the other direction";
    if (guess < 0) return guess > value ? "a smaller fall" : "a larger fall";
    return guess > value ? "higher" : "lower";
  }

  /** Give what to write where a number is asked for in a unit, as answers.form_asked does in Python. */
  function formAsked(unit) {
    if (unit.startsWith("share")) return "a share, such as one in ten or 10%";
    if (unit.startsWith("per cent")) return `a number in ${unit}`;
    return unit.startsWith("per ") ? `a rate ${unit}` : `a number of ${unit}`;
  }

  return { read, said, spoken, directionWords, formAsked };
})();
