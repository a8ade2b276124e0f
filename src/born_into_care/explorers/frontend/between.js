// The drawing of "What happened in between?": a path drawn by hand, judged by clues on the page. What
// is drawn stays on the page: it is neither kept nor sent.

(globalThis.BicDrawings ??= {}).between = (() => {
  const shown = new WeakMap(); // place of a drawing -> what it holds

  const { make, unveil } = BicPage;

  const format = (number) =>
    new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }).format(number).replace("-", "−");
  const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;

  /** What a clue says of a path, and whether the path keeps to it. */
  function judge(clue, path) {
    const value = clue.weights.reduce((sum, weight, year) => sum + weight * path[year], 0);
    const off = Math.max(clue.low - value, clue.high === null ? 0 : value - clue.high, 0);
    const missed = off > 0 ? `: ${format(off)} ${clue.misses[value < clue.low ? 0 : 1]}` : "";
    return { fits: off === 0, words: `${clue.gives.replace("{value}", format(value))}${missed}.` };
  }

  function build(node, plot) {
    const chart = make("div");
    const buttons = make("div", { class: "bic-buttons" });
    const verdict = make("p", { class: "bic-judged", role: "status", "aria-live": "polite" });
    const key = make("p", { class: "bic-key" });
    const list = make("ul", { class: "bic-clues" });
    const whole = make("div", { class: "bic-between" }, key, chart, buttons, verdict, list);
    plot.parentElement.hidden = true;
    plot.parentElement.after(whole);
    const areas = {}; // what was drawn of each area
    let gap = null;
    let handles = null;
    let example = -1;

    function button(words, action) {
      const made = make("button", { type: "button", class: "bic-button" }, words);
      made.addEventListener("click", () => {
        action();
        // A button that is gone leaves the focus to the first year: it is not lost, and no key held down presses it.
        if (made.hidden) handles.node.querySelector(".bic-handle").focus({ preventScroll: true });
      });
      return made;
    }
    const ask = button("", askClues);
    const straight = button("Draw a straight line", () => {
      const [low, high] = [gap.straight[0], gap.straight.at(-1)];
      const path = gap.years.map((_, at) => Math.round(low + ((high - low) * at) / (gap.years.length - 1)));
      handles.set(Object.fromEntries(gap.years.slice(1, -1).map((year, at) => [year, path[at + 1]])));
      commit(handles.values());
      if (!mine().asked) say("A straight line is drawn.");
    });
    const another = button("Show a path that fits", () => {
      example = (example + 1) % gap.paths.length;
      reveal();
      const values = gap.paths[example].slice(1, -1).map(format);
      say(`A path that fits, made up by chance, no truer than others: ${values.slice(0, -1).join(", ")} and ${values.at(-1)}.`);
    });
    const next = button("Keep it here, next person draws", () => {
      mine().kept.push(path());
      clear();
      say(`${count(mine().kept.length, "path", "paths")} kept on this screen. The next person draws.`);
    });
    const anew = button("Start again", () => {
      areas[gap.area] = { values: {}, kept: [], asked: false };
      clear();
      say("");
    });
    buttons.append(ask, straight, another, next, anew);

    const mine = () => (areas[gap.area] ??= { values: {}, kept: [], asked: false });
    const path = () => gap.years.map((year, at) =>
      at === 0 ? gap.ends[0].value : at === gap.years.length - 1 ? gap.ends[1].value : mine().values[year] ?? null);
    const missing = () => gap.years.filter((_, at) => path()[at] === null);
    const untouched = () => missing().length === gap.years.length - 2;
    const say = (words) => verdict.replaceChildren(words);

    function clear() {
      mine().values = {};
      example = -1;
      handles.set(Object.fromEntries(gap.years.slice(1, -1).map((year) => [year, null])));
      update();
    }

    function move(values) {
      mine().values = Object.fromEntries(gap.years.slice(1, -1).map((year) => [year, values[year]]));
      update();
    }

    function commit(values) {
      move(values);
      if (mine().asked) sayVerdict();
    }

    function askClues() {
      if (!untouched() && missing().length) {
        say(`Draw a point for each year first. Not drawn yet: ${missing().join(", ")}.`);
        return;
      }
      mine().asked = true;
      whole.dataset.shown = "true"; // as a guess that was made
      update();
      sayVerdict();
      if (untouched()) say(`${count(gap.clues.length, "clue is", "clues are")} shown below. Draw a path to hear which it fits.`);
      unveil(whole);
    }

    function sayVerdict() {
      const drawn = [...mine().kept, ...(missing().length ? [] : [path()])];
      const passes = (one) => gap.clues.every((clue) => judge(clue, one).fits);
      const words = [];
      if (missing().length === 0) {
        const broken = gap.clues.map((clue) => judge(clue, path())).filter((one) => !one.fits);
        words.push(
          broken.length
            ? `Your path breaks ${broken.length} of ${gap.clues.length} clues. ${broken[0].words}`
            : `Your path fits all ${gap.clues.length} clues. So do many others: which is true is not in this pack.`,
        );
      }
      if (drawn.length > 1) {
        const fitting = drawn.filter(passes).length;
        words.push(`Of ${drawn.length} paths drawn here, ${fitting} ${fitting === 1 ? "fits" : "fit"} every clue.`);
      }
      say(words.join(" "));
    }

    function reveal() {
      const { asked, kept } = mine();
      const lines = [];
      if (asked) lines.push({ kind: "compare", points: gap.straight.map((value, at) => [at, value]) });
      if (asked && example >= 0) {
        lines.push({ kind: "made-up", points: gap.paths[example].map((value, at) => [at, value]) });
      }
      handles.reveal({
        low: 0, high: gap.high,
        others: asked ? kept.map((one) => one.map((value, at) => [at, value])) : [],
        band: asked ? gap.band.map(([low, high], at) => ({ at, low, high })) : [],
        points: asked ? gap.points : [],
        lines,
      });
      key.textContent = asked
        ? `Shaded: what the clues leave each year. Dashed: a steady climb.${kept.length ? " Thin: other paths drawn here." : ""}` +
          `${example >= 0 ? " Dotted: a path that fits, made up." : ""}`
        : `Known: ${format(gap.ends[0].value)} ${gap.unit} in ${gap.years[0]} and ${format(gap.ends[1].value)} in ${gap.years.at(-1)}.`;
    }

    function update() {
      const { asked } = mine();
      node.toggleAttribute("data-asking", !asked);
      ask.textContent = untouched() ? "Show the clues without drawing" : "Ask the clues";
      ask.classList.toggle("bic-first", !untouched());
      ask.hidden = asked;
      another.hidden = !asked || gap.paths.length === 0;
      next.hidden = missing().length > 0;
      anew.hidden = untouched() && !asked && mine().kept.length === 0;
      list.hidden = !asked;
      list.replaceChildren(...gap.clues.map((clue) => {
        const judged = missing().length ? null : judge(clue, path());
        const item = make("li", { "data-fits": judged ? String(judged.fits) : "" });
        if (judged) item.append(make("strong", {}, judged.fits ? "✓ Fits. " : "✗ Breaks it. "));
        item.append(clue.words);
        if (clue.link) {
          const link = make("a", { href: clue.link, target: "_blank", rel: "noopener" }, "where it comes from");
          link.addEventListener("click", () => globalThis.BicActivity?.openInLab(link));
          item.append(" (", link, ")");
        }
        if (judged) item.append(" ", make("em", {}, judged.words));
        return item;
      }));
      reveal();
    }

    function show(given) {
      const moved = gap?.area !== given.area;
      gap = given;
      example = -1;
      if (moved) {
        handles?.stop();
        handles = BicHandles.chart(chart, {
          label: `Draw the years between: ${gap.area}`,
          unit: gap.unit, across: gap.across, low: 0, high: gap.high, step: gap.step, height: 330,
          invite: "Draw the six years between",
          marks: gap.years.map((year, at) => {
            const end = at === 0 ? gap.ends[0] : at === gap.years.length - 1 ? gap.ends[1] : null;
            return {
              id: year, at, short: year, label: year, value: end ? end.value : mine().values[year] ?? null,
              ...(end && { fixed: true, kind: end.kind, words: end.words }),
            };
          }),
          on: { move, commit },
        });
        say("");
      }
      update();
      if (mine().asked && !moved) sayVerdict();
    }

    return { show };
  }

  return ({ node, plot, view }) => {
    if (!shown.has(plot)) shown.set(plot, build(node, plot));
    shown.get(plot).show(view.spec.layout.meta.gap);
  };
})();
