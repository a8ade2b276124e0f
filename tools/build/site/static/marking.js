// Marks an answer on a page without Python, as born_into_care.activities marks it.

globalThis.BicMarking = (() => {
  const words = (text) => ({ text });
  const WAITING = "This question waits for your answer.";
  const VERDICTS = { right: "Yes.", partly: "Partly right.", direction: "Look at the direction." };
  const waits = (text = WAITING) => ({ kind: "waiting", verdict: "", parts: [words(text)] });

  function verdict(kind, parts, read = "") {
    const lead = read ? [words(`Your answer was read as ${read}. `)] : [];
    return { kind, verdict: VERDICTS[kind] ?? "Not yet.", parts: [...lead, ...parts] };
  }

  const kinds = {
    choice(question, answer) {
      if (!answer) return waits();
      const { correct, feedback } = question.options.find((option) => option.id === answer);
      return verdict(correct ? "right" : "wrong", feedback);
    },

    choices(question, answer) {
      const picked = question.options.filter((option) => answer.includes(option.id));
      if (!picked.length) return waits();
      const wrong = picked.filter((option) => !option.correct);
      const missing = question.options.some((option) => option.correct && !picked.includes(option));
      if (!wrong.length && !missing) return verdict("right", question.whole);
      const parts = wrong.length
        ? wrong.flatMap((option) => [words(`${option.letter}: `), ...option.feedback, words(" ")])
        : [words("What you chose belongs to the answer. But there is more to it.")];
      return verdict(picked.length > wrong.length ? "partly" : "wrong", parts);
    },

    order(question, order) {
      if (!order.length) return waits();
      const right = order.every((id, at) => id === question.order[at]);
      return verdict(right ? "right" : "wrong", right ? question.right : question.wrong);
    },

    number(question, answer) {
      if (!answer.trim()) return waits();
      const reading = BicNumbers.read(answer);
      if (!reading) return waits(BicNumbers.unreadable(answer));
      const read = BicNumbers.spoken(reading);
      const values = inUnit(question, reading);
      const near = ({ value, tolerance }) =>
        values.some((one) => Math.abs(one - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(value)));
      if (near({ value: question.expected, tolerance: question.tolerance })) {
        if (question.direction && reading.direction && question.direction !== reading.direction) {
          return verdict(
            "direction", [words("The size fits. Look again at whether the number rose or fell.")], read);
        }
        return verdict("right", question.right, read);
      }
      const slip = question.slips.find(near);
      return slip ? verdict("slip", slip.feedback, read) : verdict("wrong", question.wrong, read);
    },
  };

  /** The readings of a number in the question's unit: usually one, none where it can't be. */
  function inUnit(question, reading) {
    if (question.per === null) return reading.per === null ? [reading.number] : [];
    if (reading.per !== null) return [(reading.number / reading.per) * question.per];
    const bare = [reading.number];
    if (reading.number > 0 && reading.number < 1 && question.per > 1) bare.push(reading.number * question.per);
    return bare;
  }

  /** Give {kind, verdict, parts} for an answer as the controls send it; "waiting" is no attempt. */
  const mark = (question, answer) => kinds[question.type](question, answer);

  /** What answers a self-check in place of Python. */
  function model(spec, question, standIn) {
    const key = `check:${spec.id}`;
    return standIn(spec, {
      hello(_, answer) {
        const kept = BicKept.get(key);
        if (!kept) return answer({ what: "ready" });
        const before = kept.attempts.at(-1).answer;
        const { kind, verdict, parts } = mark(question, before);
        if (kind === "waiting") return answer({ what: "ready" });
        return answer({ what: "before", answer: before, kind, verdict, sentence: parts });
      },
      hint(_, answer) {
        answer({ what: "hint", hint: question.hint });
      },
      check({ answer: given }, answer) {
        const { kind, verdict, parts } = mark(question, given);
        const attempts = BicKept.get(key)?.attempts ?? [];
        const same = JSON.stringify(attempts.at(-1)?.answer) === JSON.stringify(given);
        let problem = "";
        if (kind !== "waiting" && !same) {
          attempts.push({ answer: given, correct: kind === "right" });
          problem = BicKept.put(key, { question: spec.stem.map((part) => part.text).join(""), attempts });
        }
        answer({ what: "mark", kind, verdict, sentence: parts, attempts: attempts.length });
        if (problem) answer({ what: "problem", problem });
      },
    });
  }

  return { mark, model };
})();
