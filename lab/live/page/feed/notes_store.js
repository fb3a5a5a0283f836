// Private notes: on this device only, in a database of their own; never sent.

const NAME = "usability-lab-notes";
const STORE = "notes";

/** Opens the database; rejects where the browser keeps nothing. */
function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

async function done(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** A note: {id, person, session, code, at_us (session time or null), at (ISO), text}. */
export function keepNote(note) {
  return done("readwrite", (store) => store.put(note));
}

export function dropNote(id) {
  return done("readwrite", (store) => store.delete(id));
}

/** This person's notes, the newest first. */
export async function notesOf(person) {
  const every = await done("readonly", (store) => store.getAll());
  return every.filter((note) => note.person === person).sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** The notes as a text that anybody can read. */
export function exported(notes, clockText) {
  const lines = [...notes].reverse().map((note) => {
    const time = note.at_us === null ? note.at : clockText(note.at_us);
    return `${note.code ?? ""}\t${time}\t${note.text.replaceAll("\n", " ")}`;
  });
  return `${lines.join("\n")}\n`;
}
