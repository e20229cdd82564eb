// Questions before what cannot be undone: a link to the page that asks opens the dialog of this
// page instead, whose form goes to the same address.
export function enhanceDialogs(root = document) {
  for (const link of root.querySelectorAll("a[data-dialog]")) {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog) continue;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.querySelector("form").action = link.href;
      const named = dialog.querySelector("[data-dialog-name]");
      if (named && link.dataset.name) named.textContent = link.dataset.name;
      dialog.returnFocus = link;
      dialog.showModal();
    });
  }
  for (const dialog of root.querySelectorAll("dialog")) {
    dialog.querySelector("[data-dialog-cancel]")?.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.returnFocus?.focus());
  }
}
