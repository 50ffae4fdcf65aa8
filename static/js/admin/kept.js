// Keeps what is typed in the browser until it is saved, and offers it again: after a session that
// ended, a browser that closed, a server that did not answer.
"use strict";
{
    const PAUSE = 800;
    const DAYS = 7;
    const SAVED = /(?:^|; )saved_entry=([\w-]+)/;
    const NEVER = /^(csrfmiddlewaretoken|entry|_.*)$/;

    const entries = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NEVER.test(name));

    const read = (key) => {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch {
            return null;
        }
    };

    const drop = (worn) => {
        for (const key of Object.keys(localStorage).filter((each) => each.startsWith("case "))) {
            if (worn(read(key))) {
                localStorage.removeItem(key);
            }
        }
    };

    const addRows = (form, name, wanted) => {
        const total = form.elements[name];
        const group = total.closest(".inline-group");
        const prefix = name.replace("-TOTAL_FORMS", "");
        const button = group?.querySelector(`[data-adds="${prefix}"], .add-row a`);
        for (let left = wanted - Number(total.value); left > 0 && button; left -= 1) {
            button.click();
        }
        total.value = wanted;
    };

    const putBack = (form, typed) => {
        for (const [name, value] of typed) {
            if (name.endsWith("-TOTAL_FORMS") && form.elements[name]) {
                addRows(form, name, Number(value));
            }
        }
        form.querySelectorAll("input[type=checkbox]").forEach((box) => {
            box.checked = false;
        });
        for (const [name, value] of typed) {
            for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
                if (field.type === "checkbox" || field.type === "radio") {
                    field.checked = field.checked || field.value === value;
                } else if (!name.endsWith("-TOTAL_FORMS")) {
                    field.value = value;
                }
            }
        }
        form.querySelectorAll("details").forEach((details) => {
            details.open = [...details.querySelectorAll("input, textarea, select")].some((field) => field.value);
        });
        form.dispatchEvent(new Event("input", {bubbles: true}));
    };

    const offer = (form, key, entry) => {
        const words = form.querySelector("[data-kept]").dataset;
        const note = document.createElement("div");
        note.className = "kept";
        note.setAttribute("role", "region");
        note.setAttribute("aria-label", words.kept);
        const text = document.createElement("p");
        text.textContent = `${words.kept} (${new Date(entry.at).toLocaleString()})`;
        note.append(text);
        for (const [label, act] of [[words.keptBack, () => putBack(form, entry.typed)], [words.keptDrop, () => localStorage.removeItem(key)]]) {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = label;
            button.addEventListener("click", () => {
                act();
                note.remove();
                form.querySelector("#id_title")?.focus();
            });
            note.append(button);
        }
        form.prepend(note);
    };

    window.addEventListener("load", () => {
        const form = document.querySelector("#practice_form");
        const key = form?.querySelector("[data-kept]")?.dataset.keptKey;
        if (!key) {
            return;
        }
        const saved = SAVED.exec(document.cookie)?.[1];
        const oldest = Date.now() - DAYS * 86_400_000;
        drop((entry) => !entry || entry.token === saved || entry.at < oldest);
        const before = JSON.stringify(entries(form));
        const kept = read(key);
        if (kept && JSON.stringify(kept.typed) !== before) {
            offer(form, key, kept);
        }
        const token = form.elements.entry;
        token.value ||= crypto.getRandomValues(new Uint32Array(4)).join("-");
        let timer;
        const keep = () => {
            clearTimeout(timer);
            const typed = entries(form);
            if (JSON.stringify(typed) !== before) {
                localStorage.setItem(key, JSON.stringify({token: token.value, at: Date.now(), typed}));
            }
        };
        document.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(keep, PAUSE);
        });
        form.addEventListener("submit", keep);
        window.addEventListener("pagehide", () => timer && keep());
    });
}
