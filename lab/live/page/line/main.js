// Starts the page: the invitation out of the address, language, what this device kept, the parts; then whoever this is.

import { Api } from "/page/line/api.js";
import { openDatabase } from "/page/line/database.js";
import { Shell } from "/page/line/shell.js";
import { Line, useLine } from "/page/line/socket.js";
import { tabLock } from "/page/line/tab.js";
import { Token } from "/page/line/token.js";
import { Visit } from "/page/line/visit.js";
import { preferred, speak } from "/page/line/words.js";

// At once, before anything can fail: nobody reads it over a shoulder, and it lands in no history.
const invitation = location.hash.slice(1).split(".")[0] || null;
if (location.hash !== "") history.replaceState(null, "", location.pathname);

try {
  await speak(preferred());
} catch (error) {
  console.warn("the texts could not be fetched: English", error);
}
const database = await openDatabase();
const token = new Token(database);
const api = new Api(token);
const visit = new Visit(api, token);
const line = new Line(database, api, visit);
useLine(line);
await import("/page/parts.js");
const shell = new Shell(visit, line, tabLock(() => shell.takenOver()));
// A browser that lacks something without which nothing is kept was told so (guard.js): nothing more is shown.
if (document.documentElement.dataset.state !== "too-old") {
  document.documentElement.dataset.state = "running";
  await token.load();
  await shell.start(invitation);
}
