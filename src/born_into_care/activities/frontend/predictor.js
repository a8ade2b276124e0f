// Predict, commit, then see: marks dragged on a line, or a room full of guesses beside them.

const LISTS =
  "10, 15, 20 is three guesses, and so is 10 15 20; 1,039 is one, and so are 30 % and 1 in 6.";

function render({ model, el }) {
  const { NO_ANSWER, make, rich, heading, button, liveRegion, say, nextId, prepare, line } = BicActivity;
  const spec = model.get("spec");
  const id = nextId("predict");
  prepare(el, "predict");

  const problem = liveRegion("bic-problem", true);
  problem.id = `${id}-problem`;
  const revealed = liveRegion("bic-feedback");
  const python = line(model, () => say(problem, NO_ANSWER));
  const place = make("div");
  const question = spec.stem.map((part) => part.text).join("");
  const drawn = BicHandles.line(place, {
    label: question, unit: spec.unit, ...spec.range, marks: spec.marks, strict: false,
  });
  const boxes = Object.entries(drawn.boxes);
  for (const [, box] of boxes) {
    box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby")} ${problem.id}`);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !box.readOnly) commit();
    });
  }

  function commit() {
    const typed = Object.fromEntries(boxes.map(([name, box]) => [name, box.value]));
    say(problem);
    try {
      for (const mark of spec.marks) BicGuesses.read(typed[mark.id], mark);
    } catch (error) {
      say(problem, error.message);
      return;
    }
    guesses = typed;
    for (const { id: name, entry, label, unit } of spec.marks) {
      python.ask({ do: "save", entry, fields: { question, label, unit, guess: guesses[name] } });
    }
    python.ask({ do: "reveal" });
  }
  const first = button("This is my guess: show me", commit, "bic-first");
  const skip = button("Skip: show me", () => {
    say(problem);
    python.ask({ do: "reveal" });
  });
  const anew = button("Start again", () => {
    say(problem);
    for (const { entry } of spec.marks) python.ask({ do: "remove", entry });
    guesses = {};
    for (const [, box] of boxes) box.value = "";
    show(null);
    // A key held down on this button must not reach the next.
    boxes[0][1].focus();
  });
  anew.hidden = true;

  let guesses = {}; // as they were typed
  let answers = {}; // what is published, once it is shown
  let numbers = {}; // the guesses beside it, as they were read
  const rooms = spec.group ? spec.marks.map(collect) : [];
  el.replaceChildren(
    heading(el, spec.stem), place, make("div", { class: "bic-buttons" }, first, skip, anew), problem,
    revealed, ...rooms.map((room) => room.node),
  );

  // A room's guesses at one figure: counted in this page, drawn as dots, and told as a sentence.
  function collect(mark) {
    const node = make("details", { class: "bic-group" });
    const trouble = liveRegion("bic-problem", true);
    trouble.id = nextId("trouble");
    const area = make("textarea", { id: nextId("room"), rows: 4, "aria-describedby": `${id}-rule ${trouble.id}` });
    const heard = liveRegion("bic-feedback");
    const words = "Guesses, one to a line or with semicolons; no names";
    const room = { node, name: mark.id, numbers: [] };
    node.append(
      make("summary", {}, `Collect the guesses of a group${spec.marks.length > 1 ? `: ${mark.label}` : ""}`),
      make(
        "div", { class: "bic-field" }, make("label", { for: area.id }, words), area,
        make("span", { class: "bic-help", id: `${id}-rule` }, LISTS),
      ),
      make(
        "div", { class: "bic-buttons" },
        button("Count these guesses", () => {
          const { numbers, sentence } = BicGuesses.countRoom(area.value, mark);
          const failed = area.value.trim() && !numbers.length;
          say(trouble, failed ? sentence : "");
          say(heard, failed ? "" : sentence, numbers.length ? " Each small circle on the line is one guess." : "");
          show_(numbers);
        }),
        button("Clear", () => {
          area.value = "";
          say(trouble);
          say(heard, "The guesses are cleared.");
          show_([]);
        }),
      ),
      trouble, heard,
    );
    function show_(numbers) {
      room.numbers = numbers;
      draw();
    }
    return room;
  }

  // The line is as long as the guesses of a person and of a room need.
  function draw() {
    const guessed = [...Object.values(numbers), ...rooms.flatMap((room) => room.numbers)];
    const { low, high } = BicGuesses.reach(spec.range, guessed);
    const room = Object.fromEntries(rooms.map((each) => [each.name, each.numbers]));
    drawn.reveal({ answers, room, low, high });
  }

  // A guess that was written into the record by other hands is shown, and compared if it is a number.
  function compare(mark) {
    try {
      numbers[mark.id] = BicGuesses.read(guesses[mark.id], mark);
    } catch {
      return answers[mark.id].sentence;
    }
    return BicGuesses.compare(numbers[mark.id], mark, answers[mark.id]);
  }

  /** Show what is published beside the guesses; without it, wait for a guess. */
  function show(published) {
    answers = published ?? {};
    numbers = {};
    const sentences = published ? spec.marks.map(compare) : [];
    for (const [name, box] of boxes) {
      drawn.set({ [name]: numbers[name] ?? null });
      box.value = guesses[name] ?? "";
    }
    draw();
    drawn.lock(Boolean(published));
    first.hidden = skip.hidden = Boolean(published);
    anew.hidden = !published;
    say(revealed, ...sentences.map((parts) => make("p", {}, ...rich(parts))));
    el.dataset.shown = String(Boolean(published));
    if (published) BicPage.unveil();
  }

  const stop = python.on((content) => {
    if (content.what === "opened") {
      say(problem, content.notice);
      guesses = Object.fromEntries(spec.marks.map(({ id: name, entry }) => [name, content.entries[entry]?.guess]));
      if (Object.values(guesses).every(Boolean)) python.ask({ do: "reveal" });
      else guesses = {};
      el.dataset.shown ??= "false";
    }
    if (content.what === "revealed") {
      const leaving = [first, skip].includes(document.activeElement);
      show(content.answers);
      // To the guess, which no key can change now: a key held down must not reach "Start again".
      if (leaving) boxes[0][1].focus();
    }
    if (content.what === "saved" && content.notice) say(problem, content.notice);
    if (content.what === "problem") say(problem, content.problem);
  });
  python.ask({ do: "hello" });
  return () => {
    drawn.stop();
    stop();
  };
}
