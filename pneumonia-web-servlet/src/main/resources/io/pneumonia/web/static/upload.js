// Pictures on their way: chosen, dropped or pasted; seen before they are sent; sent one by one;
// their results shown in place. What is wrong is said in the server's words.
import { enhanceViewers } from "./viewer.js";

const TYPES = ["image/png", "image/jpeg"];
const form = document.getElementById("upload");
const input = form.querySelector("input[type=file]");
const dropzone = form.querySelector("[data-dropzone]");
const queue = document.querySelector("[data-queue]");
const list = queue.querySelector("[data-items]");
const announcement = queue.querySelector("[data-announce]");
const sendAll = queue.querySelector("[data-send-all]");
const template = document.getElementById("upload-item");
const items = new Set();
let csrfToken = document.querySelector("meta[name=csrf-token]").content;
let fieldNumber = 0;

form.querySelector("[data-plain]").remove();
form.querySelector("[data-with-script]").hidden = false;
form.querySelector(".alert")?.remove();
input.required = false;
input.multiple = true;
form.addEventListener("submit", (event) => event.preventDefault());

class Refusal extends Error {
  constructor(title, detail, status = 0, waitSeconds = 0) {
    super(detail);
    Object.assign(this, { title, status, waitSeconds });
  }
}

// The same words as the server's, for what can be told without it.
function check(file) {
  const most = Number(form.dataset.maxBytes);
  if (file.size === 0) throw new Refusal("Empty file", `${file.name}: expected a JPEG or PNG picture, found no bytes at all`);
  if (!TYPES.includes(file.type)) {
    throw new Refusal("Invalid file type", "Only PNG, JPG, and JPEG files are allowed");
  }
  if (file.size > most) {
    throw new Refusal("File too large", `${file.name}: expected at most ${most} bytes, found more`);
  }
}

