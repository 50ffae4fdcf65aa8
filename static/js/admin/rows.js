// Keeps a blank row at the end of each list of rows: typing in the last one adds the next.
"use strict";
{
    const rowsOf = (group) => group.querySelectorAll(":is(tr.form-row, .card):not(.empty-form)");

    document.addEventListener("input", (event) => {
        const row = event.target.closest(":is(tr.form-row, .card):not(.has_original)");
        const group = row?.closest(".js-inline-admin-formset");
        if (group && [...rowsOf(group)].at(-1) === row) {
            group.querySelector(".add-row a")?.click();
        }
    });
}
