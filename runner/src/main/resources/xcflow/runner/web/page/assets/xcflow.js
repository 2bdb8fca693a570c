// Listens for events of the server and hands them to htmx; asks before what cannot be undone.
(function () {
  "use strict";
  document.addEventListener("submit", function (event) {
    var question = event.target.dataset && event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
    }
  });
  // What was chosen or opened stays so when a part of the page is replaced.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var target = event.detail.target;
    target.kept = Array.prototype.map.call(
      target.querySelectorAll("input[type=checkbox]:checked"), function (box) { return box.value; });
    var focus = document.activeElement;
    target.focused = focus && target.contains(focus) && focus.id ? focus.id : null;
    Array.prototype.forEach.call(target.querySelectorAll("[tabindex='0']"), function (box, i) {
      target.scrolled = target.scrolled || [];
      target.scrolled[i] = [box.scrollLeft, box.scrollTop];
    });
    window.xcflowKept = { id: target.id, kept: target.kept, focused: target.focused, scrolled: target.scrolled };
  });
  document.addEventListener("htmx:afterSettle", function () {
    var kept = window.xcflowKept;
    var now = kept && document.getElementById(kept.id);
    if (!now) {
      return;
    }
    kept.kept.forEach(function (value) {
      var box = now.querySelector("input[type=checkbox][value='" + CSS.escape(value) + "']");
      if (box) {
        box.checked = true;
      }
    });
    (kept.scrolled || []).forEach(function (place, i) {
      var box = now.querySelectorAll("[tabindex='0']")[i];
      if (box) {
        box.scrollTo(place[0], place[1]);
      }
    });
    if (kept.focused && document.getElementById(kept.focused)) {
      document.getElementById(kept.focused).focus();
    }
    window.xcflowKept = null;
  });
  // Graphs grow and shrink; they keep their size when they are drawn anew.
  var scale = 1, whole = false;
  function sized(svg) {
    var width = svg.viewBox.baseVal.width;
    svg.style.width = whole ? "100%" : Math.round(width * scale) + "px";
    svg.style.height = "auto";
  }
  function zoomable() {
    Array.prototype.forEach.call(document.querySelectorAll(".graph"), function (box) {
      var svg = box.querySelector("svg");
      if (!svg || box.dataset.zoom) {
        return;
      }
      box.dataset.zoom = "on";
      var row = document.createElement("div");
      row.className = "zoom";
      [["−", "Smaller", 0.8], ["+", "Larger", 1.25], ["Fit", "Fit the width", 0]].forEach(function (it) {
        var button = document.createElement("button");
        button.type = "button";
        button.className = "second";
        button.textContent = it[0];
        button.setAttribute("aria-label", it[1]);
        button.addEventListener("click", function () {
          whole = it[2] === 0;
          scale = whole ? 1 : Math.max(0.2, Math.min(5, scale * it[2]));
          sized(svg);
        });
        row.appendChild(button);
      });
      box.parentNode.insertBefore(row, box);
      if (scale !== 1 || whole) {
        sized(svg);
      }
    });
  }
  document.addEventListener("htmx:afterSettle", zoomable);
  zoomable();
  var topics = document.body.dataset.topics;
  if (topics && window.EventSource) {
    var tell = function (topic) { document.body.dispatchEvent(new CustomEvent("xcflow:" + topic)); };
    var sign = document.getElementById("live-sign");
    var source = new EventSource("/api/events?topics=" + encodeURIComponent(topics));
    source.onopen = function () {
      sign.hidden = false;
      // Something may have changed between this page and its first event.
      topics.split(",").forEach(tell);
    };
    source.onerror = function () { sign.hidden = true; };
    topics.split(",").forEach(function (topic) {
      source.addEventListener(topic, function () { tell(topic); });
    });
    window.addEventListener("pagehide", function () { source.close(); });
  }
})();
