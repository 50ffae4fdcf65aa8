// Where two texts of a field exist: a button puts what is stored into the form.
"use strict";
{
    const put = (field, text) => {
        if (field.tagName === "SELECT") {
            const option = [...field.options].find((each) => each.text === text) ?? field.options[0];
            field.value = option.value;
        } else {
            field.value = text;
        }
        field.dispatchEvent(new Event("input", {bubbles: true}));
        field.dispatchEvent(new Event("change", {bubbles: true}));
    };

    document.addEventListener("DOMContentLoaded", () => {
        for (const row of document.querySelectorAll(".conflict tr[data-field]")) {
            const field = document.getElementById(row.dataset.field);
            const stored = row.querySelector(".stored");
            if (field?.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
                const button = document.createElement("button");
                button.type = "button";
                button.textContent = row.dataset.take;
                button.addEventListener("click", () => {
                    put(field, stored.innerText.trim());
                    button.disabled = true;
                });
                stored.after(button);
            }
        }
    });
}
