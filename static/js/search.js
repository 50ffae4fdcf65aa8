// The search page works without this; with it long lists of options can be searched,
// and Escape closes the sheet of filters on a phone.

const PAUSE = 150; // milliseconds without a key before the site is asked

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// A list that is here as a whole: show the options that contain what is typed.
function searchHere(list) {
  const options = [...list.querySelectorAll("li")];
  return (typed) => {
    for (const part of list.querySelectorAll("details")) part.open = Boolean(typed);
    for (const option of options) option.hidden = !plain(option.textContent).includes(plain(typed));
  };
}

// A list of which only the first options are here: ask the site for those that begin as is typed.
// What is chosen stays.
function searchThere(list) {
  const first = list.querySelector("ul");
  const found = document.createElement("div");
  let timer;
  let last;
  first.before(found);
  found.setAttribute("role", "status");

  function keepChosen() {
    for (const box of found.querySelectorAll(":checked")) first.append(box.closest("li"));
    found.replaceChildren();
    const chosen = [...list.querySelectorAll(":checked")].map((box) => box.value);
    for (const part of list.querySelectorAll("details, .all")) part.hidden = Boolean(last);
    for (const box of first.querySelectorAll("input")) {
      box.closest("li").hidden = Boolean(last) && !box.checked;
    }
    return chosen;
  }

  async function ask(typed) {
    const address = new URL(list.dataset.all, location);
    address.searchParams.set("find", typed);
    address.searchParams.set("as", "boxes");
    const response = await fetch(address);
    if (!response.ok || last !== typed) return;
    const options = await response.text();
    if (last !== typed) return;
    const chosen = keepChosen();
    found.innerHTML = options;
    for (const box of found.querySelectorAll("input")) {
      if (chosen.includes(box.value)) box.closest("li").remove();
    }
  }

  return (typed) => {
    last = typed;
    clearTimeout(timer);
    if (typed) timer = setTimeout(ask, PAUSE, typed);
    else keepChosen();
  };
}

function enhance(list) {
  const search = list.dataset.all ? searchThere(list) : searchHere(list);
  const find = document.createElement("input");
  find.type = "search";
  find.className = "find";
  find.placeholder = list.dataset.find;
  find.setAttribute("aria-label", `${list.dataset.find}: ${list.querySelector("legend").textContent}`);
  list.prepend(find);
  find.addEventListener("input", () => search(find.value.trim()));
}

const enhanceAll = () => document.querySelectorAll("fieldset[data-find]").forEach(enhance);
enhanceAll();
document.addEventListener("renewed", enhanceAll);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#filters") location.hash = "#results";
});
