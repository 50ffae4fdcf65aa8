// The financial table: the unassigned rest while shares are typed, and more rows and columns.
"use strict";
{
    const round = (number) => Number(number.toFixed(3));

    const showRest = (row) => {
        const shares = [...row.querySelectorAll(".share input")].map((cell) => cell.value.trim()).filter(Boolean);
        const stated = shares.map(Number);
        const rest = stated.length && stated.every(Number.isFinite)
            ? round(100 - stated.reduce((sum, share) => sum + share, 0))
            : "";
        row.querySelector(".unassigned").textContent = rest;
    };

    const renumber = (element, from, to) => {
        for (const part of [element, ...element.querySelectorAll("*")]) {
            for (const name of ["id", "name", "for", "aria-describedby"]) {
                if (part.hasAttribute(name)) {
                    part.setAttribute(name, part.getAttribute(name).replace(from, to));
                }
            }
        }
    };

    const emptied = (cell) => {
        const copy = cell.cloneNode(true);
        copy.querySelectorAll(".errorlist, label").forEach((part) => part.remove());
        copy.querySelectorAll("input").forEach((input) => {
            input.value = "";
            input.removeAttribute("value");
        });
        copy.querySelectorAll("select").forEach((select) => {
            select.selectedIndex = 0;
        });
        return copy;
    };

    const next = (prefix) => {
        const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
        total.value = Number(total.value) + 1;
        return Number(total.value) - 1;
    };

    const addYear = (group) => {
        const row = group.querySelector("template").content.firstElementChild.cloneNode(true);
        renumber(row, "__prefix__", next("financial_years"));
        group.querySelector("tbody").append(row);
        return row;
    };

    const addFunder = (group) => {
        const column = next("funders");
        const head = group.querySelector("thead .funder:nth-last-child(3)");
        const copy = emptied(head);
        renumber(copy, /funders-\d+/, `funders-${column}`);
        head.after(copy);
        const rows = [...group.querySelectorAll("tbody tr"), group.querySelector("template").content.firstElementChild];
        for (const row of rows) {
            const cell = row.querySelector(`.share:nth-last-child(3)`);
            const share = emptied(cell);
            renumber(share, /share_\d+/, `share_${column}`);
            cell.after(share);
        }
        return copy;
    };

    // A year in the last row brings the next row, and takes unit and currency of the row above; a
    // name in the last column brings the next column.
    const goOn = (group, input) => {
        const row = input.closest("tbody tr");
        if (row && input.name.endsWith("-year")) {
            const above = row.previousElementSibling;
            const isNew = !row.querySelector("[name$='-id']")?.value;
            for (const name of above && isNew && !row.dataset.begun ? ["unit", "currency"] : []) {
                row.querySelector(`[name$="-${name}"]`).value = above.querySelector(`[name$="-${name}"]`).value;
            }
            row.dataset.begun = "yes";
            if (row === group.querySelector("tbody").lastElementChild) {
                addYear(group);
            }
        } else if (input.name.endsWith("-label") && input.closest(".funder") === [...group.querySelectorAll(".funder")].at(-1)) {
            addFunder(group);
        }
    };

    const button = (text, adds, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.dataset.adds = adds;
        made.textContent = text;
        made.addEventListener("click", act);
        return made;
    };

    document.addEventListener("DOMContentLoaded", () => {
        for (const group of document.querySelectorAll(".finances")) {
            group.addEventListener("input", (event) => {
                if (event.target.closest(".share")) {
                    showRest(event.target.closest("tr"));
                } else if (event.target.name) {
                    goOn(group, event.target);
                }
            });
            group.querySelector("fieldset").append(
                button(group.dataset.addYear, "financial_years", () => addYear(group).querySelector("input").focus()),
                button(group.dataset.addFunder, "funders", () => addFunder(group).querySelector("input").focus())
            );
        }
    });
}
