// Rows that are drawn anew whenever something changes: those that stay as they are keep their element, and so the focus.

/**
 * Show one row for each item, in their order. `known`: key → {drawn, element} of the rows that stand there, empty at first;
 * kept up to date here. `content(item)`: a text that is another one when the row must be built anew with `build(item)`.
 */
export function showRows(known, parent, items, { key, content, build }) {
  const before = new Map(known);
  known.clear();
  for (const item of items) known.set(key(item), row(before.get(key(item)), content(item), () => build(item)));
  const elements = [...known.values()].map((one) => one.element);
  for (const old of [...parent.children]) if (!elements.includes(old)) old.remove();
  elements.forEach((element, place) => {
    if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null);
  });
}

function row(before, drawn, build) {
  if (before?.drawn === drawn) return before;
  const element = build();
  if (before?.element.contains(document.activeElement)) {
    const { act } = document.activeElement.dataset;
    queueMicrotask(() => (element.querySelector(`[data-act="${act}"]`) ?? element.querySelector("button"))?.focus());
  }
  return { drawn, element };
}
