/* Shows how far a batch of reports is without loading the page again. The page is
   complete without this file: then a link shows the latest state. */
(function () {
  "use strict";

  function shown() {
    return document.getElementById("batch");
  }

  function later() {
    const wait = Number(shown().dataset.poll);
    if (wait) {
      window.setTimeout(look, wait);
    }
  }

  function look() {
    window.fetch(window.location.href, {headers: {Accept: "text/html"}})
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.text();
      })
      .then(function (text) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const fresh = page.getElementById("batch");
        const old = shown();
        // What has the focus stays as it is until the state itself has changed.
        if (fresh && (!old.contains(document.activeElement) || !fresh.dataset.poll)) {
          old.replaceWith(document.importNode(fresh, true));
        }
      })
      .catch(function () {
        // The network may be back at the next look.
      })
      .finally(later);
  }

  if (shown() && window.fetch) {
    later();
  }
})();
