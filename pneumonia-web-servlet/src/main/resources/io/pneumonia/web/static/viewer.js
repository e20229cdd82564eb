// Pictures with their evidence maps: opacity, brightness, contrast, inversion, zoom.
const ZOOMS = [1, 1.5, 2, 3, 4, 6];

export function enhanceViewers(root = document) {
  for (const viewer of root.querySelectorAll("[data-viewer]")) enhance(viewer);
}

function enhance(viewer) {
  const stage = viewer.querySelector(".viewer-stage");
  const layers = viewer.querySelector(".viewer-layers");
  const picture = viewer.querySelector(".viewer-picture");
  const tools = viewer.querySelector("[data-tools]");
  const tool = (name) => tools.querySelector(`[data-tool="${name}"]`);
  const status = tool("status");
  let overlay = null;
  let zoom = 0;

  function light() {
    const inverted = tool("invert").checked ? " invert(1)" : "";
    picture.style.filter =
      `brightness(${tool("brightness").value}%) contrast(${tool("contrast").value}%)` + inverted;
  }

  function enlarge(step) {
    const middle = {
      x: (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth,
      y: (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight,
    };
    zoom = Math.min(Math.max(zoom + step, 0), ZOOMS.length - 1);
    layers.style.width = `${ZOOMS[zoom] * 100}%`;
    tool("zoom").textContent = `${ZOOMS[zoom] * 100} %`;
    tool("zoom-in").disabled = zoom === ZOOMS.length - 1;
    tool("zoom-out").disabled = zoom === 0;
    stage.classList.toggle("viewer-zoomed", zoom > 0);
    stage.scrollLeft = middle.x * stage.scrollWidth - stage.clientWidth / 2;
    stage.scrollTop = middle.y * stage.scrollHeight - stage.clientHeight / 2;
  }

  function fade() {
    if (overlay) overlay.style.opacity = tool("opacity").value / 100;
  }

  async function showEvidence() {
    const wanted = tool("evidence").checked;
    tool("opacity").disabled = !wanted;
    if (!wanted) {
      if (overlay) overlay.hidden = true;
      status.textContent = "";
      return;
    }
    if (!overlay) {
      status.textContent = "Asking the model where it looked…";
      try {
        overlay = await loadOverlay(viewer.dataset.evidence);
      } catch (reason) {
        status.textContent = reason.message;
        tool("evidence").checked = false;
        tool("opacity").disabled = true;
        return;
      }
      layers.append(overlay);
    }
    status.textContent = "The evidence map is shown.";
    overlay.hidden = !tool("evidence").checked;
    fade();
  }

  tool("evidence").addEventListener("change", showEvidence);
  tool("opacity").addEventListener("input", fade);
  for (const name of ["brightness", "contrast", "invert"]) tool(name).addEventListener("input", light);
  tool("zoom-in").addEventListener("click", () => enlarge(1));
  tool("zoom-out").addEventListener("click", () => enlarge(-1));
  tool("reset").addEventListener("click", () => {
    tool("brightness").value = 100;
    tool("contrast").value = 100;
    tool("invert").checked = false;
    light();
    enlarge(-ZOOMS.length);
  });
  enlarge(0);
  dragToMove(stage);
  tools.hidden = false;
}

// The reason why there is none is the server's.
async function loadOverlay(address) {
  let answer;
  try {
    answer = await fetch(address, { headers: { Accept: "image/png, application/json" } });
  } catch {
    throw new Error("The server cannot be reached.");
  }
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    throw new Error(said.detail ?? "There is no evidence map of this picture.");
  }
  const image = new Image();
  image.className = "viewer-overlay";
  image.alt = "Evidence map over the picture";
  image.src = URL.createObjectURL(await answer.blob());
  await image.decode();
  URL.revokeObjectURL(image.src);
  return image;
}

function dragToMove(stage) {
  let from = null;
  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop };
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    if (!from) return;
    stage.scrollLeft = from.x - event.clientX;
    stage.scrollTop = from.y - event.clientY;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, () => (from = null));
  }
  stage.addEventListener("dragstart", (event) => event.preventDefault());
}
