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

// A message of an error is read first.
document.querySelector(".field [aria-invalid]")?.focus();
