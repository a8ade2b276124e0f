// What every activity shares: nodes without markup from strings, persistent live regions, drafts.

const BicActivity = (() => {
  const LATE = 6000; // milliseconds after which a learner is told that no answer came
  const DRAFTS = "bic-draft:";
  const { make, keepKeys } = BicPage;
  let serial = 0;

  // Text with links comes as plain data and is set as text: nothing in it can act as markup.
  function rich(parts) {
    return parts.map((part) => {
      if (!part.link) return document.createTextNode(part.text);
      // A new tab: what stands half typed beside the link stays where it is.
      const link = make("a", { href: part.link, target: "_blank", rel: "noopener" }, part.text);
      if (!/^https?:/.test(part.link)) link.addEventListener("click", () => openInLab(link));
      return link;
    });
  }

  // In JupyterLab a link to a page of the pack opens beside the notebook, at its row. The lab knows
  // this only of links in Markdown, so the link says it the way those do, at the moment of a click:
  // only then does the address of the lab name this notebook.
  function openInLab(link) {
    const target = new URL(link.getAttribute("href"), document.baseURI);
    const place = target.pathname.indexOf("/tree/");
    if (place < 0 || !document.getElementById("jupyter-config-data")) return;
    const path = decodeURIComponent(target.pathname.slice(place + "/tree/".length));
    link.setAttribute("data-commandlinker-command", "rendermime:handle-local-link");
    link.setAttribute("data-commandlinker-args", JSON.stringify({ path, id: target.hash }));
  }

  // What is asked, as a heading: a level below the section that it stands in, or the page's title.
  function heading(el, parts) {
    const above = [...document.querySelectorAll("h1, h2")].filter(
      (one) => one.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
    return make(above.at(-1)?.tagName === "H1" ? "h2" : "h3", { class: "bic-stem" }, ...rich(parts));
  }

  function button(words, action, kind = "") {
    const node = make("button", { type: "button", class: `bic-button ${kind}` }, words);
    node.addEventListener("click", action);
    return node;
  }

  // Made once and only ever refilled: a screen reader speaks changes in a region that it knows.
  function liveRegion(kind, urgent = false) {
    return make("div", {
      class: kind,
      role: urgent ? "alert" : "status",
      "aria-live": urgent ? "assertive" : "polite",
      "aria-atomic": "true",
    });
  }

  function say(region, ...content) {
    region.replaceChildren(...content);
  }

  function nextId(kind) {
    serial += 1;
    return `bic-${kind}-${serial}-${Math.random().toString(36).slice(2, 7)}`;
  }

  function prepare(el, kind) {
    el.classList.add("bic-activity", `bic-${kind}`);
    keepKeys(el);
  }

  /** A line to Python: `ask` sends, `on` hears, and `late` runs when an answer is overdue. */
  function line(model, late) {
    const waiting = new Set();
    let timer = null;
    const settle = (number) => {
      waiting.delete(number);
      if (waiting.size === 0) clearTimeout(timer);
    };
    let numbers = 0;
    return {
      ask(content) {
        numbers += 1;
        const number = numbers;
        waiting.add(number);
        clearTimeout(timer);
        timer = setTimeout(late, LATE);
        try {
          model.send({ ...content, number });
        } catch {
          late();
        }
        return number;
      },
      on(hear) {
        const take = (content) => {
          if (typeof content?.number === "number") settle(content.number);
          hear(content);
        };
        model.on("msg:custom", take);
        return () => {
          clearTimeout(timer);
          model.off("msg:custom", take);
        };
      },
      get latest() {
        return numbers;
      },
    };
  }

  // A draft is what was typed and is not known to be saved. It stays in this browser until it is.
  const drafts = {
    put(key, value) {
      try {
        localStorage.setItem(DRAFTS + key, JSON.stringify({ value, at: Date.now() }));
      } catch {
        // A browser that keeps nothing: the text is still in the page, and the status says so.
      }
    },
    get(key) {
      try {
        return JSON.parse(localStorage.getItem(DRAFTS + key) || "null");
      } catch {
        return null;
      }
    },
    clear(key) {
      try {
        localStorage.removeItem(DRAFTS + key);
      } catch {
        // Nothing was kept.
      }
    },
    keys(start) {
      try {
        return Object.keys(localStorage)
          .filter((name) => name.startsWith(DRAFTS + start))
          .map((name) => name.slice(DRAFTS.length));
      } catch {
        return [];
      }
    },
    clearAll() {
      for (const key of drafts.keys("")) drafts.clear(key);
    },
  };

  function clock(date) {
    return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
  }

  /** A time of the record in words: 4 March 2026, 10:42. */
  function day(stamp) {
    const date = new Date(stamp);
    const month = date.toLocaleDateString("en-GB", { month: "long" });
    return `${date.getDate()} ${month} ${date.getFullYear()}, ${clock(date)}`;
  }

  /** What a page says of saving: trouble stays until a save succeeds, a notice until it is read. */
  function saveStatus(id) {
    // The line is no live region: a screen reader should not speak at each pause. Trouble is spoken.
    const state = make("p", { class: "bic-status", id: `${id}-status` }, "Opening your record …");
    const problem = liveRegion("bic-problem", true);
    let trouble = false; // whether what is told is of now, and goes with the next save
    return {
      state, problem,
      show(words) {
        state.textContent = words;
      },
      opened(notice) {
        say(problem, notice || "");
        trouble = Boolean(notice);
      },
      failed(words) {
        trouble = true;
        state.textContent = `Not saved: ${clock(new Date())}`;
        say(problem, words);
      },
      // What a save told stays to be read while its writer types on: it is told once.
      noticed(notice) {
        if (!notice) return;
        say(problem, notice);
        trouble = false;
      },
      saved(at) {
        state.textContent = `Saved at ${at}`;
        if (trouble) say(problem, "");
        trouble = false;
      },
    };
  }

  const joined = (words) =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

  function download(name, parts, type) {
    const address = URL.createObjectURL(new Blob(parts, { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // A page without JupyterLab's menus, such as the workshop app, says what to do there.
  const NO_ANSWER =
    document.body?.dataset.noAnswer ??
    "No answer yet from Python. What you entered is kept. If this stays, choose Kernel, then " +
      "Restart Kernel, and run the set-up cell and this cell again.";

  return {
    NO_ANSWER, make, rich, heading, openInLab, button, liveRegion, say, nextId, prepare, line, drafts, clock, day, saveStatus,
    joined, download,
  };
})();
globalThis.BicActivity = BicActivity;
