// Back to the stage: no field has the focus, single keys act again.

/** Give the focus back to the page. */
export function refocus() {
  document.getElementById("main")?.focus({ preventScroll: true });
}
