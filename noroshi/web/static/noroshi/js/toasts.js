// Toasts stay until they are closed: nobody is timed. A server event may add one: HX-Trigger {"toast": {"words": "…"}}.
const area = document.getElementById("toasts");

area?.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".toast").remove();
});

document.addEventListener("toast", (event) => {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = event.detail.words;
  area.append(toast);
});
