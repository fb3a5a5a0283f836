// The practice pad of the lobby: the same pad, and nothing of it is sent.

import { FeedPanel } from "/page/feed/feed.js";
import { emptyRecord, tagsOf, withEvents } from "/page/feed/fold.js";
import { make } from "/page/line/dom.js";
import { newId } from "/page/line/ids.js";
import { store } from "/page/line/store.js";
import { _ } from "/page/line/words.js";
import { Coding } from "/page/pad/coding.js";
import { onKeysSwitched } from "/page/pad/keys.js";
import { TagPad } from "/page/pad/pad.js";
import { lastOf, tagEdited, tagPut, tagRetracted } from "/page/pad/tags.js";
import { listenToPadKeys } from "/page/roles/pad_keys.js";

const ME = { id: "practice", name: "" };

/** Mount it in an element; returns how to take it down. */
export function mountPractice(element) {
  const began = performance.now();
  let record = emptyRecord();
  let board = null;
  const now = () => Math.round((performance.now() - began) * 1000);
  const take = (event) => {
    record = withEvents(record, [{ seq: 0, event }]);
    draw();
  };
  const desk = {
    tag: (id) => record.annotations.get(id) ?? null,
    put: (says, event) => {
      const stamp = { pressed_us: Math.round((event.timeStamp - began) * 1000), shown_us: null, uncertainty_us: 0, clock_offset_us: null };
      const made = tagPut({ board, me: ME, attempt: null, stamp, saw: [], says });
      take({ ...made, id: newId() });
      return made.annotation;
    },
    edit: (tag, fields) => take(tagEdited({ tag, me: ME, at_us: now(), fields })),
    retract: (tag) => take(tagRetracted({ tag, me: ME, at_us: now() })),
    choose: (tag) => coding.choose(tag.id),
  };
  const coding = new Coding(desk, () => pad.showCurrent());
  const pad = new TagPad(coding, { now, title: _("Press what you would tag") });
  const feed = new FeedPanel(desk);
  element.append(
    make("p", { class: "note info" }, _("The same buttons and keys as in the session. Nothing here is sent or kept.")),
    make("div", { class: "practice" }, pad.element, make("div", { class: "card" }, feed.element)));
  const draw = () => {
    if (board === null) return;
    pad.show(board, null);
    pad.showCurrent();
    feed.show({ board, record, me: ME, waiting: new Set() });
  };
  const takeBack = () => {
    const last = lastOf(tagsOf(record), ME);
    if (last !== null) desk.retract(last);
  };
  const off = [
    store.on((state) => state.room, (room) => {
      const buttons = room?.practice?.buttons ?? [];
      board = { tasks: [], common_pad: buttons, criteria: [], independent: false, lead_us: 3e6, lag_us: 7e6 };
      element.hidden = buttons.length === 0;
      draw();
    }),
    onKeysSwitched(draw),
    listenToPadKeys(pad, coding, { take_back: takeBack }),
  ];
  return () => {
    for (const one of off) one();
    pad.dispose();
  };
}
