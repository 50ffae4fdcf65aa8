// Gives the search boxes that replace selects the name of their select, which they do not take over.
"use strict";
{
    const nameOf = (select) => select.getAttribute("aria-label") || select.labels[0]?.textContent.trim() || "";

    const label = (select) => {
        const box = select.nextElementSibling?.querySelector("[role=combobox]");
        const shown = box?.querySelector("[role=textbox]");
        if (shown) {
            shown.setAttribute("aria-label", shown.title || nameOf(select));
            box.setAttribute("aria-label", `${nameOf(select)} ${shown.title}`.trim());
            box.removeAttribute("aria-labelledby");
        }
    };

    const labelAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(label);

    window.addEventListener("load", () => {
        labelAll();
        django.jQuery(document).on("change", "select.admin-autocomplete", (event) => label(event.target));
        django.jQuery(document).on("select2:open", (event) => {
            const search = document.querySelector(".select2-container--open .select2-search__field");
            search?.setAttribute("aria-label", nameOf(event.target));
        });
    });
    document.addEventListener("formset:added", () => setTimeout(labelAll));
}
