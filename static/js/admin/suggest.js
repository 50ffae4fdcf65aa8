// Offers names while one is typed: a combobox with a list, after the ARIA pattern. Arrow keys move in
// the list, Enter takes, Escape closes. Any other text may be typed as well; the server judges it.
// The list says that it is busy as long as it answers an earlier text than the one typed now.
"use strict";
{
    const PAUSE = 150;
    const FEWEST = 2;

    class Box {
        constructor(input) {
            this.input = input;
            this.list = document.createElement("ul");
            this.list.id = `${input.id}-list`;
            this.list.className = "suggestions";
            this.list.hidden = true;
            this.list.setAttribute("role", "listbox");
            this.list.setAttribute("aria-label", input.getAttribute("aria-label") || input.labels[0]?.textContent || "");
            this.note = document.createElement("span");
            this.note.className = "suggested-note";
            this.note.setAttribute("role", "status");
            input.after(this.list, this.note);
            input.setAttribute("role", "combobox");
            input.setAttribute("aria-autocomplete", "list");
            input.setAttribute("aria-controls", this.list.id);
            input.setAttribute("aria-expanded", "false");
            input.addEventListener("input", (event) => this.typed(event));
            input.addEventListener("keydown", (event) => this.pressed(event));
            input.addEventListener("blur", () => {
                this.close();
                this.unfold();
            });
            this.list.addEventListener("mousedown", (event) => {
                event.preventDefault();
                this.take(event.target.closest("li"));
            });
        }

        typed(event) {
            if (!event.isTrusted) {
                return;
            }
            this.note.textContent = "";
            this.isFree = true;
            this.list.ariaBusy = "true";
            clearTimeout(this.timer);
            this.asked?.abort();
            const text = this.input.value.trim();
            if (text.length < FEWEST) {
                this.close();
            } else {
                this.timer = setTimeout(() => this.ask(text), PAUSE);
            }
        }

        async ask(text) {
            this.asked = new AbortController();
            const base = document.querySelector("[data-suggestions]").dataset.suggestions;
            const address = `${base.replace("KIND", this.input.dataset.suggest)}?q=${encodeURIComponent(text)}`;
            try {
                const answer = await fetch(address, {signal: this.asked.signal});
                if (answer.ok && !answer.redirected) {
                    this.show((await answer.json()).rows);
                }
            } catch (error) {
                if (error.name !== "AbortError") {
                    this.close();
                }
            }
        }

        show(rows) {
            if (document.activeElement !== this.input) {
                return;
            }
            this.list.replaceChildren(...rows.map((row, place) => {
                const item = document.createElement("li");
                item.id = `${this.list.id}-${place}`;
                item.setAttribute("role", "option");
                item.setAttribute("aria-selected", "false");
                item.append(row.text);
                if (row.note) {
                    const note = document.createElement("small");
                    note.textContent = row.note;
                    item.append(" ", note);
                }
                item.row = row;
                return item;
            }));
            this.list.ariaBusy = "false";
            this.list.hidden = !rows.length;
            this.list.scrollIntoView({block: "nearest"});
            this.input.setAttribute("aria-expanded", String(rows.length > 0));
            this.input.removeAttribute("aria-activedescendant");
        }

        pressed(event) {
            const open = !this.list.hidden;
            const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
            if (open && step) {
                event.preventDefault();
                this.move(step);
            } else if (open && event.key === "Escape") {
                event.preventDefault();
                this.close();
            } else if (event.key === "Enter") {
                event.preventDefault();
                this.take(this.chosen);
            } else if (open && event.key === "Tab" && this.chosen) {
                this.take(this.chosen);
            }
        }

        get chosen() {
            return this.list.querySelector("[aria-selected=true]");
        }

        move(step) {
            const items = [...this.list.children];
            const from = items.indexOf(this.chosen);
            const next = from < 0 && step < 0 ? items.length - 1 : (from + step + items.length) % items.length;
            items.forEach((item, place) => item.setAttribute("aria-selected", String(place === next)));
            this.input.setAttribute("aria-activedescendant", items[next].id);
            items[next].scrollIntoView({block: "nearest"});
        }

        take(item) {
            if (!item || this.list.hidden) {
                return;
            }
            const {text, note, fills} = item.row;
            this.put(this.input, text);
            this.note.textContent = note;
            this.isFree = false;
            for (const [field, value] of Object.entries(fills)) {
                const other = document.getElementsByName(this.input.name.replace(/[^-]+$/, field))[0];
                if (other) {
                    this.put(other, value);
                }
            }
            this.close();
        }

        put(input, value) {
            input.value = value;
            input.dispatchEvent(new Event("input", {bubbles: true}));
            input.dispatchEvent(new Event("change", {bubbles: true}));
        }

        // An organisation that was typed and not taken may be new: its details are asked for.
        unfold() {
            const details = this.input.closest(".contact")?.querySelector("details");
            if (details && this.isFree && this.input.value.trim()) {
                details.open = true;
            }
        }

        close() {
            clearTimeout(this.timer);
            this.asked?.abort();
            this.list.hidden = true;
            this.input.setAttribute("aria-expanded", "false");
            this.input.removeAttribute("aria-activedescendant");
        }
    }

    const open = (root) => root.querySelectorAll("input[data-suggest]").forEach((input) => {
        if (!input.name.includes("__prefix__")) {
            new Box(input);
        }
    });

    document.addEventListener("DOMContentLoaded", () => open(document));
    document.addEventListener("formset:added", (event) => open(event.target));
}
