// What a person does with tags, each as the event that it makes. As `ui/held/verbs.py`. Times are session µs.

import { newId } from "/page/line/ids.js";

/** Others' tags count as seen that lie so near, µs. */
const NEAR_US = 10_000_000;
const MOST_SEEN = 100;

/**
 * A tag that means the moment of `stamp` ({pressed_us, shown_us, uncertainty_us, clock_offset_us}).
 *
 * `says`: {button, criterion, severity, polarity, note, quote, span_us}, each left out where nothing is said;
 * `me`: {name, id}; `attempt`: what ran then, or null; `saw`: ids of others' tags that were on this screen.
 */
export function tagPut({ board, me, attempt, stamp, saw, says }) {
  const { button = null } = says;
  const own = (field, otherwise) => says[field] ?? (button === null ? otherwise : (button[field] ?? otherwise));
  const lead_s = button?.lead_s ?? null;
  return {
    type: "tag.put", id: newId(), at_us: stamp.pressed_us, author: me.name, person: me.id, annotation: newId(),
    ...stamp, lead_us: lead_s === null ? board.lead_us : Math.round(lead_s * 1e6), lag_us: board.lag_us,
    span_us: says.span_us ?? 0, task: attempt?.task ?? null, attempt: attempt?.id ?? null, button: button?.id ?? null,
    words: button === null ? {} : { en: button.words.en, ru: button.words.ru }, criterion: own("criterion", null),
    severity: own("severity", null), polarity: own("polarity", "negative"), note: says.note ?? "", quote: says.quote ?? "",
    saw,
  };
}

/** Fields of a tag change; null or empty words empty a field. */
export function tagEdited({ tag, me, at_us, fields }) {
  const set = Object.entries(fields).filter(([, value]) => value !== null && value !== "");
  const cleared = Object.keys(fields).filter((name) => fields[name] === null || fields[name] === "");
  const heading = { type: "tag.edited", id: newId(), at_us, author: me.name, annotation: tag.id };
  return { ...heading, base_version: tag.version, ...Object.fromEntries(set), cleared };
}

/** A tag is taken back; it stays in the record as taken back. */
export function tagRetracted({ tag, me, at_us }) {
  return { type: "tag.retracted", id: newId(), at_us, author: me.name, annotation: tag.id, base_version: tag.version };
}

/** A tag that was taken back is put back as it was. */
export function tagRestored({ tag, me, at_us }) {
  return { type: "tag.restored", id: newId(), at_us, author: me.name, annotation: tag.id, base_version: tag.version };
}

/** Whether a tag is this person's own: by id where it has one (two people may have one name), else by name. */
export function isMine(tag, me) {
  return tag.person ? tag.person === me.id : tag.author === me.name;
}

/** The last tag that this person put and did not take back; null if none. */
export function lastOf(tags, me) {
  const mine = tags.filter((one) => isMine(one, me));
  return mine.reduce((last, one) => (last === null || one.pressed_us >= last.pressed_us ? one : last), null);
}

/** Ids of others' tags with this criterion or button among those `shown`, within ±10 s of a moment. */
export function sawOf(tags, shown, me, { button = null, criterion = null }, at_us) {
  const means = criterion ?? button?.criterion ?? null;
  return tags
    .filter((one) => shown.has(one.id) && !isMine(one, me) && Math.abs(one.anchor_us - at_us) <= NEAR_US)
    .filter((one) => (means !== null && one.criterion === means) || (button !== null && one.button === button.id))
    .map((one) => one.id)
    .slice(-MOST_SEEN);
}
