// A deed with data-confirm asks first. Without JavaScript the server's own confirmation page does.
const dialog = document.getElementById("confirm-dialog");
let asked = null;

function ask(element, event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  asked = element;
  dialog.querySelector("[data-confirm-words]").textContent = element.dataset.confirm;
  dialog.querySelector("[data-confirm-yes]").textContent = element.textContent.trim();
  dialog.showModal();
  dialog.querySelector("[data-confirm-no]").focus();
}

document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-confirm]");
  if (element && element.dataset.confirmed !== "yes") ask(element, event);
}, true);

dialog?.querySelector("[data-confirm-no]").addEventListener("click", () => dialog.close());
dialog?.querySelector("[data-confirm-yes]").addEventListener("click", () => {
  dialog.close();
  asked.dataset.confirmed = "yes";
  asked.click();
  delete asked.dataset.confirmed;
});
dialog?.addEventListener("close", () => asked?.focus());
