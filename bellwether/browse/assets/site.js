// Every page: a key to reach the search box, and tables of facets that start folded on a phone.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable], .CodeMirror");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("masthead-q").focus();
  }
});

if (window.matchMedia("(max-width: 60rem)").matches) {
  document.querySelectorAll("details.facets").forEach((facets) => { facets.open = false; });
}
