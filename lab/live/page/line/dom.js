// Elements made in one line. Text is text: nothing that comes from anybody is ever read as markup.

/** `make("button", {class: "primary", type: "button", onclick}, "Join")`; children are elements, texts, or nothing. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Say something to those who listen to the page: politely when it can wait, at once when it cannot. */
export function announce(text, urgent = false) {
  const place = document.getElementById(urgent ? "urgent" : "polite");
  place.textContent = text;
}
