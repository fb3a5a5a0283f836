// Ids made here, so that what is sent twice is kept once. Made from getRandomValues: a page over plain HTTP has no randomUUID.

/** A UUID version 7 (RFC 9562) in 32 hexadecimal digits: later ones sort after earlier ones, to the millisecond. */
export function newId(nowMs = Date.now(), random = crypto.getRandomValues(new Uint8Array(16))) {
  const bytes = Uint8Array.from(random);
  for (let place = 5, rest = Math.max(0, Math.floor(nowMs)); place >= 0; place -= 1, rest = Math.floor(rest / 256)) {
    bytes[place] = rest % 256;
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
