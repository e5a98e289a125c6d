// The article page: switches for each kind of mark, and the card that tells what a mark means.
"use strict";

const story = document.getElementById("story");
const text = story.querySelector(".text");
const legend = document.getElementById("legend");
const remembered = "bellwether-hidden";

function hiddenKinds() {
  return [...legend.elements].filter((box) => !box.checked).map((box) => box.name);
}

function applySwitches() {
  for (const box of legend.elements) {
    story.classList.toggle(`hide-${box.name}`, !box.checked);
  }
}

function remember() {
  try { localStorage.setItem(remembered, JSON.stringify(hiddenKinds())); } catch { /* private window */ }
}

function recall() {
  try {
    const hidden = JSON.parse(localStorage.getItem(remembered) || "[]");
    for (const box of legend.elements) { box.checked = !hidden.includes(box.name); }
  } catch { /* nothing kept, or not ours */ }
}

recall();
applySwitches();
legend.addEventListener("change", () => { applySwitches(); remember(); });

// What a mark means is told by its entry in the panel; the card shows a copy of that entry.
const card = document.createElement("div");
card.className = "card";
card.id = "card";
card.hidden = true;
card.setAttribute("role", "status");
document.body.append(card);

let shownFor = null;
let pinned = false;
let closing = 0;

function entryOf(mark) {
  return document.getElementById(`fact-${mark.dataset.fact}`);
}

function isOn(mark) {
  const kind = mark.dataset.fact.split("-", 1)[0];
  return !story.classList.contains(`hide-${kind}`);
}

function markAt(target) {
  let mark = target.closest?.(".text .m") || null;
  while (mark && !isOn(mark)) { mark = mark.parentElement.closest(".text .m"); }
  return mark;
}

function light(mark, on) {
  for (const twin of text.querySelectorAll(`[data-fact="${mark.dataset.fact}"]`)) {
    twin.classList.toggle("lit", on);
  }
  entryOf(mark)?.classList.toggle("lit", on);
}

function fill(entry) {
  const copy = entry.cloneNode(true);
  copy.removeAttribute("id");
  copy.classList.remove("lit");
  const foot = document.createElement("p");
  foot.className = "card-foot";
  const link = document.createElement("a");
  link.href = entry.dataset.row;
  link.textContent = "All about it";
  foot.append(link);
  card.replaceChildren(copy, foot);
}

function place(mark) {
  const line = mark.getClientRects()[0];
  card.hidden = false;
  const room = document.documentElement.clientWidth - card.offsetWidth - 16;
  const left = Math.max(16, Math.min(line.left, room));
  const below = line.bottom + 8;
  const above = line.top - card.offsetHeight - 8;
  const fits = below + card.offsetHeight < window.innerHeight || above < 0;
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${(fits ? below : above) + window.scrollY}px`;
}

function show(mark) {
  const entry = entryOf(mark);
  clearTimeout(closing);
  if (!entry || mark === shownFor) { return; }
  hide();
  shownFor = mark;
  light(mark, true);
  fill(entry);
  place(mark);
}

function hide() {
  if (shownFor) { light(shownFor, false); }
  shownFor = null;
  pinned = false;
  card.hidden = true;
}

function hideSoon() {
  if (!pinned) { closing = setTimeout(hide, 180); }
}

text.addEventListener("pointerover", (event) => {
  const mark = markAt(event.target);
  if (mark && !pinned && event.pointerType === "mouse") { show(mark); }
});
text.addEventListener("pointerout", hideSoon);
text.addEventListener("focusin", (event) => {
  const mark = markAt(event.target);
  if (mark && !pinned) { show(mark); }
});
text.addEventListener("focusout", hideSoon);
card.addEventListener("pointerenter", () => clearTimeout(closing));
card.addEventListener("pointerleave", hideSoon);

// A click keeps the card; a second click on the same words, or Enter, follows the link.
text.addEventListener("click", (event) => {
  const mark = markAt(event.target);
  if (!mark || event.target.closest(".key") || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
  if (event.detail === 0 || (pinned && mark === shownFor)) { return; }
  event.preventDefault();
  pinned = false;
  show(mark);
  pinned = true;
});
document.addEventListener("click", (event) => {
  if (pinned && !card.contains(event.target) && !event.target.closest(".text .m")) { hide(); }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") { hide(); } });

// The other way: an entry of the panel lights up its words.
for (const entry of document.querySelectorAll(".facts .fact")) {
  const twins = () => text.querySelectorAll(`[data-fact="${entry.id.slice("fact-".length)}"]`);
  entry.addEventListener("pointerenter", () => twins().forEach((mark) => mark.classList.add("lit")));
  entry.addEventListener("pointerleave", () => twins().forEach((mark) => mark.classList.remove("lit")));
}

// A link to a fact opens the fold it is in.
function unfold() {
  const entry = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = entry && entry.closest("details");
  if (fold) { fold.open = true; entry.scrollIntoView({ block: "nearest" }); }
}
window.addEventListener("hashchange", unfold);
unfold();
