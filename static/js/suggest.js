// Suggestions below the search box while somebody types: an editable combobox with a list box, as
// the ARIA Authoring Practices describe it. Without this script the box is a plain one. The list says
// that it is busy as long as it answers an earlier text than the one typed now.

const box = document.getElementById("q");
const form = box.form;
const list = document.createElement("ul");
const status = document.createElement("p");
const answers = new Map();
const PAUSE = 120; // milliseconds without a key before the site is asked
let asked = ""; // the text that is waited for; none when it was changed since, or the list closed
let timer;

list.id = "q-suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", form.dataset.suggestions);
status.className = "unseen";
status.setAttribute("role", "status");
box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-controls", list.id);
box.setAttribute("aria-expanded", "false");
box.after(list);
form.append(status);

const options = () => [...list.children];
const active = () => options().findIndex((option) => option.ariaSelected === "true");

function close() {
  asked = "";
  clearTimeout(timer);
  activate(-1);
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  status.textContent = "";
}

function activate(place) {
  options().forEach((option, number) => {
    option.ariaSelected = String(number === place);
  });
  const option = options()[place];
  if (option) {
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    box.removeAttribute("aria-activedescendant");
  }
}

function made(suggestion, number) {
  const option = document.createElement("li");
  const label = document.createElement("span");
  const kind = document.createElement("span");
  option.id = `q-suggestion-${number}`;
  option.dataset.address = suggestion.address;
  option.setAttribute("role", "option");
  label.dir = "auto";
  label.textContent = suggestion.label;
  kind.className = "quiet";
  kind.textContent = suggestion.kind;
  option.append(label, " ", kind);
  return option;
}

function show({ suggestions, status: text }) {
  list.replaceChildren(...suggestions.map(made));
  activate(-1);
  list.ariaBusy = "false";
  list.hidden = !suggestions.length;
  box.setAttribute("aria-expanded", String(!list.hidden));
  status.textContent = text;
}

async function ask() {
  const typed = box.value.trim();
  asked = typed;
  if (!answers.has(typed)) {
    try {
      const query = new URLSearchParams({ q: typed });
      const response = await fetch(`${form.dataset.suggest}?${query}`);
      if (!response.ok) return;
      answers.set(typed, await response.json());
    } catch {
      return; // no suggestions without a network; the box still searches
    }
  }
  if (asked === typed && document.activeElement === box) show(answers.get(typed));
}

function choose(option) {
  location.assign(option.dataset.address);
}

box.addEventListener("input", () => {
  clearTimeout(timer);
  asked = "";
  list.ariaBusy = "true";
  if (box.value.trim()) timer = setTimeout(ask, PAUSE);
  else close();
});

box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const last = list.children.length - 1;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) {
      if (box.value.trim()) ask();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : -1;
    const place = active() === -1 && step === -1 ? last : active() + step;
    activate(place > last ? -1 : place);
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (event.key === "Enter" && !list.hidden && active() !== -1) {
    event.preventDefault();
    choose(options()[active()]);
  } else if (event.key === "Tab") {
    close();
  }
});

box.addEventListener("blur", close);
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose(option);
});
