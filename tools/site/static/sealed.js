// Marks an answer on a page that does not hold the answers: it names the answer by a digest, and opens
// what is sealed under that name. What it follows is born_into_care.activities.sealing.

globalThis.BicSealed = (() => {
  // --- PBKDF2 with SHA-256 --------------------------------------------------------------------------
  // The browser has it, but not on a page from a plain http server in the room, so it is here as well.

  const K = new Uint32Array(64);
  const FIRST = new Uint32Array(8);
  {
    // SHA-256 takes its constants from the fractions of roots of the first primes.
    const fraction = (number) => ((number - Math.floor(number)) * 2 ** 32) >>> 0;
    let count = 0;
    for (let number = 2; count < 64; number += 1) {
      let prime = true;
      for (let factor = 2; factor * factor <= number; factor += 1) if (number % factor === 0) prime = false;
      if (!prime) continue;
      if (count < 8) FIRST[count] = fraction(Math.sqrt(number));
      K[count] = fraction(Math.cbrt(number));
      count += 1;
    }
  }

  const schedule = new Uint32Array(64);
  function compress(state, block) {
    const w = schedule;
    for (let t = 0; t < 16; t += 1) w[t] = block[t];
    for (let t = 16; t < 64; t += 1) {
      const [x, y] = [w[t - 15], w[t - 2]];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  const block = new Uint32Array(16);
  function digest(bytes, start = FIRST, before = 0) {
    const state = Uint32Array.from(start);
    const size = Math.ceil((bytes.length + 9) / 64) * 64;
    const padded = new Uint8Array(size);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(size - 4, 8 * (bytes.length + before));
    for (let at = 0; at < size; at += 64) {
      for (let word = 0; word < 16; word += 1) block[word] = view.getUint32(at + 4 * word);
      compress(state, block);
    }
    return state;
  }

  function bytesOf(state) {
    const view = new DataView(new ArrayBuffer(32));
    state.forEach((word, at) => view.setUint32(4 * at, word));
    return new Uint8Array(view.buffer);
  }

  /** The two inner states of an HMAC, which stay the same for all that one key signs. */
  function pads(key) {
    const short = new Uint8Array(64);
    short.set(key.length > 64 ? bytesOf(digest(key)) : key);
    const pad = (byte) => {
      const state = Uint32Array.from(FIRST);
      const view = new DataView(short.map((one) => one ^ byte).buffer);
      for (let word = 0; word < 16; word += 1) block[word] = view.getUint32(4 * word);
      compress(state, block);
      return state;
    };
    return [pad(0x36), pad(0x5c)];
  }

  const hmac = ([inner, outer], bytes) => digest(bytesOf(digest(bytes, inner, 64)), outer, 64);

  function slowly(password, salt, rounds) {
    const [inner, outer] = pads(password);
    const made = new Uint8Array(64);
    const work = new Uint32Array(16);
    for (const part of [1, 2]) {
      const salted = new Uint8Array(salt.length + 4);
      salted.set(salt);
      salted[salt.length + 3] = part;
      let last = hmac([inner, outer], salted);
      const sum = Uint32Array.from(last);
      for (let round = 1; round < rounds; round += 1) {
        for (const start of [inner, outer]) {
          // 32 bytes fill one block: the words, the end mark, and the length of pad and words in bits.
          work.set(last);
          work[8] = 0x80000000;
          work.fill(0, 9, 15);
          work[15] = 768;
          last = Uint32Array.from(start);
          compress(last, work);
        }
        for (let word = 0; word < 8; word += 1) sum[word] ^= last[word];
      }
      made.set(bytesOf(sum), 32 * (part - 1));
    }
    return made;
  }

  async function stretched(text, salt, rounds) {
    const password = new TextEncoder().encode(text);
    if (!globalThis.crypto?.subtle) return slowly(password, salt, rounds);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const bits = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
    return new Uint8Array(await crypto.subtle.deriveBits(bits, key, 512));
  }

  const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /** Give what a sealed question says about an answer in its written form, or null. */
  async function opened(sealed, written) {
    const made = await stretched(written, fromHex(sealed.salt), sealed.rounds);
    const found = sealed.answers[toHex(made.slice(0, 32))];
    if (found === undefined) return null;
    const key = pads(made.slice(32));
    const text = fromHex(found);
    for (let at = 0; at < text.length; at += 32) {
      const number = new Uint8Array(4);
      new DataView(number.buffer).setUint32(0, at / 32);
      const stream = bytesOf(hmac(key, number));
      for (let byte = 0; byte < 32 && at + byte < text.length; byte += 1) text[at + byte] ^= stream[byte];
    }
    return JSON.parse(new TextDecoder().decode(text));
  }

  // --- Marking ----------------------------------------------------------------------------------------

  const say = (text) => ({ text });
  const WAITING = "This question waits for your answer.";
  const joined = (words) =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

  /** Give {kind, correct, parts} for an answer as the controls send it; "waiting" is no attempt. */
  async function mark(sealed, answer) {
    const letter = (id) => sealed.options.find((option) => option.id === id).letter;
    const waits = (text = WAITING) => ({ kind: "waiting", correct: false, parts: [say(text)] });
    const verdict = (kind, parts, read = "") => {
      const words = { right: "Right. ", partly: "Partly right. ", direction: "Look at the direction. " }[kind];
      const lead = `${words ?? "Not yet. "}${read && `Your answer was read as ${read}. `}`;
      return { kind, correct: kind === "right", parts: [say(lead), ...parts] };
    };

    if (sealed.type === "choice") {
      if (!answer) return waits();
      const said = await opened(sealed, answer);
      return verdict(said.correct ? "right" : "wrong", said.parts, letter(answer));
    }

    if (sealed.type === "choices") {
      if (!answer.length) return waits();
      const read = joined(answer.map(letter));
      const whole = await opened(sealed, [...answer].sort().join(","));
      if (whole?.correct) return verdict("right", whole.parts, read);
      const parts = [];
      let right = 0;
      for (const id of answer) {
        const one = await opened(sealed, `one:${id}`);
        if (one.correct) right += 1;
        else parts.push(say(`${letter(id)}: `), ...one.parts, say(" "));
      }
      if (!parts.length) parts.push(say("What you chose belongs to the answer. But there is more to it."));
      return verdict(right ? "partly" : "wrong", parts, read);
    }

    if (sealed.type === "order") {
      const places = Object.entries(answer.places).filter(([, place]) => place);
      if (!places.length) return waits();
      const without = Object.keys(answer.places).filter((id) => !answer.places[id]);
      if (without.length) return waits(`Give each a place. Still without: ${joined(without.map(letter))}.`);
      if (new Set(places.map(([, place]) => place)).size < places.length) {
        return waits("More than one has the same place. Give each place once.");
      }
      const order = places.sort(([, one], [, other]) => one - other).map(([id]) => id);
      const said = await opened(sealed, order.join(">"));
      const read = order.map(letter).join(", ");
      return said ? verdict("right", said.parts, read) : verdict("wrong", sealed.wrong, read);
    }

    if (!answer.trim()) return waits();
    const reading = BicNumbers.read(answer);
    if (!reading) {
      return waits(
        `“${answer}” could not be read as a number. Type one number, such as 48, 2,914, 41%, 47.7 per ` +
          "10,000 or one in six.",
      );
    }
    const read = spoken(reading);
    for (const value of inUnit(sealed, reading)) {
      // A number on the edge between two steps may lie in either.
      for (const nudge of [0, 1e-9, -1e-9]) {
        const steps = Math.round(value / sealed.step + nudge / sealed.step);
        const said = await opened(sealed, (steps * sealed.step).toFixed(sealed.decimals));
        if (!said) continue;
        const turned = sealed.direction && reading.direction && sealed.direction !== reading.direction;
        if (said.correct && turned) {
          return verdict("direction", [say("The size fits. Look again at whether the number rose or fell.")], read);
        }
        return verdict(said.correct ? "right" : "slip", said.parts, read);
      }
    }
    return verdict("wrong", sealed.wrong, read);
  }

  /** The readings of a number in the question's unit: usually one, none where it can't be. */
  function inUnit(sealed, reading) {
    if (reading.times) {
      if (sealed.unit === "times") return [reading.number];
      return sealed.unit === "per cent" && sealed.direction ? [(reading.number - 1) * 100] : [];
    }
    if (sealed.per === null) return reading.per === null ? [reading.number] : [];
    if (reading.per !== null) return [(reading.number / reading.per) * sealed.per];
    const bare = [reading.number];
    if (reading.number > 0 && reading.number < 1 && sealed.per > 1) bare.push(reading.number * sealed.per);
    return bare;
  }

  function spoken(reading) {
    const { said } = BicNumbers;
    let text = said(reading.number);
    if (reading.times) text += " times";
    else if (reading.points) text += " percentage points";
    else if (reading.per === 100) text += " per cent";
    else if (reading.per === 1) text = `${said(Number((reading.number * 100).toFixed(2)))} per cent`;
    else if (reading.per !== null) text += ` per ${said(reading.per)}`;
    return (reading.direction ? `${reading.direction} ` : "") + text;
  }

  /** The stand-in for Python of one self-check. */
  function model(spec, sealed, standIn) {
    const key = `check:${spec.id}`;
    const question = spec.stem.map((part) => part.text).join("");
    return standIn(spec, {
      async hello(_, answer) {
        const kept = BicKept.get(key);
        if (!kept) return answer({ what: "ready" });
        const before = kept.attempts.at(-1).answer;
        const { kind, parts } = await mark(sealed, before);
        return answer({ what: "before", answer: before, kind, sentence: parts });
      },
      hint(_, answer) {
        answer({ what: "hint", hint: sealed.hint });
      },
      async check({ answer: given }, answer) {
        const { kind, correct, parts } = await mark(sealed, given);
        const attempts = BicKept.get(key)?.attempts ?? [];
        const same = JSON.stringify(attempts.at(-1)?.answer) === JSON.stringify(given);
        let problem = "";
        if (kind !== "waiting" && !same) {
          attempts.push({ answer: given, correct });
          problem = BicKept.put(key, { question, attempts });
        }
        answer({ what: "mark", kind, correct, sentence: parts, attempts: attempts.length });
        if (problem) answer({ what: "problem", problem });
      },
    });
  }

  return { mark, model, opened, slowly };
})();
