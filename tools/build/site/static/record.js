// A learner's record on a page without Python: laid out from what this browser keeps, and taken away as
// HTML or Markdown.

globalThis.BicRecord = (() => {
  const TITLE = "My record of learning";

  /** Give the record as sections of [heading, blocks]; a block is [words about it, what was entered]. */
  function laidOut() {
    const held = BicKept.names()
      .sort()
      .map((name) => [name, BicKept.get(name)])
      .filter(([, value]) => value);
    const of = (kind) => held.filter(([name]) => name.startsWith(`${kind}:`)).map(([, value]) => value);
    const notes = of("note").flatMap((note) => [
      [note.prompt, note.text],
      ...(note.earlier ?? []).map((one) => [`${note.prompt} (an earlier version)`, one.text]),
    ]);
    const guesses = of("predict").map((one) => [`${one.question} ${one.label}`, one.guess]);
    const checks = of("check").map((one) => [
      one.question,
      `${one.attempts.length} ${one.attempts.length === 1 ? "attempt" : "attempts"}; the last one was ${
        one.attempts.at(-1).correct ? "right" : "not yet right"
      }.`,
    ]);
    const steps = of("plan").map((step) => [
      [step.what || "A step", step.who && `by ${step.who}`, step.by && `until ${step.by}`]
        .filter(Boolean)
        .join(", "),
      step.theme ? `Practice theme ${step.theme}` : "",
    ]);
    const weighed = of("claim").map(({ claim, name }) => [claim, name]);
    return [
      ["Reflections", notes.filter(([, text]) => text.trim())],
      ["Guesses", guesses],
      ["Self-checks", checks],
      ["What I would sign", weighed],
      ["My plan", steps],
    ].filter(([, blocks]) => blocks.length);
  }

  const escaped = (text) =>
    String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

  function asFragment() {
    const sections = laidOut();
    if (!sections.length) return "<p>Nothing is written yet.</p>";
    return sections
      .map(
        ([heading, blocks]) =>
          `<h3>${escaped(heading)}</h3>` +
          blocks
            .map(([words, text]) => `<p><strong>${escaped(words)}</strong></p><p class="bic-typed">${escaped(text)}</p>`)
            .join(""),
      )
      .join("");
  }

  function asPage() {
    return (
      `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>${TITLE}</title>` +
      "<style>body{font:1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}" +
      `.bic-typed{white-space:pre-wrap}</style><h1>${TITLE}</h1>${asFragment().replace(/(<\/?h)3/g, "$12")}</html>`
    );
  }

  function asMarkdown() {
    const plain = (text) => String(text).replace(/([\\`*_[\]|~$#<>])/g, "\\$1");
    const lines = [`# ${TITLE}`];
    for (const [heading, blocks] of laidOut()) {
      lines.push(`## ${heading}`);
      for (const [words, text] of blocks) {
        lines.push(`**${plain(words)}**`);
        if (text) lines.push(plain(text).replace(/\n/g, "  \n"));
      }
    }
    return `${lines.join("\n\n")}\n`;
  }

  const kinds = {
    html: ["text/html", () => [asPage()]],
    md: ["text/markdown", () => [asMarkdown()]],
  };

  function exported(kind) {
    const [type, made] = kinds[kind];
    return { name: `my-record-of-learning.${kind}`, type, parts: made() };
  }

  return { asFragment, exported };
})();
