// The contents list says which section is being read.

const links = new Map(
  [...document.querySelectorAll(".rail a")].map((link) => [link.hash.slice(1), link]),
);
const headings = [...links.keys()].map((id) => document.getElementById(id));

const follow = () => {
  const line = innerHeight / 3;
  const read = headings.filter((heading) => heading.getBoundingClientRect().top < line).at(-1);
  for (const [id, link] of links) {
    if (read?.id === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

let waiting = false;
document.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; follow(); });
}, { passive: true });
follow();
