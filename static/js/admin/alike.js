// While a title is typed: cases of a like title that are here already, as links.
"use strict";
{
    const PAUSE = 400;

    document.addEventListener("DOMContentLoaded", () => {
        const title = document.getElementById("id_title");
        const form = document.querySelector("[data-alike]");
        if (!title || !form) {
            return;
        }
        const said = document.createElement("div");
        said.className = "alike";
        said.setAttribute("role", "status");
        title.after(said);
        let timer;
        const show = (rows) => {
            const list = document.createElement("ul");
            list.append(...rows.map((row) => {
                const item = document.createElement("li");
                const link = document.createElement("a");
                link.href = row.address;
                link.target = "_blank";
                link.textContent = row.text;
                item.append(link, ` (${row.note})`);
                return item;
            }));
            said.replaceChildren(...(rows.length ? [form.dataset.alikeText, list] : []));
        };
        const ask = async () => {
            const asked = title.value;
            const answer = await fetch(`${form.dataset.alike}&q=${encodeURIComponent(asked)}`).catch(() => null);
            if (answer?.ok && !answer.redirected && title.value === asked) {
                show((await answer.json()).rows);
            }
        };
        title.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(ask, PAUSE);
        });
    });
}
