// The lines of the feed: the newest on top; the same tag again within half a minute counts as ×2. As
// `ui/held/feed_model.py`. Knows no document.

import { isMine } from "/page/pad/tags.js";

const TOGETHER_US = 30_000_000;

/** What is shown of all tags: `author` "all", "mine" or a name; `task` id or ""; `severe`: only 3 and 4. */
export const EVERYTHING = { author: "all", task: "", severe: false };

/** The tags that a filter lets through. */
export function letThrough(tags, filter, me) {
  return tags.filter((tag) => {
    if (filter.author === "mine" && !isMine(tag, me)) return false;
    if (!["all", "mine"].includes(filter.author) && tag.author !== filter.author) return false;
    if (filter.task && tag.task !== filter.task) return false;
    return !filter.severe || (tag.polarity !== "positive" && (tag.severity ?? -1) >= 3);
  });
}

/** Lines `{tag, count, ids}` out of tags by moment; the newest first. */
export function linesOf(tags) {
  const lines = [];
  for (const tag of tags) {
    const before = lines.at(-1);
    if (before !== undefined && isSame(before.tag, tag)) {
      lines[lines.length - 1] = { tag, count: before.count + 1, ids: [...before.ids, tag.id] };
    } else {
      lines.push({ tag, count: 1, ids: [tag.id] });
    }
  }
  return lines.reverse();
}

/** A tag in one line: its button's words and what was noted; else its criterion; else `otherwise`. */
export function tagWords(tag, language, otherwise) {
  const words = tag.words[language] || tag.words.en || "";
  const parts = [words, tag.note || (tag.quote ? `“${tag.quote}”` : "")].filter(Boolean);
  return parts.join(": ") || tag.criterion || otherwise;
}

function isSame(before, after) {
  const same = ["author", "person", "button", "criterion", "severity", "polarity", "note", "quote"];
  return same.every((field) => before[field] === after[field]) && after.anchor_us - before.anchor_us <= TOGETHER_US;
}
