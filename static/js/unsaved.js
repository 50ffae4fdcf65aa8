// Asks before a form with unsaved changes is left.
"use strict";
{
    let unsaved = false;
    document.addEventListener("input", (event) => {
        unsaved = unsaved || Boolean(event.target.closest("#content-main form, form.nominate"));
    });
    document.addEventListener("submit", () => {
        unsaved = false;
    });
    window.addEventListener("beforeunload", (event) => {
        if (unsaved) {
            event.preventDefault();
        }
    });
}
