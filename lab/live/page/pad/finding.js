// Finds criteria by some letters of their number or of their title, in any order of words.

/** The most that are offered at once. */
const MOST_FOUND = 9;

/** Cards that hold every word typed, best first: the number itself, then numbers and titles that begin with it. */
export function found(cards, typed, language) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rated = [];
  for (const card of cards) {
    const id = folded(card.id);
    const title = folded(card.title[language] ?? card.title.en);
    if (!words.every((word) => id.includes(word) || title.includes(word))) continue;
    rated.push([rating(id, title, words[0]), card]);
  }
  rated.sort(([one], [other]) => one - other);
  return rated.slice(0, MOST_FOUND).map(([, card]) => card);
}

function rating(id, title, word) {
  if (id === word) return 0;
  if (id.startsWith(word)) return 1;
  if (title.startsWith(word)) return 2;
  return title.includes(` ${word}`) ? 3 : 4;
}

function folded(text) {
  return text.toLowerCase().replaceAll("ё", "е").trim();
}
