// Marks what is missing for publication as soon as something is typed in its part of the form.
"use strict";
{
    const holds = (part) => {
        const home = document.getElementById(`${part}-group`) ?? document.querySelector(`.field-${part}`);
        const fields = home?.querySelectorAll("input[type=text], textarea") ?? [];
        return [...fields].some((field) => !field.name.includes("__prefix__") && field.value.trim());
    };

    const show = () => {
        const list = document.querySelector(".missing");
        for (const item of list?.querySelectorAll("[data-part]") ?? []) {
            const typed = holds(item.dataset.part);
            if (typed !== item.classList.contains("typed")) {
                item.classList.toggle("typed", typed);
                item.querySelector("small")?.remove();
                if (typed) {
                    const note = document.createElement("small");
                    note.textContent = `(${list.dataset.entered})`;
                    item.append(" ", note);
                }
            }
        }
    };

    document.addEventListener("DOMContentLoaded", show);
    document.addEventListener("input", show);
}
