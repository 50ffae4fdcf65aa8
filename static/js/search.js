// The search page works without this; with it long lists of options can be searched,
// and Escape closes the sheet of filters on a phone.

for (const list of document.querySelectorAll("fieldset[data-find]")) {
  const options = [...list.querySelectorAll("li")];
  const find = document.createElement("input");
  find.type = "search";
  find.className = "find";
  find.placeholder = list.dataset.find;
  find.setAttribute("aria-label", `${list.dataset.find}: ${list.querySelector("legend").textContent}`);
  list.prepend(find);
  find.addEventListener("input", () => {
    const typed = find.value.trim().toLocaleLowerCase();
    for (const part of list.querySelectorAll("details")) part.open = Boolean(typed);
    for (const option of options) {
      option.hidden = !option.textContent.toLocaleLowerCase().includes(typed);
    }
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#filters") location.hash = "#results";
});
