// Every custom element of the app. Each file defines one and is asked for only where its tag stands on the page.
const ELEMENTS = {
  "theme-switch": () => import("./components/theme-switch.js"),
  "ops-live": () => import("./components/ops-live.js"),
  "hash-ring": () => import("./components/hash-ring.js"),
  "landing-ring": () => import("./components/landing-ring.js"),
  "key-bins": () => import("./components/key-bins.js"),
  "ring-room": () => import("./components/ring-room.js"),
  "time-line": () => import("./components/time-line.js"),
  "share-ring": () => import("./components/share-ring.js"),
  "plot-figure": () => import("./components/plot-figure.js"),
  "lab-ring": () => import("./components/lab-ring.js"),
  "lens-switch": () => import("./components/lens-switch.js"),
  "trace-player": () => import("./components/trace-player.js"),
  "curve-draw": () => import("./components/curve-draw.js"),
  "shop-scene": () => import("./components/shop-scene.js"),
  "fault-scene": () => import("./components/fault-scene.js"),
  "glossary-term": () => import("./components/glossary-term.js"),
  "fill-blank": () => import("./components/fill-blank.js"),
  "search-box": () => import("./components/search-box.js"),
  "lab-steps": () => import("./components/lab-steps.js"),
  "lesson-contents": () => import("./components/lesson-contents.js"),
  "slide-number": () => import("./components/slide-number.js"),
  "lab-form": () => import("./components/lab-form.js"),
  "kept-answer": () => import("./components/kept-answer.js"),
  "scene-controls": () => import("./components/scene-controls.js"),
  "scaling-table": () => import("./components/scaling-table.js"),
  "nines-wiring": () => import("./components/nines-wiring.js"),
  "zoom-scene": () => import("./components/zoom-scene.js"),
  "kept-details": () => import("./components/kept-details.js"),
  "quiz-order": () => import("./components/quiz-order.js"),
  "quiz-ring": () => import("./components/quiz-ring.js"),
  "answers-outbox": () => import("./components/answers-outbox.js"),
  "why-key": () => import("./components/why-key.js"),
  "friday-plan": () => import("./components/friday-plan.js"),
  "friday-evening": () => import("./components/friday-evening.js"),
  "friday-board": () => import("./components/friday-board.js"),
};

const AGAIN = 3000; // milliseconds until a file that did not come is asked for once more

function look() {
  for (const [tag, load] of Object.entries(ELEMENTS)) {
    if (document.querySelector(tag)) bring(tag, load); // a module is fetched once, however often it is asked for
  }
}

/** On a bad network a file may not come; what is on the page works without it meanwhile. */
function bring(tag, load) {
  load().catch((error) => {
    console.warn(`<${tag}> has to wait: ${error.message}`);
    setTimeout(() => bring(tag, load), AGAIN);
  });
}

look();
document.addEventListener("htmx:afterSettle", look); // a fragment may bring an element that was not here before
