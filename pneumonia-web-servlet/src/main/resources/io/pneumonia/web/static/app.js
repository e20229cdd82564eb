import { enhanceDialogs } from "./dialogs.js";
import { enhanceViewers } from "./viewer.js";

enhanceDialogs();
enhanceViewers();

// Whoever sends a form twice by a double click would do twice what it does.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
  } else if (form.method === "post" && !event.defaultPrevented) {
    form.dataset.sent = "true";
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// Whoever sent a form that was refused mends the first wrong field.
document.querySelector(".field [aria-invalid]")?.focus();
