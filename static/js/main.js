// Every custom element of the app. Each file defines one and is asked for only where its tag stands on the page.
const ELEMENTS = {
  "theme-switch": () => import("./components/theme-switch.js"),
};

for (const [tag, load] of Object.entries(ELEMENTS)) {
  if (document.querySelector(tag)) load();
}
