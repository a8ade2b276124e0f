// Starts the activities of a page: the pack's own front ends, answered by this page instead of Python.

(() => {
  const { clock } = BicActivity;
  const day = (stamp) => {
    const date = new Date(stamp);
    const month = date.toLocaleDateString("en-GB", { month: "long" });
    return `${date.getDate()} ${month} ${date.getFullYear()}, ${clock(date)}`;
  };
  const plain = (parts) => parts.map((part) => part.text).join("");

  /** What a front end takes for the line to Python. `answers` has a function for each thing to do. */
  function standIn(spec, answers) {
    const hearers = new Set();
    const tell = (content, buffers) => {
      for (const hear of [...hearers]) hear(content, buffers);
    };
    return {
      get: () => spec,
      on: (_, hear) => hearers.add(hear),
      off: (_, hear) => hearers.delete(hear),
      async send(content) {
        // Not at once: a front end asks while it is still being built.
        await null;
        const answer = (parts, buffers) => tell({ ...parts, number: content.number }, buffers);
        try {
          await answers[content.do](content, answer);
        } catch (error) {
          answer({ what: "problem", problem: error.message });
        }
      },
    };
  }

  const SEEN_ELSEWHERE =
    "Another tab had other words here. They are kept, and stand in your record as an earlier version.";

  const kinds = {
    notebox({ spec }) {
      const name = `note:${spec.entry}`;
      const withEarlier = (note, text, newer) => {
        const known = [newer, ...note.earlier.map((one) => one.text)];
        if (text.trim() && !known.some((one) => one.includes(text))) note.earlier.push({ text });
      };
      const held = () => ({ text: "", updated: "", earlier: [], ...BicKept.get(name) });
      let known = ""; // what this page's writer began from, or saved last
      return standIn(spec, {
        hello(_, answer) {
          const { text, updated } = held();
          known = text;
          answer({ what: "opened", record: "site", text, updated, saved: updated && day(updated), notice: "" });
        },
        save({ text }, answer) {
          const before = held();
          const note = { prompt: spec.plain, text, updated: new Date().toISOString(), earlier: before.earlier };
          const elsewhere = before.text !== known && before.text !== text;
          if (elsewhere) withEarlier(note, before.text, text);
          known = text;
          const problem = BicKept.put(name, note);
          if (problem) throw new Error(problem);
          const notice = elsewhere && note.earlier.length ? SEEN_ELSEWHERE : "";
          answer({ what: "saved", at: clock(new Date()), updated: note.updated, notice });
        },
        keep({ text }, answer) {
          const note = held();
          withEarlier(note, text, note.text);
          const problem = BicKept.put(name, note);
          if (problem) throw new Error(problem);
          answer({ what: "kept" });
        },
      });
    },

    predictor({ spec, facts }) {
      const unreadable =
        "Type one number, such as 48, 2,914, 41%, 47.7 per 10,000 or one in six.";
      const inUnit = (reading, fact) => {
        const number = reading.direction === "down" ? -reading.number : reading.number;
        if (fact.per !== null && reading.per !== null) return (number / reading.per) * fact.per;
        if (reading.per === null) return number;
        throw new Error(`Write your guess as ${BicNumbers.formAsked(fact.unit)}, not as a share.`);
      };
      const read = (typed, fact) => {
        if (!typed?.trim()) throw new Error(`There is no guess yet for ${fact.label}. Any number will do.`);
        const reading = BicNumbers.read(typed);
        if (!reading) throw new Error(`"${typed}" could not be read. ${unreadable}`);
        const guess = inUnit(reading, fact);
        const { least, most } = fact;
        if (guess < (least ?? -Infinity) || guess > (most ?? Infinity)) {
          const from = least === null ? "" : `from ${BicNumbers.said(least)} `;
          const ends = from + (most === null ? "up" : `to ${BicNumbers.said(most)}`);
          const asked = BicNumbers.formAsked(fact.unit);
          throw new Error(`${BicNumbers.said(guess)} can't be. Write ${asked}, ${ends}.`);
        }
        return guess;
      };
      const compare = (guess, fact) => {
        const apart = Math.abs(guess - fact.value);
        const far = Number(apart.toFixed(1));
        const shownFar = far === 0 ? "less than 0.1" : BicNumbers.said(far);
        const by = fact.per === 100 ? `${shownFar} percentage ${far === 1 ? "point" : "points"}` : shownFar;
        const way = guess > fact.value ? "higher" : "lower";
        const verdict = apart < 1e-9 ? "That is what you expected." : `Your guess was ${way}, by ${by}.`;
        const shown = `${BicNumbers.said(guess)}${fact.unit === "per cent" ? " per cent" : ""}`;
        return [{ text: `You expected ${shown}. ` }, ...fact.told, { text: ` ${verdict}` }];
      };
      // A line that reaches each guess: the next of 1, 2, 5, 10, 20, ...
      const reach = (numbers) => {
        const far = Math.max(...numbers.map(Math.abs));
        if (!(far > spec.range.high)) return spec.range;
        const power = 10 ** Math.floor(Math.log10(far));
        const high = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= far);
        return { ...spec.range, high, low: spec.range.low && -high };
      };
      const names = spec.marks.map((mark) => mark.id);
      const all = (made) => Object.fromEntries(names.map((name) => [name, made(name)]));
      const state = (answer, guesses, notice = "") => {
        const numbers = guesses ? all((name) => read(guesses[name], facts[name])) : {};
        const told = (name) => (guesses ? compare(numbers[name], facts[name]) : facts[name].told);
        answer({
          what: "state", shown: true, guesses: guesses ?? {}, numbers, answers: all((name) => facts[name].answer),
          range: reach(Object.values(numbers)), sentences: names.map(told), notice,
        });
      };
      return standIn(spec, {
        hello(_, answer) {
          const kept = all((name) => BicKept.get(`predict:${name}`)?.guess);
          if (names.every((name) => kept[name])) state(answer, kept);
          else answer({ what: "state", shown: false, guesses: {} });
        },
        commit({ guesses }, answer) {
          for (const name of names) read(guesses[name], facts[name]);
          const notices = names.map((name) =>
            BicKept.put(`predict:${name}`, {
              question: plain(spec.stem), label: facts[name].label, guess: guesses[name],
            }));
          state(answer, guesses, notices.find(Boolean));
        },
        skip(_, answer) {
          state(answer, null);
        },
        reset(_, answer) {
          for (const name of names) BicKept.drop(`predict:${name}`);
          answer({ what: "state", shown: false, cleared: true, guesses: {} });
        },
      });
    },

    planner({ spec }) {
      return standIn(spec, {
        hello(_, answer) {
          const steps = BicKept.names()
            .filter((name) => name.startsWith("plan:"))
            .map((name) => ({ ...BicKept.get(name), id: name.slice(5) }))
            .sort((one, other) => (one.begun < other.begun ? -1 : 1));
          answer({ what: "opened", record: "site", steps, notice: "" });
        },
        save({ step, fields }, answer) {
          const now = new Date();
          const begun = BicKept.get(`plan:${step}`)?.begun ?? now.toISOString();
          const problem = BicKept.put(`plan:${step}`, { ...fields, begun, updated: now.toISOString() });
          if (problem) throw new Error(problem);
          answer({ what: "saved", step, at: clock(now), notice: "" });
        },
        remove({ step }, answer) {
          BicKept.drop(`plan:${step}`);
          answer({ what: "removed" });
        },
      });
    },

    recordview({ spec }) {
      return standIn(spec, {
        hello(_, answer) {
          answer({ what: "opened", page: BicRecord.asFragment(), notice: "" });
        },
        async export({ kind }, answer) {
          const { name, type, parts } = BicRecord.exported(kind);
          answer({ what: "file", name, type }, [new Blob(parts, { type })]);
        },
        delete(_, answer) {
          for (const name of BicKept.names()) BicKept.drop(name);
          answer({ what: "deleted", sentence: "Your record is deleted from this browser." });
        },
      });
    },

    practice({ spec, focuses, pages }) {
      return standIn(spec, {
        show({ focus, theme }, answer) {
          const fitting = spec.themes.filter(([number]) => !focus || focuses[focus].includes(number));
          const [number, title] = fitting.find(([one]) => one === theme) ?? fitting[0];
          answer({
            what: "page",
            themes: fitting,
            theme: number,
            page: pages[number],
            sentence: `${fitting.length} of ${spec.themes.length} themes fit. Shown: ${title.replace(".", ",")}.`,
          });
        },
      });
    },

    weigh({ spec, charts }) {
      const key = (claim) => `claim:${String(claim).padStart(2, "0")}`;
      return standIn(spec, {
        hello(_, answer) {
          const given = spec.claims
            .map(({ number }) => [number, BicKept.get(key(number))?.verdict])
            .filter(([, verdict]) => verdict);
          answer({ what: "opened", verdicts: Object.fromEntries(given), notice: "" });
        },
        sign({ claim, verdict }, answer) {
          const one = spec.claims.find(({ number }) => number === claim);
          const { name } = one.verdicts.find(({ id }) => id === verdict);
          answer({ what: "signed", notice: BicKept.put(key(claim), { claim: plain(one.text), verdict, name }) });
        },
        test({ claim }, answer) {
          answer({ what: "chart", claim, chart: charts[claim] });
        },
      });
    },

    selfcheck({ spec, question }) {
      return BicMarking.model(spec, question, standIn);
    },
  };

  for (const place of document.querySelectorAll("[data-bic-activity]")) {
    const data = JSON.parse(place.querySelector("script.bic-activity-data").textContent);
    const kind = place.dataset.bicActivity;
    try {
      BicRenders[kind]({ model: kinds[kind](data), el: place });
      place.dataset.ready = "true";
    } catch (error) {
      const problem = document.createElement("p");
      problem.setAttribute("role", "alert");
      problem.textContent = `This activity could not be started (${error.message}). Reload the page to try again.`;
      place.prepend(problem);
    }
  }

  // Of several folds between two guesses, the first under each heading is seen.
  let last = null;
  for (const node of document.querySelectorAll(".bic-predict, [data-bic-explorer=between], details.bic-veil")) {
    const again = last?.matches(".bic-veil") && node.matches(".bic-veil");
    if (again && last.closest("section") === node.closest("section")) node.classList.add("bic-more");
    last = node;
  }
})();
