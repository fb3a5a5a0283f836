// What the pad offers at a moment: the running task's own buttons, then the round's common ones. As `ui/held/pad.py`.

/** Buttons with a key: as many as there are digits to press them with. */
export const MOST_BUTTONS = 9;

/** The buttons of a task (id, or null between tasks): `buttons` in the order of their keys; `more` have none. */
export function padFor(board, task) {
  const own = board.tasks.find((one) => one.id === task)?.tag_pad ?? [];
  const every = [...own, ...(board.common_pad ?? [])];
  return { buttons: every.slice(0, MOST_BUTTONS), more: every.slice(MOST_BUTTONS) };
}

/** How the criterion of a button is observed, in words: number and title, then what to look for; null without one. */
export function observedBy(board, button, language) {
  const card = board.criteria.find((one) => one.id === button.criterion);
  if (card === undefined) return null;
  return { title: `${card.id}  ${said(card.title, language)}`, observe: said(card.observe, language) };
}

/** A text of the protocol in this language. */
export function said(text, language) {
  return text === null || text === undefined ? "" : (text[language] ?? text.en ?? "");
}
