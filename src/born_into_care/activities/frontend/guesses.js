// Guesses at figures: read in a figure's unit, set beside what is published, and those of a room counted.

globalThis.BicGuesses = (() => {
  const { said, formAsked } = BicNumbers;

  /** Give a guess in the unit of a mark; an error says what to write instead. */
  function inUnit(typed, { unit, per }) {
    const reading = BicNumbers.read(typed);
    if (!reading) throw new Error(BicNumbers.unreadable(typed));
    if (per === null && reading.per !== null) {
      throw new Error(`Write your guess as ${formAsked(unit)}, not as a share.`);
    }
    const number = reading.per === null ? reading.number : (reading.number / reading.per) * per;
    return reading.direction === "down" ? -number : number;
  }

  const isBelow = (guess, { least }) => least !== null && guess < least;
  const isOutside = (guess, mark) => isBelow(guess, mark) || (mark.most !== null && guess > mark.most);

  /** Give the guess at a mark as a number that can be; an error says what to write instead. */
  function read(typed, mark) {
    if (!typed?.trim()) throw new Error(`There is no guess yet for ${mark.label}. Any number will do.`);
    const guess = inUnit(typed, mark);
    if (isOutside(guess, mark)) {
      const from = mark.least === null ? "" : `from ${said(mark.least)} `;
      const ends = from + (mark.most === null ? "up" : `to ${said(mark.most)}`);
      throw new Error(`${said(guess)} can't be. Write ${formAsked(mark.unit)}, ${ends}.`);
    }
    return guess;
  }

  /** Give the sentence that sets a guess beside a figure, with the figure linked. */
  function compare(guess, mark, { value, sentence }) {
    const apart = Math.abs(guess - value);
    const far = Number(apart.toFixed(1));
    const by = far === 0 ? "less than 0.1" : said(far);
    const points = mark.per === 100 ? ` percentage point${far === 1 ? "" : "s"}` : "";
    const same = apart <= 1e-9 * Math.max(Math.abs(guess), Math.abs(value));
    const verdict = same
      ? "That is what you expected."
      : `Your guess was ${guess > value ? "higher" : "lower"}, by ${by}${points}.`;
    const shown = `${said(guess)}${mark.unit === "per cent" ? " per cent" : ""}`;
    return [{ text: `You expected ${shown}. ` }, ...sentence, { text: ` ${verdict}` }];
  }

  /** Give the ends of a line that reaches each number: the next of 1, 2, 5, 10, 20, ... */
  function reach(range, numbers) {
    const far = Math.max(0, ...numbers.map(Math.abs));
    if (far <= range.high) return range;
    const power = 10 ** Math.floor(Math.log10(far));
    const high = [1, 2, 5, 10].map((factor) => factor * power).find((end) => end >= far);
    return { ...range, high, low: range.low && -high };
  }

  /**
   * Take the guesses of a room apart: at line ends, at semicolons, at commas that set no thousands apart,
   * and at spaces between bare numbers. What stands before a colon is taken for a name and dropped.
   */
  const split = (text) =>
    text.split(/[\n;]|,(?!\d{3}(?!\d))/).flatMap((piece) => {
      const words = piece.slice(piece.lastIndexOf(":") + 1).trim();
      return /^[-+−–\d.,% \t]+$/.test(words) ? words.split(/(?<=[\d%])\s+(?!%)/) : words ? [words] : [];
    });

  function median(sorted) {
    const middle = sorted.length / 2;
    return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  }

  /** Count a room's guesses at a mark: {numbers, from the lowest; sentence}, without who guessed what. */
  function countRoom(text, mark) {
    const numbers = [];
    let unread = 0;
    let outside = 0;
    for (const words of split(text)) {
      try {
        const guess = inUnit(words, mark);
        if (isOutside(guess, mark)) outside += 1;
        else numbers.push(guess);
      } catch {
        unread += 1;
      }
    }
    numbers.sort((low, high) => low - high);
    const more = numbers.length ? "more " : "";
    const sentences = [];
    if (numbers.length) {
      const [low, middle, high] = [numbers[0], median(numbers), numbers.at(-1)].map((number) =>
        said(Number(number.toFixed(1))));
      const guesses = numbers.length === 1 ? "1 guess" : `${numbers.length} guesses`;
      sentences.push(`${guesses}, from ${low} to ${high}; half are ${middle} or below.`);
    }
    if (outside) {
      const limits = mark.most === null ? `below ${said(mark.least)}` : `outside ${said(mark.least)} to ${said(mark.most)}`;
      sentences.push(`${outside} ${more}${outside === 1 ? "lies" : "lie"} ${limits}.`);
    }
    if (unread) sentences.push(`${unread} ${more}could not be read as a number.`);
    if (!numbers.length) sentences.push("Write one guess to a line, such as 48.");
    return { numbers, sentence: sentences.join(" ") };
  }

  return { read, compare, reach, countRoom };
})();
