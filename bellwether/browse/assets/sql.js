// The SQL box as an editor.
"use strict";

const box = document.getElementById("sql-editor");
if (box && window.CodeMirror) {
  const editor = CodeMirror.fromTextArea(box, {
    mode: "text/x-sql",
    lineNumbers: true,
    lineWrapping: true,
    viewportMargin: Infinity,
    extraKeys: { "Shift-Enter": () => box.form.submit(), Tab: false },
  });
  box.form.addEventListener("submit", () => editor.save());
}
