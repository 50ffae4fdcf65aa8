// Counts the words of a text while it is typed, by the rule of cases/words.py.
"use strict";
{
    // What Python takes for white space in str.split(); \s of JavaScript differs by U+0085 and U+FEFF.
    const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
    const LIST_NUMERAL = new RegExp(`(?<=^|\\n)[ \\t]*\\p{Nd}{1,3}[.)](?=${SPACE})`, "gu");
    const GAP = new RegExp(`${SPACE}+`, "u");

    const countWords = (text) => text.replace(LIST_NUMERAL, " ").split(GAP).filter(Boolean).length;

    const show = (counter) => {
        const words = countWords(document.getElementById(counter.dataset.counts).value);
        counter.querySelector("b").textContent = words;
        counter.classList.toggle("over", words > Number(counter.dataset.limit));
    };

    document.addEventListener("input", (event) => {
        const counter = event.target.id && document.querySelector(`[data-counts="${event.target.id}"]`);
        if (counter) {
            show(counter);
        }
    });
    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("[data-counts]").forEach(show);
    });
    window.countWords = countWords;
}
