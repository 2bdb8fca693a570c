// Turns the structure that the server has drawn: balls and sticks on a canvas.
(function () {
  "use strict";
  var viewer = document.getElementById("viewer");
  if (!viewer || !viewer.dataset.scene) {
    return;
  }
  var atoms = [], bonds = [], edges = [], zoom = 1;
  viewer.dataset.scene.split(";").forEach(function (line) {
    var w = line.split(" ");
    if (w[0] === "a") {
      atoms.push({ p: [+w[1], +w[2], +w[3]], r: +w[4], colour: w[5], name: w[6] });
    } else if (w[0] === "b") {
      bonds.push([+w[1], +w[2]]);
    } else if (w[0] === "e") {
      edges.push([[+w[1], +w[2], +w[3]], [+w[4], +w[5], +w[6]]]);
    }
  });
  var turn = +viewer.dataset.turn * Math.PI / 180, tilt = +viewer.dataset.tilt * Math.PI / 180;
  var reach = 1;
  atoms.map(function (a) { return a.p; }).concat([].concat.apply([], edges)).forEach(function (p) {
    reach = Math.max(reach, Math.hypot(p[0], p[1], p[2]));
  });
  var canvas = document.createElement("canvas");
  canvas.width = 1280;
  canvas.height = 960;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", viewer.querySelector("svg").getAttribute("aria-label") + "; arrow keys turn it");
  viewer.replaceChildren(canvas);
  document.querySelector(".viewer-hint").hidden = false;
  var ink = getComputedStyle(viewer).color;
  function turned(p) {
    var across = p[0] * Math.cos(turn) + p[1] * Math.sin(turn);
    var away = -p[0] * Math.sin(turn) + p[1] * Math.cos(turn);
    var s = 400 / reach * zoom;
    return [640 + s * across, 480 - s * (p[2] * Math.cos(tilt) - away * Math.sin(tilt)),
      -(away * Math.cos(tilt) + p[2] * Math.sin(tilt)), s];
  }
  function draw() {
    var g = canvas.getContext("2d"), shapes = [];
    g.clearRect(0, 0, canvas.width, canvas.height);
    function stroke(p, q, width, colour, behind) {
      shapes.push({ z: (p[2] + q[2]) / 2 - behind, draw: function () {
        g.beginPath(); g.moveTo(p[0], p[1]); g.lineTo(q[0], q[1]);
        g.lineWidth = width; g.lineCap = "round"; g.strokeStyle = colour; g.stroke();
      } });
    }
    edges.forEach(function (e) { stroke(turned(e[0]), turned(e[1]), 2, ink, 5); });
    // A stick leaves a ball at its surface: otherwise it would be drawn across that.
    function surface(one, other) {
      var d = [0, 1, 2].map(function (k) { return other.p[k] - one.p[k]; });
      var part = Math.min(0.5, 0.9 * one.r / Math.hypot(d[0], d[1], d[2]));
      return d.map(function (step, k) { return one.p[k] + part * step; });
    }
    bonds.forEach(function (b) { stroke(turned(surface(atoms[b[0]], atoms[b[1]])), turned(surface(atoms[b[1]], atoms[b[0]])), 14 * zoom, "#8b959d", 0); });
    atoms.forEach(function (a) {
      var p = turned(a.p), r = Math.max(5, a.r * p[3]);
      shapes.push({ z: p[2] + 0.01, draw: function () {
        var shade = g.createRadialGradient(p[0] - r / 3, p[1] - r / 3, r / 8, p[0], p[1], r);
        shade.addColorStop(0, "#fff"); shade.addColorStop(0.35, a.colour); shade.addColorStop(1, a.colour);
        g.beginPath(); g.arc(p[0], p[1], r, 0, 7); g.fillStyle = shade; g.fill();
        g.lineWidth = 1.5; g.strokeStyle = "#2228"; g.stroke();
      } });
    });
    shapes.sort(function (a, b) { return a.z - b.z; }).forEach(function (s) { s.draw(); });
  }
  var from = null;
  canvas.addEventListener("pointerdown", function (e) { from = [e.clientX, e.clientY]; canvas.setPointerCapture(e.pointerId); });
  canvas.addEventListener("pointerup", function () { from = null; });
  canvas.addEventListener("pointermove", function (e) {
    if (from) {
      turn -= (e.clientX - from[0]) / 120;
      tilt = Math.max(-1.57, Math.min(1.57, tilt + (e.clientY - from[1]) / 120));
      from = [e.clientX, e.clientY];
      draw();
    }
  });
  canvas.addEventListener("keydown", function (e) {
    var step = 0.12;
    if (e.key === "ArrowLeft") { turn += step; } else if (e.key === "ArrowRight") { turn -= step; }
    else if (e.key === "ArrowUp") { tilt = Math.max(-1.57, tilt - step); } else if (e.key === "ArrowDown") { tilt = Math.min(1.57, tilt + step); }
    else if (e.key === "+" || e.key === "=") { zoom *= 1.1; } else if (e.key === "-") { zoom /= 1.1; } else { return; }
    e.preventDefault();
    draw();
  });
  draw();
})();
