// The parts of the page, in the order in which they are mounted in their places (see line/places.js). Each hangs itself up.
import "/page/roles/parts.js";
import "/page/watch/parts.js";
