// The clock of a step. It runs in the page: a sleeping screen or a lost kernel does not make it wrong,
// since it reads the clock and never counts its own ticks. Nothing in it moves but its figures.

/** Fill a node with a clock, and give what sets it to the minutes of a step. */
function makeClock(el) {
  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const left = make("span", { class: "bic-clock-left", role: "timer", "aria-live": "off" });
  // Spoken at half time, at the last minute and at the end.
  const said = make("span", { class: "bic-clock-said", role: "status" });
  const start = make("button", { type: "button" }, "Start");
  const more = make("button", { type: "button", "aria-label": "One minute more" }, "+1");

  let whole = 0;
  let rest = 0; // seconds left while paused
  let until = null; // when it ends, while it runs
  let told = new Set();
  let tick = null;

  const words = (seconds) => {
    const [full, part] = [Math.floor(seconds / 60), seconds % 60];
    const text = [];
    if (full) text.push(`${full} ${full === 1 ? "minute" : "minutes"}`);
    if (part) text.push(`${part} ${part === 1 ? "second" : "seconds"}`);
    return text.join(" and ") || "no time";
  };
  const now = () => (until === null ? rest : Math.max(0, Math.ceil((until - Date.now()) / 1000)));

  function show() {
    const seconds = now();
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    start.textContent = until === null ? (rest === whole ? "Start" : "Go on") : "Pause";
    start.disabled = seconds === 0;
    el.dataset.over = String(seconds === 0);
  }

  function tell(name, sentence) {
    if (told.has(name)) return;
    told.add(name);
    said.textContent = sentence;
  }

  function step() {
    const seconds = now();
    if (seconds <= whole / 2 && whole >= 120) tell("half", `Half time: ${words(seconds)} left.`);
    if (seconds <= 60 && whole > 60) tell("last", "The last minute.");
    if (seconds === 0) {
      pause();
      tell("over", "Time is over. Come back together when you are ready.");
    }
    show();
  }

  function pause() {
    rest = now();
    until = null;
    clearInterval(tick);
  }

  function run() {
    until = Date.now() + rest * 1000;
    clearInterval(tick);
    tick = setInterval(step, 250);
  }

  start.addEventListener("click", () => {
    if (until === null) {
      run();
      said.textContent = `Running: ${words(now())} left.`;
    } else {
      pause();
      said.textContent = `Paused with ${words(rest)} left.`;
    }
    show();
  });
  more.addEventListener("click", () => {
    const running = until !== null;
    if (running) pause();
    rest += 60;
    whole += 60;
    told.delete("last");
    told.delete("over");
    if (running) run();
    said.textContent = `One minute more: ${words(now())} left.`;
    show();
  });
  el.replaceChildren(left, start, more, said);
  show();

  /** Set the clock to a step's minutes; one that runs goes on with them. */
  return function set(minutes) {
    const running = until !== null;
    pause();
    whole = rest = minutes * 60;
    told = new Set();
    said.textContent = "";
    if (running && minutes) run();
    el.hidden = minutes === 0;
    show();
  };
}
