// Guesses drawn by hand: marks dragged on a line, and points dragged on a chart. Each handle is a
// slider for keys and for screen readers, and has a number box beside it. Used by activities and by
// explorers, in a notebook and on the static site; it needs nothing else.

globalThis.BicHandles ??= (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const HANDLE = 44; // pixels of a handle that a finger meets
  const FREE = 34; // pixels under a line, for words
  const LETTER = 4.2; // half the pixels of a letter, roughly
  const DOT = 9; // pixels from one dot of a room to the next
  const STACK = 9; // dots that may stand on one another
  const { make } = BicPage;
  let serial = 0;

  function add(place, tag, attributes = {}, text = "") {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    place.append(node);
    return node;
  }

  /** A number as it is read: thousands apart, a minus that is one. */
  const format = (number) =>
    new Intl.NumberFormat("en-GB", { maximumFractionDigits: 4 }).format(number).replace("-", "−");

  /** The number in plain digits, with or without a unit of one word; null for anything else. */
  function read(text) {
    const plain = text.trim().replace(/[−–]/, "-").replace(/(?<=\d)[, ](?=\d{3}(?!\d))/g, "");
    const found = /^(-?\d*\.?\d+) ?(%|per ?cent)?$/i.exec(plain);
    return found ? Number(found[1]) : null;
  }

  /** About `count` round numbers from low to high. */
  function ticks(low, high, count) {
    const rough = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
    const first = Math.ceil(low / step - 1e-9);
    const last = Math.floor(high / step + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toFixed(6)));
  }

  /**
   * What lines and charts share: sliders, boxes, pointers. `kind` lays out and paints.
   * Returns what its user holds; see `line` and `chart`.
   */
  function build(place, kind, options) {
    serial += 1;
    const id = `bic-handles-${serial}`;
    const on = { move() {}, commit() {}, ...options.on };
    const range = { low: options.low, high: options.high, step: options.step };
    const marks = options.marks.map((mark) => ({ fixed: false, ...mark, value: mark.value ?? null }));
    const free = marks.filter((mark) => !mark.fixed);
    const shown = { answers: {}, room: {}, others: [], band: [], points: [], lines: [], fresh: false };
    let locked = false;
    let width = 0;

    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    const surface = make("div", { class: "bic-surface" }, svg);
    const problem = make("p", { class: "bic-problem", role: "alert" });
    const boxes = make("div", { class: "bic-boxes" });
    const whole = make(
      "div", { class: `bic-handles bic-handles-${kind.name}`, role: "group", "aria-label": options.label },
      surface, boxes, ...(options.strict === false ? [] : [problem]),
    );
    place.replaceChildren(whole);

    const words = (value) => (value === null ? "no guess yet" : `${format(value)} ${options.unit}`);
    const rounded = (value) => {
      const inside = Math.min(range.high, Math.max(range.low, value));
      return Number((Math.round(inside / range.step) * range.step).toFixed(6));
    };
    const values = () => Object.fromEntries(marks.map((mark) => [mark.id, mark.value]));

    for (const mark of free) {
      const slider = make("input", { type: "range", class: "bic-handle", "aria-label": mark.label });
      // The keys of a slider are the browser's own, but for Page up and down, which differ.
      slider.addEventListener("keydown", (event) => {
        const far = { PageUp: 10, PageDown: -10 }[event.key];
        if (locked || !far) return;
        event.preventDefault();
        place_(mark, Number(slider.value) + far * range.step);
        on.commit(values());
      });
      slider.addEventListener("input", () => place_(mark, Number(slider.value)));
      slider.addEventListener("change", () => on.commit(values()));
      const box = make("input", {
        type: "text", id: `${id}-${mark.id}`, class: "bic-box", autocomplete: "off", spellcheck: "false",
        inputmode: options.strict === false ? "text" : "decimal",
      });
      box.addEventListener("input", () => typed(mark));
      box.addEventListener("change", () => mark.refused || on.commit(values()));
      const label = make("label", { for: box.id }, mark.label);
      const unit = make("span", { class: "bic-unit", id: `${box.id}-unit` }, options.unit);
      box.setAttribute("aria-describedby", unit.id);
      box.value = mark.value === null ? "" : format(mark.value);
      boxes.append(make("div", { class: "bic-boxed" }, label, box, unit));
      surface.append(slider);
      Object.assign(mark, { slider, box, refused: false });
    }

    function typed(mark) {
      const number = read(mark.box.value);
      const fits = number !== null && number >= range.low && number <= range.high;
      const empty = mark.box.value.trim() === "";
      // Where words may be typed ("one in five"), its user reads them; the mark waits for it.
      mark.refused = options.strict !== false && !fits && !empty;
      mark.box.setAttribute("aria-invalid", String(mark.refused));
      const told = mark.refused
        ? `${mark.label}: type a number from ${format(range.low)} to ${format(range.high)}.`
        : "";
      // Not at each letter: the same words again would be spoken again.
      if (problem.textContent !== told) problem.textContent = told;
      if (mark.refused) return;
      mark.value = fits ? number : null;
      paint();
      on.move(values());
    }

    function place_(mark, value) {
      if (locked || mark.fixed) return;
      mark.value = rounded(value);
      mark.refused = false;
      mark.box.value = format(mark.value);
      mark.box.setAttribute("aria-invalid", "false");
      problem.textContent = "";
      paint();
      on.move(values());
    }

    // A finger that scrolls the page begins on the drawing like one that draws: the browser says
    // which it was by cancelling, and then everything is as it was before.
    let drag = null;
    surface.addEventListener("pointerdown", (event) => {
      if (locked || event.button > 0) return;
      const at = position(event);
      const near = kind.nearest(free, at, layout());
      if (!near) return;
      // A point that is not placed yet is no hold: a hand that begins there draws on.
      const gripped = near.value !== null && kind.grips(near, at, layout());
      drag = { id: event.pointerId, mark: gripped ? near : kind.sweeps ? null : near, before: values() };
      surface.setPointerCapture(event.pointerId);
      if (event.pointerType !== "touch") pull(at);
      near.slider.focus({ preventScroll: true });
      event.preventDefault();
    });
    surface.addEventListener("pointermove", (event) => drag?.id === event.pointerId && pull(position(event)));
    surface.addEventListener("pointerup", (event) => {
      if (drag?.id !== event.pointerId) return;
      pull(position(event));
      drag = null;
      on.commit(values());
    });
    surface.addEventListener("pointercancel", (event) => {
      if (drag?.id !== event.pointerId) return;
      const { before } = drag;
      drag = null;
      set(before);
    });
    function pull(at) {
      const mark = drag.mark ?? kind.nearest(free, at, layout());
      place_(mark, kind.value(at, layout()));
    }
    function position(event) {
      const box = surface.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    }

    const layout = () => kind.layout({ width, range, marks, shown, options });

    function paint() {
      if (!width) return;
      const placed = layout();
      svg.setAttribute("viewBox", `0 0 ${width} ${placed.height}`);
      svg.style.height = `${placed.height}px`;
      svg.replaceChildren();
      kind.paint(svg, placed, { marks, shown, range, options, locked });
      for (const mark of free) {
        const { x, y } = placed.at(mark, mark.value ?? (range.low + range.high) / 2);
        Object.assign(mark.slider, { min: range.low, max: range.high, step: range.step });
        mark.slider.value = mark.value ?? (range.low + range.high) / 2;
        mark.slider.setAttribute("aria-valuetext", words(mark.value));
        // In parts of the width, so that it stays inside while a page is made narrower.
        mark.slider.style.left = `calc(${(100 * x) / width}% - ${HANDLE / 2}px)`;
        mark.slider.style.top = `${y - HANDLE / 2}px`;
      }
      shown.fresh = false;
    }

    function set(given) {
      for (const mark of free) {
        if (!(mark.id in given)) continue;
        mark.value = given[mark.id];
        mark.box.value = mark.value === null ? "" : format(mark.value);
      }
      paint();
    }

    const resized = new ResizeObserver(() => {
      if (width === surface.clientWidth) return;
      width = surface.clientWidth;
      paint();
    });
    resized.observe(surface);

    return {
      node: whole,
      boxes: Object.fromEntries(free.map((mark) => [mark.id, mark.box])),
      values,
      /** Move marks from outside: {id: value}; null takes a mark back. */
      set,
      /** Whether marks can be moved. */
      lock(on_) {
        locked = on_;
        whole.dataset.locked = String(on_);
        for (const mark of free) {
          mark.box.readOnly = on_;
          mark.slider.disabled = on_;
        }
        paint();
      },
      /** Show what is known beside the marks; what is not named is taken away. */
      reveal({
        answers = {}, room = {}, others = [], band = [], points = [], lines = [], low = range.low, high = range.high,
      } = {}) {
        Object.assign(range, { low, high });
        Object.assign(shown, { answers, room, others, band, points, lines, fresh: true });
        paint();
      },
      stop: () => resized.disconnect(),
    };
  }

  /** Words over a place, moved inwards where they would leave the drawing. */
  function label(svg, text, { x, y, width, kind }) {
    const half = text.length * LETTER;
    const middle = Math.max(half, Math.min(width - half, x));
    add(svg, "text", { x: middle, y, "text-anchor": "middle", class: `bic-mark-words bic-mark-words-${kind}` }, text);
  }

  /** What is known: a filled circle where published, a cross for a sum of ours, a wedge for a bound. */
  function answerMark(svg, { x, y, kind, from, fresh }) {
    const group = add(svg, "g", { class: `bic-answer bic-${kind}${fresh ? " bic-slides" : ""}` });
    group.style.transform = `translate(${x}px, ${y}px)`;
    group.style.setProperty("--bic-from", `translate(${from.x}px, ${from.y}px)`);
    if (kind === "derived") add(group, "path", { d: "M-6,-6 L6,6 M-6,6 L6,-6" });
    else if (kind === "bound") add(group, "path", { d: "M-6,-7 L8,0 L-6,7 Z" });
    else if (kind === "floor") add(group, "path", { d: "M-7,6 L0,-8 L7,6 Z" });
    else if (kind === "other") add(group, "path", { d: "M-7,6 L0,-7 L7,6 Z" });
    else add(group, "circle", { r: 7 });
  }

  function guessMark(svg, { x, y, placed, locked }) {
    const group = add(svg, "g", { class: `bic-guess${placed ? "" : " bic-unplaced"}`, transform: `translate(${x},${y})` });
    add(group, "rect", { x: -9, y: -9, width: 18, height: 18, rx: 3 });
    if (!locked) add(group, "path", { d: "M-3,-4 V4 M3,-4 V4" });
  }

  const lineKind = {
    name: "line",
    sweeps: false,
    layout({ width, range, marks, shown }) {
      const left = 24;
      const right = width - 24;
      const stacks = Object.values(shown.room).map((numbers) => stacked(numbers, range, right - left));
      const most = Math.max(0, ...stacks.flatMap((dots) => dots.map((dot) => dot.level + 1)));
      const named = marks.length > 1 ? 22 : 0;
      const above = named + 24 + Math.max(14, Math.min(most, STACK) * DOT + 14);
      const row = above + 16 + FREE;
      const x = (value) => left + ((value - range.low) / (range.high - range.low)) * (right - left);
      return {
        width, left, right, named, row, above, x,
        height: row * marks.length + 44,
        at: (mark, value) => ({ x: x(value), y: marks.indexOf(mark) * row + above }),
        invert: (at) => range.low + ((at - left) / (right - left)) * (range.high - range.low),
      };
    },
    nearest: (marks, at, placed) => {
      const far = (mark) => Math.abs(placed.at(mark, 0).y - at.y);
      return marks.reduce((best, mark) => (best && far(best) <= far(mark) ? best : mark), null);
    },
    grips: () => true,
    value: (at, placed) => placed.invert(at.x),
    paint(svg, placed, { marks, shown, range, options, locked }) {
      const { width, left, right, row, height } = placed;
      const bottom = height - 44;
      for (const tick of ticks(range.low, range.high, width < 500 ? 4 : 10)) {
        const x = placed.x(tick);
        add(svg, "line", { x1: x, x2: x, y1: placed.above - 6, y2: bottom, class: "bic-grid" });
        add(svg, "text", { x, y: bottom + 16, "text-anchor": "middle", class: "bic-tick" }, format(tick));
      }
      add(svg, "text", { x: (left + right) / 2, y: height - 6, "text-anchor": "middle", class: "bic-axis" }, options.unit);
      marks.forEach((mark, place) => {
        const top = place * row;
        const { y } = placed.at(mark, 0);
        const answer = shown.answers[mark.id];
        const guess = placed.at(mark, mark.value ?? (range.low + range.high) / 2);
        if (placed.named) add(svg, "text", { x: left - 12, y: top + 16, class: "bic-row" }, mark.label);
        add(svg, "line", { x1: left, x2: right, y1: y, y2: y, class: "bic-track" });
        for (const dot of stacked(shown.room[mark.id] ?? [], range, right - left)) {
          const high = y - 14 - Math.min(dot.level, STACK - 1) * DOT;
          add(svg, "circle", { cx: left + dot.x, cy: high, r: 4, class: "bic-room" });
        }
        if (answer) {
          const x = placed.x(answer.value);
          const start = mark.value === null ? { x, y } : guess;
          if (mark.value !== null) add(svg, "line", { x1: guess.x, x2: x, y1: y, y2: y, class: "bic-apart" });
          add(svg, "line", { x1: x, x2: x, y1: top + placed.named + 22, y2: y, class: `bic-stem-line bic-${answer.kind}` });
          if (mark.value !== null) guessMark(svg, { ...guess, placed: true, locked });
          answerMark(svg, { x, y, kind: answer.kind, from: start, fresh: shown.fresh });
          label(svg, answer.words, { x, y: top + placed.named + 16, width, kind: answer.kind });
        } else {
          guessMark(svg, { ...guess, placed: mark.value !== null, locked });
        }
        const text = mark.value === null ? (answer ? "" : options.invite ?? "Drag me to your guess") : `Your guess ${format(mark.value)}`;
        label(svg, text, { x: guess.x, y: y + 36, width, kind: "guess" });
      });
    },
  };

  /** Where the dots of a room stand: pixels along the line, and how many lie under each. */
  function stacked(numbers, { low, high }, length) {
    const levels = new Map();
    return numbers
      .filter((number) => number >= low && number <= high)
      .map((number) => {
        const column = Math.round(((number - low) / (high - low)) * (length / DOT));
        const level = levels.get(column) ?? 0;
        levels.set(column, level + 1);
        return { x: column * DOT, level };
      });
  }

  const chartKind = {
    name: "chart",
    sweeps: true,
    layout({ width, range, marks, options }) {
      const height = options.height ?? 320;
      const [left, right, top, bottom] = [58, width - 34, 26, height - 52];
      const from = Math.min(...marks.map((mark) => mark.at));
      const to = Math.max(...marks.map((mark) => mark.at));
      const x = (at) => left + 20 + ((at - from) / (to - from || 1)) * (right - left - 20);
      const y = (value) => bottom - ((value - range.low) / (range.high - range.low)) * (bottom - top);
      return {
        width, height, left, right, top, bottom, x, y,
        at: (mark, value) => ({ x: x(mark.at), y: y(value) }),
        invert: (at) => range.low + ((bottom - at) / (bottom - top)) * (range.high - range.low),
      };
    },
    nearest: (marks, at, placed) => {
      const far = (mark) => Math.abs(placed.x(mark.at) - at.x);
      return marks.reduce((best, mark) => (best && far(best) <= far(mark) ? best : mark), null);
    },
    grips: (mark, at, placed) => {
      const middle = placed.invert((placed.top + placed.bottom) / 2);
      const there = placed.at(mark, mark.value ?? middle);
      return Math.hypot(there.x - at.x, there.y - at.y) <= HANDLE / 2;
    },
    value: (at, placed) => placed.invert(at.y),
    paint(svg, placed, { marks, shown, range, options, locked }) {
      const { width, height, left, right, bottom, x, y } = placed;
      for (const tick of ticks(range.low, range.high, 5)) {
        add(svg, "line", { x1: left, x2: right, y1: y(tick), y2: y(tick), class: "bic-grid" });
        add(svg, "text", { x: left - 8, y: y(tick) + 5, "text-anchor": "end", class: "bic-tick" }, format(tick));
      }
      add(svg, "text", { x: 2, y: 14, class: "bic-axis" }, options.unit);
      // Names that would run into one another on a phone: every second one.
      const gap = (right - left) / Math.max(1, marks.length - 1);
      const every = gap < 8 * Math.max(...marks.map((mark) => mark.short.length)) ? 2 : 1;
      marks.forEach((mark, place) => {
        if ((marks.length - 1 - place) % every) return;
        add(svg, "text", { x: x(mark.at), y: bottom + 20, "text-anchor": "middle", class: "bic-tick" }, mark.short);
      });
      if (options.across) {
        add(svg, "text", { x: (left + right) / 2, y: height - 6, "text-anchor": "middle", class: "bic-axis" }, options.across);
      }
      const path = (points) => points.map(([at, value], place) => `${place ? "L" : "M"}${x(at)},${y(value)}`).join(" ");
      if (shown.band.length) {
        const edge = (end) => shown.band.map((one) => [one.at, one[end]]);
        const around = [...edge("low"), ...edge("high").reverse()];
        add(svg, "path", { d: `${path(around)} Z`, class: "bic-band" });
      }
      for (const other of shown.others) add(svg, "path", { d: path(other), class: "bic-other" });
      for (const one of shown.lines) add(svg, "path", { d: path(one.points), class: `bic-line bic-line-${one.kind}` });
      // No line across a point without a value: a straight one would be a guess that nobody made.
      for (const [place, mark] of marks.slice(1).entries()) {
        const pair = [marks[place], mark];
        if (pair.some((one) => one.value === null)) continue;
        add(svg, "path", { d: path(pair.map((one) => [one.at, one.value])), class: "bic-path" });
      }
      if (options.invite && !locked && marks.every((mark) => mark.fixed || mark.value === null)) {
        label(svg, options.invite, { x: (left + right) / 2, y: placed.top + 16, width, kind: "guess" });
      }
      for (const one of shown.points) {
        const at = { x: x(one.at), y: y(one.value) };
        answerMark(svg, { ...at, kind: one.kind, from: at, fresh: false });
        label(svg, one.words, { x: at.x, y: at.y + 24, width, kind: one.kind });
      }
      for (const mark of marks) {
        const at = placed.at(mark, mark.value ?? (range.low + range.high) / 2);
        const answer = shown.answers[mark.id];
        if (mark.fixed) {
          answerMark(svg, { ...at, kind: mark.kind ?? "published", from: at, fresh: false });
          label(svg, mark.words ?? format(mark.value), { x: at.x, y: at.y - 14, width, kind: mark.kind ?? "published" });
        } else if (mark.value !== null || !answer) {
          guessMark(svg, { ...at, placed: mark.value !== null, locked });
        }
        if (answer) {
          const there = placed.at(mark, answer.value);
          answerMark(svg, { ...there, kind: answer.kind, from: mark.value === null ? there : at, fresh: shown.fresh });
          label(svg, answer.words, { x: there.x, y: there.y - 14, width, kind: answer.kind });
        }
      }
    },
  };

  return {
    format,
    /** Marks on one line, a row for each; see the head of `build` for what comes back. */
    line: (place, options) => build(place, lineKind, options),
    /** Points over places along an axis (`at`, `short`), drawn one by one or in a sweep. */
    chart: (place, options) => build(place, chartKind, options),
  };
})();
