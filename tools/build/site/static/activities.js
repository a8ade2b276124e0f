// Starts the activities of a page: the pack's own front ends, answered by this page instead of Python.

(() => {
  const { clock } = BicActivity;

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

  /** Answers what opens, saves and removes entries of the record; `more` answers what else is asked. */
  function recording(spec, kind, more = {}) {
    const key = (entry) => `${kind}:${entry}`;
    return standIn(spec, {
      hello(_, answer) {
        const entries = BicKept.names()
          .filter((name) => name.startsWith(key("")))
          .map((name) => [name.slice(key("").length), BicKept.get(name)])
          .sort(([, one], [, other]) => (one.begun < other.begun ? -1 : 1));
        answer({ what: "opened", record: "site", entries: Object.fromEntries(entries), notice: "" });
      },
      save({ entry, fields }, answer) {
        const now = new Date();
        const begun = BicKept.get(key(entry))?.begun ?? now.toISOString();
        const problem = BicKept.put(key(entry), { ...fields, begun, updated: now.toISOString() });
        if (problem) throw new Error(problem);
        answer({ what: "saved", entry, at: clock(now), notice: "" });
      },
      remove({ entry }, answer) {
        BicKept.drop(key(entry));
        answer({ what: "removed" });
      },
      ...more,
    });
  }

  const SEEN_ELSEWHERE =
    "Another tab had other words here. They are kept, and stand in your record as an earlier version.";

  const kinds = {
    notebox({ spec }) {
      const name = `note:${spec.entry}`;
      const held = () => ({ text: "", updated: "", earlier: [], ...BicKept.get(name) });
      return standIn(spec, {
        hello(_, answer) {
          answer({ what: "opened", record: "site", entries: { [spec.entry]: held() }, notice: "" });
        },
        save({ text, base, draft }, answer) {
          const { text: before, earlier } = held();
          const elsewhere = before !== base && before !== text;
          const beside = elsewhere ? before : draft;
          const known = [text, ...earlier.map((version) => version.text)];
          if (beside.trim() && !known.some((one) => one.includes(beside))) earlier.push({ text: beside });
          const note = { prompt: spec.plain, text, updated: new Date().toISOString(), earlier };
          const problem = BicKept.put(name, note);
          if (problem) throw new Error(problem);
          const notice = elsewhere && earlier.length ? SEEN_ELSEWHERE : "";
          answer({ what: "saved", at: clock(new Date()), updated: note.updated, notice });
        },
      });
    },

    predictor({ spec, answers }) {
      return recording(spec, "predict", {
        reveal(_, answer) {
          answer({ what: "revealed", answers });
        },
      });
    },

    planner({ spec }) {
      return recording(spec, "plan");
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

    practice({ spec }) {
      return standIn(spec, {});
    },

    weigh({ spec, charts }) {
      return recording(spec, "claim", {
        test({ entry }, answer) {
          answer({ what: "chart", entry, chart: charts[entry] });
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
