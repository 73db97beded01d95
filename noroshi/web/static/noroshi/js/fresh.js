// The parts of a page that say so are put anew: never what holds something typed, and the reader stays where the reader was.
const CALM_MS = 1500;
const AGAIN_MS = 5000;
const waiting = new Set();
let lookedAt = 0;
let timer = 0;

const regions = (kinds) => [...document.querySelectorAll("[data-fresh]")].filter((each) => each.dataset.kinds.split(" ").some((kind) => kinds.includes(kind)));
const named = (root, name) => root.querySelector(`[data-fresh="${CSS.escape(name)}"]`);
const TYPED = "input:not([type=hidden], [type=submit], [type=button]), textarea, select";

document.addEventListener("noroshi:changed", (event) => {
  const { kinds, spread } = event.detail;
  for (const kind of kinds) waiting.add(kind);
  for (const region of regions(kinds)) region.setAttribute("aria-busy", "true");
  later(Math.random() * spread);
});
document.addEventListener("visibilitychange", () => later(0));

// Several changes within a moment are one look; a page that nobody sees reads nothing.
function later(ms) {
  clearTimeout(timer);
  if (document.hidden || !waiting.size) return;
  timer = setTimeout(anew, Math.max(ms, lookedAt + CALM_MS - Date.now(), 50));
}

async function anew() {
  const kinds = [...waiting];
  waiting.clear();
  lookedAt = Date.now();
  if (await look(kinds)) return;
  for (const kind of kinds) waiting.add(kind);
  later(AGAIN_MS);
}

async function look(kinds) {
  const wanted = regions(kinds);
  const own = wanted.filter((region) => !region.dataset.from);
  const done = await Promise.all([own.length ? renewAll(own) : true, ...wanted.filter((region) => region.dataset.from).map(renewOne)]);
  return done.every(Boolean);
}

// The answer to a page that is not there any more for this desk is no answer: it says so and asks no further.
async function asked(address, headers) {
  const answer = await fetch(address, { headers: { "X-Noroshi-Live": "1", ...headers }, redirect: "manual", cache: "no-store" });
  if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`);
  return answer.ok ? answer.text() : null;
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

async function renewAll(wanted) {
  let html;
  try {
    html = await asked(location.href);
  } catch {
    return false;
  }
  if (html === null) {
    document.querySelector('[data-live-note="gone"]')?.removeAttribute("hidden");
    return true;
  }
  const told = parsed(html);
  return wanted.map((region) => renew(region, named(told, region.dataset.fresh))).every(Boolean);
}

// A part with an address of its own is asked for there.
async function renewOne(region) {
  try {
    const html = await asked(region.dataset.from, { "HX-Request": "true" });
    if (html === null) return true;
    const next = region.cloneNode(false);
    next.replaceChildren(...parsed(html).body.childNodes);
    return renew(region, next);
  } catch {
    return false;
  }
}

// Each form has a secret of its own every time; whether anything is different is asked without it.
function words(region) {
  const copy = region.cloneNode(true);
  for (const secret of copy.querySelectorAll("input[name=csrfmiddlewaretoken]")) secret.remove();
  copy.removeAttribute("aria-busy");
  for (const opened of copy.querySelectorAll("details[open]")) opened.removeAttribute("open");
  return copy.innerHTML;
}

function isTypedIn(region) {
  const fields = [...region.querySelectorAll(TYPED)];
  return fields.some((field) => field === document.activeElement || isChanged(field)) || region.querySelector("dialog[open]") !== null;
}

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) return [...field.options].some((each) => each.selected !== each.defaultSelected && each.defaultSelected);
  return field.value !== field.defaultValue;
}

function renew(region, next) {
  region.removeAttribute("aria-busy");
  if (!next || words(region) === words(next)) return true;
  if (isTypedIn(region)) return false;
  const stays = standing(region);
  const known = new Set([...region.querySelectorAll("[data-row]")].map((row) => row.getAttribute("href")));
  for (const row of next.querySelectorAll("[data-row]")) {
    if (known.size && !known.has(row.getAttribute("href"))) row.closest("tr, li")?.classList.add("is-fresh");
  }
  const put = document.importNode(next, true);
  region.replaceWith(put);
  window.htmx?.process(put);
  stays(put);
  document.getElementById("live").textContent = put.dataset.said ?? "";
  return true;
}

// Focus, opened details and the place on the screen: kept by what they are, not by where they stood.
function standing(region) {
  const active = region.contains(document.activeElement) ? key(document.activeElement) : null;
  const opened = [...region.querySelectorAll("details[open]")].map(caption);
  const anchor = [...document.querySelectorAll("main [data-row], main section[id]")].find((each) => each.getBoundingClientRect().bottom > 0);
  const [name, top] = anchor ? [key(anchor), anchor.getBoundingClientRect().top] : [null, 0];
  return (put) => {
    for (const each of put.querySelectorAll("details")) if (opened.includes(caption(each))) each.open = true;
    if (active) put.querySelector(active)?.focus({ preventScroll: true });
    const now = name && document.querySelector(name);
    if (now && scrollY > 0) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

const caption = (details) => details.querySelector("summary")?.textContent.trim();

function key(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute("href");
  return href ? `a[href="${CSS.escape(href)}"]` : null;
}
