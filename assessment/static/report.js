"use strict";
// Shows the interactive version of each chart. Plotly is 4 MB, so it is fetched when
// the first one is opened; without this script the page is complete all the same.
(function () {
  const source = document.currentScript.dataset.plotly;
  let loading = null;

  function load() {
    if (loading === null) {
      loading = new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = source;
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      });
    }
    return loading;
  }

  // Squeezed, these cut off their own labels: they keep a width at which the labels fit,
  // and are moved sideways by finger or by key where there is less room.
  function roomy(plot) {
    const figure = plot.closest("figure");
    if (!figure.matches(".radar, .continuum, .gantt, .dumbbells")) {
      return;
    }
    const around = document.createElement("div");
    around.className = "scroll";
    around.tabIndex = 0;
    around.setAttribute("role", "group");
    around.setAttribute("aria-labelledby", figure.getAttribute("aria-labelledby"));
    plot.before(around);
    around.append(plot);
  }

  function draw(details) {
    const plot = details.querySelector(".plot");
    if (plot.dataset.drawn || !details.open) {
      return;
    }
    plot.dataset.drawn = "yes";
    roomy(plot);
    const figure = JSON.parse(document.getElementById(plot.dataset.figure).textContent);
    load().then(function () {
      window.Plotly.newPlot(plot, figure.data, figure.layout, {
        displayModeBar: false,
        responsive: true,
      });
    }, function () {
      details.hidden = true; // The drawing above and its table still say it all.
    });
  }

  document.querySelectorAll("details.interactive").forEach(function (details) {
    details.hidden = false;
    details.addEventListener("toggle", function () { draw(details); });
  });
}());
