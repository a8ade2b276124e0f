// Would you sign it? One claim at a time: four verdicts, what tests it, and how a room voted.

function render({ model, el }) {
  const { NO_ANSWER, make, rich, button, liveRegion, say, nextId, prepare, line } = BicActivity;
  const spec = model.get("spec");
  const id = nextId("weigh");
  prepare(el, "weigh");
  const signed = {}; // number of a claim -> the verdict that stands in the record
  const votes = {}; // number of a claim -> the votes of a room, kept in this page and nowhere else
  let at = 0;

  const problem = liveRegion("bic-problem", true);
  const python = line(model, () => say(problem, NO_ANSWER));
  const claim = () => spec.claims[at];

  // The claims as a row of numbers: where one is, and which are signed.
  const places = spec.claims.map((one, place) => button(String(one.number), () => open(place)));
  const list = make("div", { class: "bic-claims", role: "group", "aria-label": "The claims" }, ...places);
  const kind = make("p", { class: "bic-help", id: `${id}-kind` });
  const text = make("p", { class: "bic-claim", id: `${id}-claim`, tabindex: -1, "aria-describedby": `${id}-kind` });

  const set = make("fieldset", { class: "bic-question-set", "aria-describedby": `${id}-claim` });
  const boxes = claim().verdicts.map((verdict, place) => {
    const box = make("input", { type: "radio", name: id, id: `${id}-${place}`, value: verdict.id });
    box.addEventListener("change", () => say(problem));
    return box;
  });
  set.append(
    make("legend", {}, "Would you sign it?"),
    make("div", { class: "bic-verdicts" }, ...claim().verdicts.map((verdict, place) =>
      make("div", { class: "bic-option" }, boxes[place],
        make("label", { for: boxes[place].id }, make("strong", {}, verdict.name),
          make("span", { class: "bic-help" }, verdict.means))))),
  );
  const feedback = liveRegion("bic-feedback");
  const all = make("details", { class: "bic-defended" });

  const testing = make("details", { class: "bic-test" });
  const evidence = make("div");
  const picture = make("div", { class: "bic-picture" });
  testing.append(make("summary", {}, "Test it"), evidence);
  testing.addEventListener("toggle", () => testing.open && test());

  const room = make("details", { class: "bic-room" });
  const heard = liveRegion("bic-feedback");
  const table = make("div", { class: "bic-table-area" });
  room.append(
    make("summary", {}, "How does the room vote?"),
    make("p", { class: "bic-help" },
      "Hands up for each. Tap once for each hand, or type the number. Nothing is kept when you close this page."),
    table, heard,
    make("div", { class: "bic-buttons" }, button("Clear the votes", () => {
      delete votes[claim().number];
      vote();
      say(heard, "The votes are cleared.");
    })),
  );

  const back = button("Back", () => open(at - 1));
  const next = button("Next claim", () => open(at + 1));
  el.replaceChildren(
    list, kind, text, set,
    make("div", { class: "bic-buttons" }, button("This is my verdict", sign, "bic-first"), back, next),
    problem, feedback, all, testing, room,
  );

  function sign() {
    const verdict = claim().verdicts.find((_, place) => boxes[place].checked);
    if (!verdict) {
      say(problem, "Choose one of the four first.");
      return;
    }
    say(problem);
    signed[claim().number] = verdict.id;
    const text = claim().text.map((part) => part.text).join("");
    python.ask({
      do: "save", entry: claim().entry, fields: { claim: text, verdict: verdict.id, name: verdict.name },
    });
    tell();
    mark();
  }

  /** Say what there is to say to the verdict that is signed, and which can be defended. */
  function tell() {
    const verdict = claim().verdicts.find((one) => one.id === signed[claim().number]);
    all.hidden = !verdict;
    if (!verdict) {
      say(feedback);
      return;
    }
    feedback.dataset.kind = verdict.defended ? "right" : "wrong";
    say(feedback, make("strong", {}, verdict.lead), " ", ...rich(verdict.sentence));
    all.replaceChildren(
      make("summary", {}, "What can be defended, and why"),
      ...claim().verdicts.filter((one) => one.defended).map((one) =>
        make("p", {}, make("strong", {}, `${one.name}. `), ...rich(one.says))),
    );
  }

  function mark() {
    places.forEach((place, number) => {
      const done = spec.claims[number].number in signed;
      place.textContent = `${spec.claims[number].number}${done ? " ✓" : ""}`;
      place.setAttribute("aria-label", `Claim ${spec.claims[number].number}${done ? ", signed" : ""}`);
      if (number === at) place.setAttribute("aria-current", "true");
      else place.removeAttribute("aria-current");
    });
  }

  function test() {
    if (picture.dataset.claim === claim().entry) return;
    picture.dataset.claim = claim().entry;
    picture.replaceChildren();
    const sources = claim().sources.map((one) => make("li", {}, ...rich(one)));
    evidence.replaceChildren(
      make("p", {}, make("strong", {}, "What this pack has beside it. "), ...rich(claim().beside)),
      picture,
      make("p", {}, make("strong", {}, "Who says so")), make("ul", {}, ...sources),
    );
    if (claim().drawn) python.ask({ do: "test", entry: claim().entry });
    else picture.append(make("p", {}, "No chart can test this one. The sources can."));
  }

  async function draw(chart) {
    const plot = make("div", { class: "bic-plot", role: "img", "aria-label": `${chart.title}. Described below.` });
    const words = make("details", { class: "bic-words" });
    // Made and escaped by the pack itself.
    words.innerHTML = `<summary>The chart in words</summary><p></p>${chart.words}`;
    words.querySelector("p").textContent = chart.sentence;
    picture.replaceChildren(make("p", { class: "bic-title" }, chart.title), plot, words);
    try {
      const Plotly = globalThis.Plotly ?? (await sharedPlotly(model));
      // A copy: plotly writes into what it draws.
      const whole = structuredClone(chart.spec);
      const fitted = globalThis.BornIntoCare?.forWidth?.(whole, plot.clientWidth) ?? whole;
      // As high as it was laid out: a window that narrows must not fold it.
      plot.style.height = `${fitted.layout.height}px`;
      await Plotly.newPlot(plot, fitted.data, fitted.layout, { ...chart.config, responsive: true });
      for (const svg of plot.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
    } catch {
      plot.remove();
      words.open = true;
    }
  }

  /** Show the votes of the claim: a number to type or to tap for each verdict, and its bar. */
  function vote() {
    const counted = (votes[claim().number] ??= {});
    const rows = claim().verdicts.map((verdict, place) => {
      const box = make("input", {
        type: "number", min: 0, max: 999, step: 1, inputmode: "numeric", id: `${id}-votes-${place}`,
        "aria-label": `Votes for “${verdict.name}”`,
      });
      box.value = counted[verdict.id] ?? 0;
      const bar = make("span", { class: "bic-bar", "aria-hidden": "true" });
      const share = make("span", { class: "bic-share" });
      const put = (number, spoken) => {
        const whole = Number.isInteger(number) && number >= 0 && number <= 999;
        box.setAttribute("aria-invalid", String(!whole));
        if (!whole) {
          say(heard, "Type a whole number from 0 to 999.");
          return;
        }
        counted[verdict.id] = number;
        if (spoken) box.value = number;
        measure();
      };
      box.addEventListener("input", () => put(box.value === "" ? 0 : Number(box.value), false));
      const plus = button("+1", () => put((counted[verdict.id] ?? 0) + 1, true));
      plus.setAttribute("aria-label", `One more for “${verdict.name}”`);
      const row = make("tr", {},
        make("th", { scope: "row" }, verdict.name, make("span", { class: "bic-drawn" }, share, bar)),
        make("td", {}, make("span", { class: "bic-tap" }, box, plus)));
      return { row, verdict, bar, share };
    });
    const heads = ["Verdict", "Votes"].map((words) => make("th", { scope: "col" }, words));
    table.replaceChildren(make("table", {},
      make("caption", {}, `Votes on claim ${claim().number}`),
      make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows.map(({ row }) => row))));

    function measure() {
      const number = ({ verdict }) => counted[verdict.id] ?? 0;
      const total = rows.reduce((sum, one) => sum + number(one), 0);
      const most = Math.max(1, ...rows.map(number));
      for (const one of rows) {
        one.bar.style.setProperty("--bic-part", number(one) / most);
        one.share.textContent = total ? `${number(one)} of ${total}` : "";
      }
      const first = rows.filter((one) => number(one) === most).map(({ verdict }) => verdict.name);
      const lead = first.length > 1 ? `Most for ${first.join(" and ")}, level on ${most}.` : `Most for ${first[0]}: ${most}.`;
      say(heard, total ? `${total} ${total === 1 ? "vote" : "votes"}. ${lead}` : "");
    }
    measure();
  }

  function open(place, { focus = true } = {}) {
    at = place;
    const one = claim();
    kind.textContent = `Claim ${one.number}. ${one.kind}.`;
    text.replaceChildren(...rich(one.text));
    for (const box of boxes) box.checked = box.value === signed[one.number];
    back.disabled = at === 0;
    next.disabled = at === spec.claims.length - 1;
    testing.open = false;
    delete picture.dataset.claim;
    say(problem);
    tell();
    vote();
    mark();
    // A screen reader goes on at the claim.
    if (focus) text.focus();
  }

  const stop = python.on((content) => {
    if (content.what === "problem") say(problem, content.problem);
    if (content.what === "opened") {
      for (const { number, entry } of spec.claims) {
        if (content.entries[entry]?.verdict) signed[number] ??= content.entries[entry].verdict;
      }
      open(at, { focus: false });
      say(problem, content.notice || "");
    }
    if (content.what === "saved") say(problem, content.notice || "");
    if (content.what === "chart" && content.entry === picture.dataset.claim) draw(content.chart);
  });
  open(0, { focus: false });
  python.ask({ do: "hello" });
  return stop;
}
