// Keys of the form of a case: Ctrl+S saves and goes on; Enter in a line does not save by accident.
"use strict";
{
    document.addEventListener("keydown", (event) => {
        const form = document.getElementById("practice_form");
        if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey) {
            event.preventDefault();
            form?.querySelector("[name=_continue]")?.click();
        } else if (event.key === "Enter" && form?.contains(event.target)
            && event.target.matches("input:not([type=submit], [type=button])")) {
            event.preventDefault();
        }
    });
}
