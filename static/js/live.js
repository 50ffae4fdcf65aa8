// Choosing a filter renews the list in place: address, hits and counts change; focus, unfolded groups
// and the place on the page stay. Back and forward renew it too. Where this cannot be done the browser
// opens the address, as it does without this script.

const form = document.getElementById("search-form");
const parts = ["filters", "results"];
const said = document.createElement("p");
const here = () => location.pathname + location.search;
let shown = here(); // the address of the list on the page
let asked = 0;

said.className = "unseen";
said.setAttribute("role", "status");
form.after(said);

const folds = () => [...document.querySelectorAll("#filters details")];
const named = (fold) => fold.querySelector("summary").textContent.replace(/\d+/g, "").trim();
const finds = () => [...document.querySelectorAll("#filters .find")];

// What is under the reader's hands: the field that has the focus, what is unfolded and typed.
function remember() {
  const active = document.activeElement;
  const value = active.type === "checkbox" ? `[value="${CSS.escape(active.value)}"]` : "";
  const label = `[aria-label="${CSS.escape(active.ariaLabel ?? "")}"]`;
  return {
    focus: active.name ? `[name="${active.name}"]${value}` : label,
    open: new Set(folds().filter((fold) => fold.open).map(named)),
    typed: new Map(finds().map((find) => [find.ariaLabel, find.value])),
    top: document.querySelector(".groups").scrollTop,
  };
}

function restore({ focus, open, typed, top }) {
  for (const fold of folds()) fold.open ||= open.has(named(fold));
  document.dispatchEvent(new Event("renewed"));
  for (const find of finds()) {
    find.value = typed.get(find.ariaLabel) ?? "";
    if (find.value) find.dispatchEvent(new Event("input"));
  }
  document.querySelector(".groups").scrollTop = top;
  const field = parts.map((id) => document.querySelector(`#${id} ${focus}`)).find(Boolean);
  field?.focus({ preventScroll: true });
}

function put(page) {
  const held = remember();
  for (const id of parts) {
    const fresh = page.getElementById(id);
    const part = document.getElementById(id);
    Object.assign(part.dataset, fresh.dataset);
    part.replaceChildren(...fresh.childNodes);
  }
  form.elements.q.value = page.getElementById("q").value;
  document.title = page.title;
  restore(held);
  said.textContent = document.getElementById("found").textContent;
}

async function renew(address, isNew) {
  const mine = ++asked;
  try {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine !== asked) return;
    if (!response.ok || !parts.every((id) => page.getElementById(id))) throw response;
    if (isNew) history.pushState(null, "", address + location.hash);
    shown = here();
    put(page);
  } catch {
    if (mine === asked) location.assign(address);
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.form !== form || target.name === "q" || !form.checkValidity()) return;
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  renew(`${form.getAttribute("action")}?${new URLSearchParams(chosen)}`, true);
});

addEventListener("popstate", () => {
  if (here() !== shown) renew(here(), false);
});
