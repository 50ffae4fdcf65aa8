// The way on through a list of hits. A page with hits keeps their addresses for as long as the tab is
// open; the page of a case looks itself up among them and shows what stands before and after it.

const KEY = "list of hits";

function kept() {
  try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; }
}

function keep(results) {
  const links = [...results.querySelectorAll(".cards .title > a, .hits th > a")];
  if (!links.length) return;
  const to = (rel) => results.querySelector(`.pages [rel="${rel}"]`)?.href ?? null;
  const list = {
    address: location.href,
    first: Number(results.dataset.first),
    total: Number(results.dataset.total),
    hits: links.map((link) => link.pathname),
    before: to("prev"),
    after: to("next"),
  };
  try { sessionStorage.setItem(KEY, JSON.stringify(list)); } catch { /* the list is not kept */ }
}

function show(nav, list) {
  const here = list.hits.indexOf(location.pathname);
  if (here < 0) return;
  nav.append(nav.querySelector("template").content);
  const place = nav.dataset.place
    .replace("%(number)s", list.first + here)
    .replace("%(total)s", list.total);
  const lead = (link, address) => address ? link.setAttribute("href", address) : link.remove();
  nav.querySelector(".list").textContent = place;
  lead(nav.querySelector(".list"), list.address);
  lead(nav.querySelector("[rel=prev]"), list.hits[here - 1] ?? list.before);
  lead(nav.querySelector("[rel=next]"), list.hits[here + 1] ?? list.after);
  nav.hidden = false;
}

const results = document.getElementById("results");
const nav = document.querySelector(".in-list");
if (results) {
  keep(results);
  document.addEventListener("renewed", () => keep(results));
}
if (nav && kept()) show(nav, kept());
