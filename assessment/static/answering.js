/* Saves each answer as soon as it is given. The page is complete without this file:
   then its button saves. Nothing is kept outside the open page's memory. */
(function () {
  "use strict";

  const live = document.getElementById("autosave");
  const form = live && document.getElementById(live.dataset.form);
  if (!form || !window.fetch) {
    return;
  }
  const words = live.dataset;
  const whole = document.getElementById("whole");
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 30000;
  const TIMEOUT = 15000;

  let waiting = new Map(); // questions with something to save, in order
  let running = false;
  let leaving = false;
  let closed = false;
  let retryNow = function () {};
  let outdated = false; // the page may show other questions than are asked now
  let follows = 0;
  let clock = performance.now();

  function field(name) {
    return form.querySelector('[name="' + CSS.escape(name) + '"]');
  }

  function idOf(box) {
    return box.dataset.question || "whole";
  }

  function belongs(name, id) {
    return name === id || name.startsWith(id + ":");
  }

  function body(box) {
    const id = idOf(box);
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (name === "csrf_token" || box === whole || belongs(name, id)) {
        sent.append(name, value);
      }
    }
    if (box.dataset.seconds) {
      sent.append(id + ":seconds", box.dataset.seconds);
    }
    return sent;
  }

  function state(box, text, unsaved) {
    const place = box.querySelector("[data-state]");
    place.textContent = text;
    place.classList.toggle("unsaved", Boolean(unsaved));
    live.textContent = text;
  }

  function clockTime(at) {
    return new Date(at).toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
  }

  function savedAt(at) {
    return words.saved.replace("{time}", clockTime(at));
  }

  function localise(part) {
    for (const saved of part.querySelectorAll("[data-at]")) {
      const at = new Date(saved.dataset.at);
      if (at.toDateString() === new Date().toDateString()) {
        saved.textContent = savedAt(at);
      }
    }
  }

  /* What the answer still lacks before it can be saved at all. */
  function isIncomplete(box) {
    if (box === whole) {
      return field("whole").checked && !field("whole:reason").value;
    }
    const id = idOf(box);
    const chosen = form.querySelector('[name="' + CSS.escape(id) + '"]:checked');
    if (chosen && chosen.value === "na") {
      const reason = field(id + ":reason");
      return Boolean(reason) && !reason.value;
    }
    const parts = Array.from(box.querySelectorAll(".part"));
    if (!parts.length || (chosen && chosen.value !== "parts")) {
      return false;
    }
    const rated = parts.filter(isRated).length;
    return (rated > 0 || Boolean(chosen)) && rated < parts.length;
  }

  function isRated(part) {
    return part.querySelector("input[type=radio]:checked") !== null ||
      part.querySelector(".exact input").value !== "";
  }

  function note(box, text) {
    const place = box.querySelector(".note");
    box.classList.toggle("wrong", Boolean(text));
    if (!place) {
      return;
    }
    place.textContent = "";
    if (text) {
      const line = document.createElement("p");
      line.className = "error";
      line.textContent = text;
      place.append(line);
    }
  }

  function showConflict(box, found) {
    const id = idOf(box);
    note(box, words.conflict);
    const place = box.querySelector(".note");
    const keep = document.createElement("button");
    const mine = document.createElement("button");
    for (const [button, label, said] of [
      [keep, words.theirs, found.theirs], [mine, words.mine, found.yours],
    ]) {
      const line = document.createElement("p");
      button.type = "button";
      button.className = "secondary";
      button.textContent = label + " " + said;
      line.append(button);
      place.append(line);
    }
    keep.addEventListener("click", function () {
      leaving = waiting.size === 0;
      window.location.reload();
    });
    mine.addEventListener("click", function () {
      for (const [name, value] of [["theirs", found.version], ["choice", "mine"]]) {
        const hidden = document.createElement("input");
        hidden.type = "hidden";
        hidden.name = id + ":" + name;
        hidden.value = value;
        place.append(hidden);
      }
      enqueue(box);
    });
    keep.focus();
  }

  /* An answer inside a stage that was N/A, or N/A for the whole stage. */
  function settleWhole(box) {
    if (!whole) {
      return;
    }
    if (box !== whole) {
      field("whole").checked = false;
    }
    const na = field("whole").checked;
    field("whole:was").value = na ? "na" : "";
    field("whole:was-reason").value = na ? field("whole:reason").value : "";
    if (na) {
      for (const radio of form.querySelectorAll(".question[data-question] input[type=radio]")) {
        radio.checked = false;
      }
    }
  }

  function took(box, result) {
    for (const [id, base] of Object.entries(result.saved)) {
      field(id + ":base").value = base;
      const saved = document.getElementById(id);
      note(saved, "");
      state(saved, savedAt(result.at), false);
    }
    const id = idOf(box);
    if (id in result.faults) {
      note(box, result.faults[id]);
      state(box, "", false);
      live.textContent = result.faults[id];
    } else if (id in result.conflicts) {
      state(box, "", false);
      showConflict(box, result.conflicts[id]);
    } else if (box === whole && Object.keys(result.conflicts).length) {
      state(box, words.conflict, true);
    } else {
      settleWhole(box);
      delete box.dataset.seconds;
      if (box === whole || !(id in result.saved)) {
        state(box, savedAt(result.at), false);
      }
    }
    if (result.asked || outdated) {
      follow(box, result);
    }
  }

  const KEYED = "[data-question], [data-group]"; // questions, and the heads over them

  function keyOf(element) {
    return element.dataset.question || "head " + element.dataset.group;
  }

  function isShown(element) {
    return !element.hidden;
  }

  /* An answer decides what else is asked: ask the server for the page as it is now. */
  async function follow(box, result) {
    const shown = Array.from(form.querySelectorAll("[data-question]")).filter(isShown);
    if (result.asked && shown.map(keyOf).join() === result.asked.join()) {
      outdated = false;
      return;
    }
    outdated = true;
    follows += 1;
    const turn = follows;
    try {
      const answer = await fetch(form.action, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.id);
      if (answer.ok && fresh && turn === follows) {
        outdated = false;
        tell(box, savedAt(result.at), merge(fresh));
      }
    } catch (_error) {
      // Without a connection the next answer, or the button, brings it about.
    }
  }

  /* What is typed stays: a question is hidden, never removed, and comes back as it was.
     Elements that are seen are never moved, so that the focus stays where it is. */
  function merge(fresh) {
    const wanted = Array.from(fresh.querySelectorAll(KEYED));
    const keys = new Set(wanted.map(keyOf));
    const here = new Map();
    const count = { added: 0, gone: 0 };
    for (const element of form.querySelectorAll(KEYED)) {
      here.set(keyOf(element), element);
      if (!keys.has(keyOf(element)) && !element.hidden) {
        element.hidden = true;
        count.gone += element.dataset.question ? 1 : 0;
      }
    }
    let last = null;
    for (const element of wanted) {
      const own = here.get(keyOf(element)) || document.importNode(element, true);
      if (own.hidden || !own.isConnected) {
        own.hidden = false;
        count.added += own.dataset.question ? 1 : 0;
        if (last) {
          last.after(own);
        } else {
          form.querySelector(KEYED).before(own);
        }
        localise(own);
      }
      last = own;
    }
    return count;
  }

  function tell(box, saved, count) {
    const added = count.added ? words.added.replace("{number}", count.added) : "";
    const gone = count.gone ? words.gone.replace("{number}", count.gone) : "";
    state(box, [saved, added, gone].filter(Boolean).join(" · "), false);
  }

  /* A page of an earlier session has an old token; the present one is on a new page. */
  async function renewToken() {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) {
      return false;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#" + words.form + " [name=csrf_token]");
    if (!fresh) {
      return false;
    }
    for (const old of document.querySelectorAll("[name=csrf_token]")) {
      old.value = fresh.value;
    }
    return true;
  }

  /* Returns true where the answer is dealt with, false where it must be tried again.
     A renewed session is tried again at once, but only once. */
  async function send(box, renewed) {
    const stop = new AbortController();
    const timer = window.setTimeout(function () { stop.abort(); }, TIMEOUT);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: body(box), signal: stop.signal,
        headers: { Accept: "application/json" },
      });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (isJson && [200, 409, 422].includes(answer.status)) {
        const result = await answer.json();
        if (result.closed) {
          closed = true;
          state(box, words.closed, true);
          return true;
        }
        took(box, result);
        return true;
      }
      if (answer.status === 400 || answer.status === 401) {
        if (!renewed && await renewToken()) {
          return send(box, true);
        }
        state(box, words.ended, true);
        return false;
      }
      state(box, words.retry, true);
      return false;
    } catch (_error) {
      state(box, words.retry, true);
      return false;
    } finally {
      window.clearTimeout(timer);
    }
  }

  function pause(milliseconds) {
    return new Promise(function (go) {
      const timer = window.setTimeout(go, milliseconds);
      retryNow = function () {
        window.clearTimeout(timer);
        go();
      };
    });
  }

  async function run() {
    if (running) {
      return;
    }
    running = true;
    let wait = FIRST_WAIT;
    while (waiting.size && !closed) {
      const [id, box] = waiting.entries().next().value;
      waiting.delete(id);
      if (await send(box, false)) {
        wait = FIRST_WAIT;
        continue;
      }
      waiting = new Map([[id, box], ...waiting]);
      await pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    running = false;
  }

  function enqueue(box) {
    if (closed) {
      state(box, words.closed, true);
      return;
    }
    if (isIncomplete(box)) {
      waiting.delete(idOf(box));
      state(box, words.incomplete, true);
      return;
    }
    state(box, words.saving, true);
    waiting.set(idOf(box), box);
    run();
  }

  /* Two ways to say one thing: the one used last holds. */
  function tidy(box, control) {
    const part = control.closest(".part");
    if (part) {
      const exact = part.querySelector(".exact input");
      if (control === exact && exact.value) {
        part.querySelectorAll("input[type=radio]").forEach(function (r) { r.checked = false; });
      } else if (control !== exact) {
        exact.value = "";
      }
      const rated = document.getElementById(idOf(box) + "--parts");
      rated.checked = true;
    } else if (control.type === "radio" && control.value !== "parts") {
      box.querySelectorAll(".part input[type=radio]").forEach(function (r) { r.checked = false; });
      box.querySelectorAll(".part .exact input").forEach(function (i) { i.value = ""; });
    }
  }

  function measure(box, control) {
    if (control.type === "radio") {
      const now = performance.now();
      box.dataset.seconds = ((now - clock) / 1000).toFixed(1);
      clock = now;
    }
  }

  const timers = new Map();

  form.addEventListener("change", function (event) {
    const box = event.target.closest(".question");
    if (!box || event.target.closest(".conflict")) {
      return;
    }
    window.clearTimeout(timers.get(box));
    tidy(box, event.target);
    measure(box, event.target);
    enqueue(box);
  });

  form.addEventListener("input", function (event) {
    const box = event.target.closest(".question");
    if (!box || !event.target.matches("textarea, .exact input")) {
      return;
    }
    window.clearTimeout(timers.get(box));
    timers.set(box, window.setTimeout(function () {
      tidy(box, event.target);
      enqueue(box);
    }, 1500));
  });

  /* The button must not overtake what is on its way: it would look like two people. */
  form.addEventListener("submit", function (event) {
    timers.forEach(function (timer) { window.clearTimeout(timer); });
    leaving = true;
    for (const box of form.querySelectorAll("[data-question]")) {
      // Nobody can complete what is not asked any more.
      box.disabled = box.hidden && isIncomplete(box);
    }
    if (!running || closed) {
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    const since = performance.now();
    retryNow();
    const timer = window.setInterval(function () {
      if (running && performance.now() - since < 4000) {
        return;
      }
      window.clearInterval(timer);
      closed = true;
      form.requestSubmit(button && button.name ? button : undefined);
    }, 50);
  });

  window.addEventListener("online", function () { retryNow(); });
  window.addEventListener("pageshow", function () {
    leaving = false;
    form.querySelectorAll("[data-question]").forEach(function (box) { box.disabled = false; });
  });
  window.addEventListener("beforeunload", function (event) {
    if (!leaving && (waiting.size || running)) {
      event.preventDefault();
      event.returnValue = words.leave;
    }
  });

  localise(form);
})();
