// Menus close on Escape and on a click elsewhere; an error summary takes the focus; a theme applies at once.
const drops = () => document.querySelectorAll("details[data-drop][open]");

document.addEventListener("click", (event) => {
  for (const drop of drops()) if (!drop.contains(event.target)) drop.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of drops()) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  const choice = event.target.closest('button[name="theme"]');
  if (choice) document.documentElement.dataset.theme = choice.value;
});

const focusFirstError = (root) => root.querySelector("[data-focus]")?.focus();
focusFirstError(document);
document.addEventListener("htmx:afterSwap", (event) => focusFirstError(event.detail.target));

for (const hidden of document.querySelectorAll("[data-open-keys], [data-dismiss], [data-copy]")) hidden.hidden = false;
document.addEventListener("htmx:load", (event) => {
  for (const hidden of event.detail.elt.querySelectorAll("[data-dismiss], [data-copy]")) hidden.hidden = false;
});
