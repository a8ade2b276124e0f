// A learner's record on a page without Python: laid out from what this browser keeps, and taken away as
// HTML, Markdown or Word.

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
    const guesses = of("predict").flatMap((one) =>
      one.points.map((point) => [`${one.question} ${point.label} (${point.unit})`, one.guesses[point.id]]),
    );
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
    return [
      ["Reflections", notes.filter(([, text]) => text.trim())],
      ["Guesses", guesses],
      ["Self-checks", checks],
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

  // A Word file is a zip of XML. Stored and not squeezed, so that nothing needs to be fetched for it.
  function asWord() {
    const runs = (text) =>
      escaped(text)
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
        .split("\n")
        .map((line) => `<w:t xml:space="preserve">${line}</w:t>`)
        .join("<w:br/>");
    const paragraph = (text, style, bold = "") =>
      `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ""}<w:r>${bold}${runs(text)}</w:r></w:p>`;
    const bold = "<w:rPr><w:b/></w:rPr>";
    const body = [paragraph(TITLE, "Heading1")];
    for (const [heading, blocks] of laidOut()) {
      body.push(paragraph(heading, "Heading2"));
      for (const [words, text] of blocks) {
        body.push(paragraph(words, "", bold));
        if (text) body.push(paragraph(text, ""));
      }
    }
    const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
    const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const packaged = "http://schemas.openxmlformats.org/package/2006";
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const style = (id, name, size) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`;
    return zipped({
      "[Content_Types].xml":
        `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/>` +
        `<Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/></Types>`,
      "_rels/.rels":
        `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
      "word/_rels/document.xml.rels":
        `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
      "word/styles.xml":
        `${xml}<w:styles xmlns:w="${main}">${style("Heading1", "heading 1", 36)}${style("Heading2", "heading 2", 28)}</w:styles>`,
      "word/document.xml": `${xml}<w:document xmlns:w="${main}"><w:body>${body.join("")}</w:body></w:document>`,
    });
  }

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum;
  });
  const checksum = (bytes) =>
    (bytes.reduce((sum, byte) => TABLE[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

  function zipped(files) {
    const coder = new TextEncoder();
    const fields = (...pairs) => {
      const view = new DataView(new ArrayBuffer(pairs.reduce((sum, [size]) => sum + size, 0)));
      let at = 0;
      for (const [size, value] of pairs) {
        if (size === 2) view.setUint16(at, value, true);
        else view.setUint32(at, value, true);
        at += size;
      }
      return new Uint8Array(view.buffer);
    };
    const [parts, list] = [[], []];
    let [at, listed] = [0, 0];
    for (const [name, text] of Object.entries(files)) {
      const [title, bytes] = [coder.encode(name), coder.encode(text)];
      // Version, flags (names are UTF-8), stored, time, date (1 January 1980), sum, sizes, lengths.
      const shared = [
        [2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, checksum(bytes)], [4, bytes.length],
        [4, bytes.length], [2, title.length], [2, 0],
      ];
      const head = fields([4, 0x04034b50], ...shared);
      const entry = fields([4, 0x02014b50], [2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
      parts.push(head, title, bytes);
      list.push(entry, title);
      at += head.length + title.length + bytes.length;
      listed += entry.length + title.length;
    }
    const count = Object.keys(files).length;
    const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed], [4, at], [2, 0]);
    return [...parts, ...list, end];
  }

  const kinds = {
    html: ["text/html", () => [asPage()]],
    md: ["text/markdown", () => [asMarkdown()]],
    docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", asWord],
  };

  function exported(kind) {
    const [type, made] = kinds[kind];
    return { name: `my-record-of-learning.${kind}`, type, parts: made() };
  }

  return { asFragment, exported };
})();
