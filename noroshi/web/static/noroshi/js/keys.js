// Keys, all optional, and off altogether for whoever has switched them off: / search, j and k rows, a, h and d decide of the row, g then a letter to go, ? the list. Off while one is typing.
const help = document.getElementById("keys-dialog");
const PATIENCE_MS = 1200;
const isOff = document.body.hasAttribute("data-no-keys");
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

// The list is of this very page: wherever `g` and a letter lead is added when it is first opened.
function list() {
  const rows = help?.querySelector("[data-keys]");
  if (!rows) return;
  if (!rows.dataset.whole) {
    for (const place of document.querySelectorAll(".tabs [data-key], .menu [data-key]")) rows.append(...entry(place));
    rows.dataset.whole = "yes";
  }
  help.showModal();
}

function entry(place) {
  const [keys, name] = [document.createElement("dt"), document.createElement("dd")];
  for (const each of ["g", place.dataset.key]) {
    const key = keys.appendChild(document.createElement("kbd"));
    key.textContent = each;
    key.translate = false;
  }
  name.textContent = place.textContent.trim();
  return [keys, name];
}

function decide(verdict) {
  const row = document.activeElement?.closest("tr");
  row?.querySelector(`button[name=verdict][value=${verdict}]`)?.click();
}

const deeds = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": list,
  j: () => move(1),
  k: () => move(-1),
  a: () => decide("accept"),
  h: () => decide("hold"),
  d: () => decide("dismiss"),
  g: () => { waitsForLetterSince = Date.now(); },
};

document.addEventListener("keydown", (event) => {
  if (isOff || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  const goes = Date.now() - waitsForLetterSince < PATIENCE_MS;
  waitsForLetterSince = 0;
  const deed = goes ? () => go(event.key) : deeds[event.key];
  if (!deed || (goes && event.key.length !== 1)) return;
  event.preventDefault();
  deed();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-keys]")) list();
  event.target.closest("[data-close]")?.closest("dialog").close();
});
