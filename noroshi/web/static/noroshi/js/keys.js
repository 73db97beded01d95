// Keys, all optional: / search, j and k rows, a, h and d decide of the row, g then a letter to go, ? the list. Off while one is typing.
const help = document.getElementById("keys-dialog");
const PATIENCE_MS = 1200;
let waitsForLetterSince = 0;

const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog") !== null;

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const here = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  next?.focus();
}

function go(letter) {
  const place = document.querySelector(`[data-key="${CSS.escape(letter)}"]`);
  if (place instanceof HTMLDetailsElement) {
    place.open = true;
    place.querySelector("summary").focus();
  } else place?.click();
}

function decide(verdict) {
  const row = document.activeElement?.closest("tr");
  row?.querySelector(`button[name=verdict][value=${verdict}]`)?.click();
}

const deeds = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => help?.showModal(),
  j: () => move(1),
  k: () => move(-1),
  a: () => decide("accept"),
  h: () => decide("hold"),
  d: () => decide("dismiss"),
  g: () => { waitsForLetterSince = Date.now(); },
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  const goes = Date.now() - waitsForLetterSince < PATIENCE_MS;
  waitsForLetterSince = 0;
  const deed = goes ? () => go(event.key) : deeds[event.key];
  if (!deed || (goes && event.key.length !== 1)) return;
  event.preventDefault();
  deed();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-keys]")) help?.showModal();
  event.target.closest("[data-close]")?.closest("dialog").close();
});
