// Gives the search boxes that replace selects the name of the select, which they do not take over.
"use strict";
{
    const label = (select) => {
        const box = select.nextElementSibling?.querySelector("[role=combobox]");
        const name = select.getAttribute("aria-label") || select.labels?.[0]?.textContent.trim();
        if (box && name) {
            box.setAttribute("aria-label", `${name} ${box.textContent.trim()}`.trim());
            box.removeAttribute("aria-labelledby");
        }
    };

    const labelAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(label);

    window.addEventListener("load", () => {
        labelAll();
        django.jQuery(document).on("change select2:open", "select.admin-autocomplete", (event) => label(event.target));
        django.jQuery(document).on("select2:open", () => {
            document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-label", "…");
        });
    });
    document.addEventListener("formset:added", () => setTimeout(labelAll));
}
