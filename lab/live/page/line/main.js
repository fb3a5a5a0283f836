// Starts the page: language, then the parts, then whoever this is.

import { preferred, speak } from "/page/line/words.js";

await speak(preferred());
await import("/page/parts.js");
document.documentElement.dataset.state = "running";
