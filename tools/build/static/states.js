// Opens the states of an explorer, which tools/build/explorer_states.py wrote compressed into a script.
async function readStates(name) {
  const bytes = Uint8Array.from(atob(globalThis.bornIntoCareExplorers[name]), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}
