// The room's answers over HTTP. What goes wrong comes as an ApiError: `code` and `facts` as the room said them, or
// "no_network" when nothing answered and "room_silent" when it took too long.

const PATIENCE_MS = 10_000;

export class ApiError extends Error {
  constructor(code, facts = {}, status = 0) {
    super(code);
    this.code = code;
    this.facts = facts;
    this.status = status;
  }
}

export class Api {
  #token;

  constructor(token) {
    this.#token = token;
  }

  get(path) {
    return this.#json("GET", path);
  }

  post(path, body) {
    return this.#json("POST", path, body);
  }

  /** The answer itself, its body still unread. Without a time limit: some bodies never end. */
  async open(path, { method = "GET", body, signal } = {}) {
    const headers = { ...this.#token.header, "X-Lab": "1" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const content = body === undefined ? undefined : JSON.stringify(body);
    const options = { method, headers, body: content, signal, cache: "no-store", credentials: "omit" };
    let answer;
    try {
      answer = await fetch(path, options);
    } catch (error) {
      throw unanswered(error, signal);
    }
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }

  async #json(method, path, body) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await this.open(path, { method, body, signal: patience.signal });
      const text = await answer.text().catch((error) => {
        throw unanswered(error, patience.signal); // the network broke in the middle of it
      });
      return text === "" ? null : JSON.parse(text);
    } finally {
      clearTimeout(timer);
    }
  }
}

function unanswered(error, signal) {
  return new ApiError(signal?.aborted ? "room_silent" : "no_network", { reason: error.message });
}

async function refusal(answer) {
  try {
    const told = await answer.json();
    return new ApiError(told.code ?? "refused", told.facts ?? {}, answer.status);
  } catch (error) {
    console.info("a refusal without words", answer.status, error);
    return new ApiError("refused", { status: answer.status }, answer.status);
  }
}
