// A discussion timer. It runs in the page: a sleeping screen or a lost kernel does not make it wrong,
// since it reads the clock and never counts its own ticks.

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

let serial = 0;

function render({ model, el }) {
  const id = `bic-timer-${(serial += 1)}`;
  const minutes = make("input", { type: "number", min: 1, max: 120, step: 1, inputmode: "numeric" });
  const sound = make("input", { type: "checkbox" });
  const left = make("p", { class: "bic-timer-left", role: "timer", "aria-live": "off" });
  // Spoken seldom: at half time, at the last minute and at the end.
  const said = make("p", { class: "bic-timer-said", role: "status", "aria-live": "polite" });
  const start = make("button", { type: "button" }, "Start");
  const again = make("button", { type: "button" }, "Set back");
  const more = make("button", { type: "button" }, "One minute more");

  let whole = model.get("minutes") * 60;
  let rest = whole; // seconds left while paused
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

  function bell() {
    if (!sound.checked) return;
    try {
      const audio = new AudioContext();
      const tone = audio.createOscillator();
      const loud = audio.createGain();
      loud.gain.setValueAtTime(0.15, audio.currentTime);
      loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 1.5);
      tone.frequency.value = 440;
      tone.connect(loud).connect(audio.destination);
      tone.start();
      tone.stop(audio.currentTime + 1.5);
    } catch {
      // No sound here; the words are on the page.
    }
  }

  function step() {
    const seconds = now();
    if (seconds <= whole / 2 && whole >= 120) tell("half", `Half time: ${words(seconds)} left.`);
    if (seconds <= 60 && whole > 60) tell("last", "The last minute.");
    if (seconds === 0) {
      pause();
      tell("over", "Time is over. Come back together when you are ready.");
      bell();
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

  function reset() {
    pause();
    const asked = Math.round(Number(minutes.value));
    const kept = Number.isFinite(asked) && asked > 0 ? Math.min(120, asked) : model.get("minutes");
    minutes.value = kept;
    whole = rest = kept * 60;
    told = new Set();
    said.textContent = "";
    show();
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
  again.addEventListener("click", () => {
    reset();
    said.textContent = `Set back to ${words(whole)}.`;
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
  minutes.addEventListener("change", reset);

  minutes.value = model.get("minutes");
  el.classList.add("bic-timer");
  el.setAttribute("role", "group");
  el.setAttribute("aria-labelledby", id);
  el.replaceChildren(
    make("p", { class: "bic-timer-name", id }, "Discussion timer"),
    left,
    said,
    make(
      "div",
      { class: "bic-timer-controls" },
      make("label", {}, "Minutes", minutes),
      start,
      again,
      more,
      make("label", { class: "bic-timer-sound" }, sound, "A quiet tone at the end"),
    ),
  );
  show();
  return () => clearInterval(tick);
}

export default { render };