function sizeInWords(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

class Item {
  constructor(file) {
    this.file = file;
    this.sent = false;
    this.row = template.content.firstElementChild.cloneNode(true);
    this.find(".upload-name").textContent = file.name;
    this.find(".upload-size").textContent = sizeInWords(file.size);
    this.find(".upload-preview").alt = `Preview of ${file.name}`;
    this.find("[data-remove]").addEventListener("click", () => this.remove());
    this.find("[data-retry]").addEventListener("click", () => this.send());
    this.find("[data-remove]").setAttribute("aria-label", `Remove ${file.name}`);
    for (const field of this.row.querySelectorAll("input, textarea")) field.id = `beside-${++fieldNumber}`;
    list.append(this.row);
    items.add(this);
    this.preview();
    try {
      check(file);
      this.sendable = true;
    } catch (refusal) {
      this.refuse(refusal);
    }
  }

  find(selector) {
    return this.row.querySelector(selector);
  }

  preview() {
    const image = this.find(".upload-preview");
    const address = URL.createObjectURL(this.file);
    const done = () => URL.revokeObjectURL(address);
    image.addEventListener("load", done);
    image.addEventListener("error", () => {
      done();
      image.classList.add("upload-preview-none");
      image.removeAttribute("src");
      image.alt = "";
    });
    image.src = address;
  }

  refuse(refusal) {
    const box = this.find(".upload-error");
    box.querySelector("strong").textContent = refusal.title;
    const words = box.querySelector("span");
    words.textContent = refusal.message;
    if (refusal.status === 401) {
      words.append(" ");
      const link = document.createElement("a");
      link.href = "/login/?next=%2Fdashboard%2F";
      link.target = "_blank";
      link.textContent = "Sign in (in another tab)";
      words.append(link, ", then try again here: the picture is still chosen.");
    }
    box.hidden = false;
    const again = refusal.status === 401 || refusal.status === 403 || refusal.status >= 500 || refusal.again;
    this.find("[data-retry]").hidden = !again;
    this.sendable = Boolean(again);
    announce(`${this.file.name}: ${refusal.title}. ${refusal.message}`);
  }

  remove() {
    this.request?.abort();
    items.delete(this);
    this.row.remove();
    showQueue();
    (list.querySelector("[data-remove]") ?? input).focus();
  }

  async send() {
    if (!this.sendable || this.sent || this.sending) return;
    this.sending = true;
    this.find(".upload-error").hidden = true;
    this.find("[data-retry]").hidden = true;
    this.find(".upload-details").hidden = true;
    const progress = this.find(".upload-progress");
    progress.hidden = false;
    try {
      const answer = await this.transfer();
      this.sent = true;
      this.state("Reading the result…");
      await this.showResult(answer);
      announce(`${this.file.name}: ${answer.prediction}, confidence ${answer.confidence} percent`);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.find(".upload-details").hidden = false;
      this.refuse(refusal);
    } finally {
      progress.hidden = true;
      this.sending = false;
    }
  }

  state(words, spinning = true) {
    this.find(".upload-state").textContent = words;
    this.find(".spinner").hidden = !spinning;
  }

  async transfer(refreshed = false) {
    try {
      return await this.post();
    } catch (refusal) {
      // Somebody signed in again in another tab: the session has another token.
      if (refusal.status === 403 && !refreshed && (await refreshToken())) return this.transfer(true);
      throw refusal;
    }
  }

  post() {
    const body = new FormData();
    for (const field of this.row.querySelectorAll("input, textarea")) body.append(field.name, field.value);
    body.append("image", this.file, this.file.name);
    const bar = this.find("progress");
    const request = new XMLHttpRequest();
    this.request = request;
    return new Promise((resolve, reject) => {
      request.upload.addEventListener("progress", (event) => {
        const share = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
        bar.value = share;
        if (share < 100) this.state(`Sending, ${Math.round(share)} %`, false);
        else this.state("Analysing…");
      });
      request.addEventListener("load", () => {
        let said = {};
        try {
          said = JSON.parse(request.responseText);
        } catch {
          // A proxy's page: its words are of no use here.
        }
        if (request.status === 201) resolve(said);
        else reject(refusal(request, said));
      });
      const lost = () => {
        const error = new Refusal("Not sent", "The server cannot be reached. The picture is still chosen.");
        error.again = true;
        reject(error);
      };
      request.addEventListener("error", lost);
      request.addEventListener("abort", lost);
      request.open("POST", "/api/images/");
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", csrfToken);
      request.send(body);
    });
  }

  async showResult(answer) {
    const shown = await fetch(`/results/${answer.result.id}/card/`, { headers: { Accept: "text/html" } });
    if (!shown.ok || shown.redirected) {
      location.assign(`/results/${answer.result.id}/`);
      return;
    }
    const card = new DOMParser().parseFromString(await shown.text(), "text/html").querySelector(".result-card");
    csrfToken = card.dataset.csrf;
    const place = this.find(".upload-result");
    place.replaceChildren(document.importNode(card, true));
    enhanceViewers(place);
    this.find(".upload-preview").hidden = true;
    this.row.classList.add("upload-done");
    const close = this.find("[data-remove]");
    close.textContent = "Close";
    close.setAttribute("aria-label", `Close the result of ${this.file.name}`);
  }
}

function refusal(request, said) {
  const status = request.status;
  const wait = Number(request.getResponseHeader("Retry-After") ?? 0);
  if (status === 401) {
    return new Refusal("Your session has ended", "You were signed out before the picture arrived.", status);
  }
  const title = said.error ?? (status >= 500 ? "Not available at the moment" : "Not accepted");
  const later = wait > 0 ? ` Try again in ${wait} ${wait === 1 ? "second" : "seconds"}.` : "";
  return new Refusal(title, (said.detail ?? "The server gave no reason.") + later, status, wait);
}

async function refreshToken() {
  const answer = await fetch("/api/session/", { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  csrfToken = (await answer.json()).csrf_token;
  return true;
}

function announce(words) {
  announcement.textContent = words;
}

function add(files) {
  for (const file of files) new Item(file);
  showQueue();
  if (files.length > 0) {
    announce(files.length === 1 ? `${files[0].name} is chosen` : `${files.length} pictures are chosen`);
  }
}

function showQueue() {
  queue.hidden = items.size === 0;
  const waiting = [...items].filter((item) => item.sendable && !item.sent).length;
  sendAll.hidden = waiting === 0;
  sendAll.textContent = waiting > 1 ? `Analyse ${waiting} pictures` : "Analyse";
  queue.querySelector("[data-clear]").textContent = waiting === 0 ? "Analyse another" : "Clear";
}

async function sendEverything() {
  sendAll.disabled = true;
  for (const item of [...items]) await item.send();
  sendAll.disabled = false;
  showQueue();
  await refreshLists();
}

// Figures and latest results, as the server shows them now.
async function refreshLists() {
  const answer = await fetch("/dashboard/", { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["figures", "latest"]) {
    document.getElementById(id).replaceWith(document.importNode(fresh.getElementById(id), true));
  }
}

input.addEventListener("change", () => {
  add([...input.files]);
  input.value = "";
});
sendAll.addEventListener("click", sendEverything);
queue.querySelector("[data-clear]").addEventListener("click", () => {
  for (const item of [...items]) item.remove();
  input.focus();
});
document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length > 0) {
    event.preventDefault();
    add(files);
  }
});
let depth = 0;
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragenter", (event) => {
  if (carriesFiles(event)) dropzone.classList.toggle("dropzone-over", ++depth > 0);
});
document.addEventListener("dragleave", (event) => {
  if (carriesFiles(event)) dropzone.classList.toggle("dropzone-over", --depth > 0);
});
document.addEventListener("dragover", (event) => {
  if (carriesFiles(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  depth = 0;
  dropzone.classList.remove("dropzone-over");
  add([...event.dataTransfer.files]);
});
