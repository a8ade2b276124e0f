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

    predictor({ spec, name, facts }) {
      const key = `predict:${name}`;
      const unreadable =
        "Type one number for each, such as 48, 2,914, 41%, 47.7 per 10,000 or one in six.";
      const inUnit = (reading, fact) => {
        const number = reading.direction === "down" ? -reading.number : reading.number;
        if (reading.times && fact.unit !== "times") throw new Error(`Write your guess as ${BicNumbers.formAsked(fact.unit)}.`);
        if (fact.per === null) {
          if (reading.per !== null) throw new Error(`Write your guess as ${BicNumbers.formAsked(fact.unit)}, not as a share.`);
          return number;
        }
        if (reading.per !== null) return (number / reading.per) * fact.per;
        // "17" for what others give as "one in six": a share of one is never above one.
        return fact.per === 1 && number > 1 ? number / 100 : number;
      };
      const compare = (point, typed) => {
        if (!typed?.trim()) throw new Error(`There is no guess yet for ${point.label}. Any number will do.`);
        const reading = BicNumbers.read(typed);
        if (!reading) throw new Error(`${point.label}: "${typed}" could not be read. ${unreadable}`);
        const fact = facts[point.id];
        const guess = inUnit(reading, fact);
        if (guess < 0 && !fact.below_zero) {
          const asked = BicNumbers.formAsked(fact.unit);
          throw new Error(`${point.label}: No figure of this kind lies below 0. Write your guess as ${asked}.`);
        }
        const shown = fact.per === 1 ? `${BicNumbers.said(guess * 100)} per cent` : BicNumbers.said(guess);
        const lead = `You expected ${shown}${fact.unit === "per cent" ? " per cent" : ""}. `;
        const parts = (source, verdict) => [{ text: lead + source }, ...fact.told, { text: verdict }];
        if (fact.bound) {
          const limit = Math.abs(guess - fact.value) < 1e-9;
          const fits = guess > fact.value ? "Your guess fits that." : "Your guess lies below that.";
          return parts("The source says only ", limit ? "Your guess is the limit that it names: the figure is more than that." : fits);
        }
        const apart = Math.abs(guess - fact.value);
        const points = fact.per === 1 || fact.per === 100;
        const far = Number((apart * (fact.per === 1 ? 100 : 1)).toFixed(1));
        const shownFar = far === 0 ? "less than 0.1" : BicNumbers.said(far);
        const by = points ? `${shownFar} percentage ${far === 1 ? "point" : "points"}` : shownFar;
        const way = BicNumbers.directionWords(guess, fact.value);
        const verdict =
          apart < 1e-9
            ? "That is what you expected."
            : guess * fact.value < 0
              ? `Your guess was ${way}, ${by} away.`
              : `Your guess was ${way}, by ${by}.`;
        return parts(fact.derived ? "Our own sum gives " : "The published figure is ", verdict);
      };
      const compared = (guesses) => spec.points.map((point) => compare(point, guesses[point.id]));
      const state = (answer, guesses, notice = "") =>
        answer({ what: "state", committed: true, guesses, sentences: compared(guesses), notice });
      return standIn(spec, {
        hello(_, answer) {
          const kept = BicKept.get(key);
          if (kept) state(answer, kept.guesses);
          else answer({ what: "state", committed: false, guesses: {}, sentences: [] });
        },
        commit({ guesses }, answer) {
          compared(guesses);
          const notice = BicKept.put(key, { question: plain(spec.stem), points: spec.points, guesses });
          state(answer, guesses, notice);
        },
        reset(_, answer) {
          BicKept.drop(key);
          answer({ what: "state", committed: false, cleared: true, guesses: {}, sentences: [] });
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

    practice({ spec, roles, focuses, pages }) {
      return standIn(spec, {
        show({ role, focus, theme }, answer) {
          const fits = (number) =>
            (!role || roles[role].includes(number)) && (!focus || focuses[focus].includes(number));
          const fitting = spec.themes.filter(([number]) => fits(number));
          const [number, title] = fitting.find(([one]) => one === theme) ?? fitting[0];
          const whose = role ? ` Steps are for a ${role}.` : "";
          answer({
            what: "page",
            themes: fitting,
            theme: number,
            page: pages[role || ""][number],
            sentence: `${fitting.length} of ${spec.themes.length} themes fit. Shown: ${title.replace(".", ",")}.${whose}`,
          });
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
})();
