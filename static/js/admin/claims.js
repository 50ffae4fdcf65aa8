// Below each section of the narrative: a button that makes the selected words a claim.
"use strict";
{
    const claims = document.getElementById("claims-group");
    const narrative = document.getElementById("sections-group");

    const blank = () => {
        const cards = [...claims.querySelectorAll(".card:not(.empty-form)")];
        return cards.find((card) => !card.querySelector("[name$=-quote]").value.trim());
    };

    const mark = (textarea, heading) => {
        const quote = textarea.value.slice(textarea.selectionStart, textarea.selectionEnd).trim();
        if (!quote) {
            textarea.focus();
            return;
        }
        if (!blank()) {
            claims.querySelector(".add-row a")?.click();
        }
        const card = blank();
        const start = textarea.value.slice(0, textarea.selectionStart);
        const input = card.querySelector("[name$=-quote]");
        input.value = quote;
        card.querySelector("[name$=-heading]").value = heading;
        if (textarea.value.split(quote).length > 2) {
            card.querySelector("[name$=-before]").value = start.trim().split(/\s+/).slice(-6).join(" ");
        }
        input.dispatchEvent(new Event("input", { bubbles: true }));
        card.querySelector("[name$=-value]").focus();
    };

    for (const section of claims && narrative ? narrative.querySelectorAll(".section") : []) {
        const textarea = section.querySelector("textarea");
        const heading = section.querySelector("[name$=-heading]");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "mark-claim";
        button.textContent = narrative.dataset.markClaim;
        button.addEventListener("click", () => mark(textarea, heading.value));
        section.append(button);
    }
}
