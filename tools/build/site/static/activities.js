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

    predictor({ spec, answers }) {
      const key = ({ id }) => `predict:${id}`;
      const state = (answer, guesses, notice = "") =>
        answer({ what: "state", shown: true, guesses, answers, notice });
      return standIn(spec, {
        hello(_, answer) {
          const guesses = Object.fromEntries(spec.marks.map((mark) => [mark.id, BicKept.get(key(mark))?.guess]));
          if (Object.values(guesses).every(Boolean)) state(answer, guesses);
          else answer({ what: "state", shown: false, guesses: {} });
        },
        commit({ guesses }, answer) {
          const notices = spec.marks.map((mark) =>
            BicKept.put(key(mark), { question: plain(spec.stem), label: mark.label, guess: guesses[mark.id] }));
          state(answer, guesses, notices.find(Boolean));
        },
        skip(_, answer) {
          state(answer, {});
        },
        reset(_, answer) {
          for (const mark of spec.marks) BicKept.drop(key(mark));
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

    practice({ spec, themes }) {
      return standIn(spec, {
        hello(_, answer) {
          answer({ what: "opened", ...themes });
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
