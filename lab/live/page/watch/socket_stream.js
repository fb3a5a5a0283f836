// Media messages over a WebSocket: the first choice. A ticket is used once, so each connection asks for its own.

/** Why a way brings no more. `final`: the room wants this person here no longer; trying again is of no use. */
export class WayEnded extends Error {
  constructor(message, { final = false } = {}) {
    super(message);
    this.final = final;
  }
}

const FINAL_CODES = [4401, 4403, 4409];

/** What the room's refusal, or the network's, means for a way. */
export function ended(error) {
  if (error instanceof WayEnded) return error;
  return new WayEnded(error.message, { final: [401, 403].includes(error.status) });
}

/**
 * Connect and hand over messages until it ends. `heard(ArrayBuffer)`; `signal` hangs up.
 * Resolves when it was hung up here; rejects with WayEnded when it failed or the room ended it.
 */
export async function socketStream({ line, track, heard, opened, signal }) {
  const ticket = await line.ticket("media").catch((error) => {
    throw ended(error);
  });
  if (signal.aborted) return;
  const address = new URL(`/ws/media?track=${track}`, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address, ["lab.1", `ticket.${ticket}`]);
  socket.binaryType = "arraybuffer";
  const hangUp = () => socket.close();
  signal.addEventListener("abort", hangUp);
  try {
    await new Promise((done, failed) => {
      socket.onopen = opened;
      socket.onmessage = ({ data }) => heard(data);
      socket.onclose = ({ code, reason }) => {
        if (signal.aborted) done();
        else failed(new WayEnded(reason || `closed: ${code}`, { final: FINAL_CODES.includes(code) }));
      };
    });
  } finally {
    signal.removeEventListener("abort", hangUp);
  }
}
