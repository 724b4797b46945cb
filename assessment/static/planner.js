"use strict";
// Shows what a decision would do while it is being made. Without this script the second
// button does the same, with a page of its own.
(function () {
  const form = document.getElementById("decision");
  const effect = document.getElementById("effect");
  let last = 0;

  function show() {
    const number = ++last;
    const typed = new FormData(form);
    typed.append("try", "y");
    fetch(location.pathname, { method: "POST", body: new URLSearchParams(typed) })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (text) {
        // An answer that came late says nothing of what stands in the form now.
        if (text === null || number !== last) {
          return;
        }
        const page = new DOMParser().parseFromString(text, "text/html");
        const found = page.getElementById("effect");
        if (found) {
          effect.replaceChildren(...found.childNodes);
        }
      })
      .catch(function () { effect.replaceChildren(); });
  }

  form.addEventListener("change", function (event) {
    if (event.target.name !== "owner" && event.target.name !== "reason") {
      show();
    }
  });
}());
