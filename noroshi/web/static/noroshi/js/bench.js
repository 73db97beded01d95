// The workbench without reloading: deeds are sent and only the bench is renewed; findings are lit inside the texts that one types in;
// n and p walk through what is open, a replaces, e goes to the words, x leaves it, s marks what is selected, u takes back.
const SELECTED_MOST = 80;
const STAYS = new Set(["send", "approval"]);
let here = 0;
let busy = false;
let waiting = "";

const bench = () => document.getElementById("bench");
const open = () => [...document.querySelectorAll("[data-finding]")];
const isTyping = (target) => target.closest("input, textarea, select, dialog") !== null;

function current() {
  const all = open();
  here = Math.min(Math.max(here, 0), Math.max(all.length - 1, 0));
  return all[here];
}

function show(step = 0) {
  const all = open();
  if (!all.length) return;
  const isFirst = !all.some((one) => one.classList.contains("is-here"));
  here = (Math.min(here, all.length - 1) + (isFirst ? 0 : step) + all.length) % all.length;
  for (const one of all) one.classList.toggle("is-here", one === all[here]);
  all[here].focus({ preventScroll: true });
  all[here].scrollIntoView({ block: "nearest" });
  lightPlace(all[here]);
}

// The first place of the finding in the outgoing text comes into view beside it.
function lightPlace(finding) {
  for (const mark of document.querySelectorAll("mark.is-here")) mark.classList.remove("is-here");
  const mark = document.querySelector(`.lit mark[data-number="${finding.value}"]`) ?? document.querySelector(`.pair-original [data-number="${finding.value}"]`);
  mark?.classList.add("is-here");
  mark?.closest(".pair")?.scrollIntoView({ block: "nearest" });
}

async function send(form, button) {
  busy = true;
  form.setAttribute("aria-busy", "true");
  const top = window.scrollY;
  try {
    const answer = await fetch(form.action || location.href, { method: "POST", body: new FormData(form, button) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const renewed = page.getElementById("bench");
    if (!renewed) {
      location.assign(answer.url);
      return;
    }
    bench().replaceWith(renewed);
    document.querySelector("main > .wrap > .error-summary")?.remove();
    const errors = page.querySelector(".error-summary");
    if (errors) bench().before(errors);
    document.getElementById("toasts").replaceChildren(...page.getElementById("toasts").childNodes);
    window.scrollTo(0, top);
    begin();
    if (errors) errors.focus?.();
    else show();
  } catch {
    form.setAttribute("data-plain", "");
    form.removeAttribute("aria-busy");
    busy = false;
    form.requestSubmit(button);
  } finally {
    busy = false;
  }
  const next = waiting;
  waiting = "";
  if (next) bench().querySelector(`[name="deed"][value="${CSS.escape(next)}"]`)?.click();
}

function words() {
  const found = [...document.querySelectorAll("[data-lit]")].map((one) => ({ text: one.value, number: one.dataset.lit, step: one.dataset.step }));
  return found.filter((one) => one.text).sort((one, other) => other.text.length - one.text.length);
}

function light(field, backdrop, known) {
  const text = field.value;
  const parts = [];
  let plain = "";
  const flush = () => {
    if (plain) parts.push(plain);
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = known.find((one) => text.startsWith(one.text, at));
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    flush();
    const mark = document.createElement("mark");
    mark.className = `suspect suspect--${found.step}`;
    mark.dataset.number = found.number;
    mark.textContent = found.text;
    parts.push(mark);
    at += found.text.length;
  }
  flush();
  backdrop.replaceChildren(...parts, "\n");
  backdrop.scrollTop = field.scrollTop;
}

function lit(field, known) {
  const around = document.createElement("div");
  const backdrop = document.createElement("div");
  around.className = "lit";
  backdrop.className = "lit-back input";
  backdrop.setAttribute("aria-hidden", "true");
  field.replaceWith(around);
  around.append(backdrop, field);
  const renew = () => light(field, backdrop, known);
  field.addEventListener("input", renew);
  field.addEventListener("scroll", () => { backdrop.scrollTop = field.scrollTop; });
  renew();
}

function selected() {
  const field = document.activeElement;
  const inField = field?.matches?.("textarea") ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
  return (inField || String(getSelection())).trim().slice(0, SELECTED_MOST);
}

function mark() {
  const text = selected();
  const seek = document.getElementById("id_seek");
  if (!text) {
    seek.focus();
    return;
  }
  seek.value = text;
  bench().querySelector('[value="seek"]').click();
}

const keys = {
  n: () => show(1),
  p: () => show(-1),
  a: () => current()?.querySelector("[data-accept]")?.click(),
  x: () => current()?.querySelector("[data-keep]")?.click(),
  e: () => current()?.querySelector(".finding-word input")?.select(),
  s: mark,
  u: () => bench().querySelector("[data-undo]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.isComposing) return;
  const key = event.key.toLowerCase();
  if (event.altKey && key === "s") {
    event.preventDefault();
    mark();
    return;
  }
  if (event.altKey || isTyping(event.target) || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

document.addEventListener("submit", (event) => {
  const deed = event.submitter?.value ?? "";
  if (event.target !== bench() || event.submitter?.name !== "deed") return;
  if (busy) waiting = deed;
  if (!busy && (STAYS.has(deed) || bench().hasAttribute("data-plain"))) return;
  event.preventDefault();
  if (!busy) send(event.target, event.submitter);
});

function begin() {
  const known = words();
  for (const field of document.querySelectorAll(".pair-outgoing textarea")) lit(field, known);
  for (const one of document.querySelectorAll(".bench-keys")) one.hidden = false;
}

if (bench()) begin();
