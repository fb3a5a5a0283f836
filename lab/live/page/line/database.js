// What is kept on this device: in IndexedDB, or in memory alone where the browser keeps nothing (`isLasting` false).
//
// Stores: "kept" (values by name), "outbox" (by a number that grows).

const NAME = "usability-lab";
const VERSION = 1;
const STORES = { kept: {}, outbox: { keyPath: "n", autoIncrement: true } };
const OPENING_MS = 5_000;

/** Open the database; never rejects. */
export async function openDatabase(name = NAME) {
  try {
    return new DiskDatabase(await opened(name));
  } catch (error) {
    console.warn("this browser keeps nothing", error);
    return new MemoryDatabase();
  }
}

class DiskDatabase {
  isLasting = true;
  #database;

  constructor(database) {
    this.#database = database;
    // Another version of the page wants to change the stores: it must not wait for this one.
    database.onversionchange = () => database.close();
  }

  get(store, key) {
    return this.#asked(store, "readonly", (stored) => stored.get(key));
  }

  all(store) {
    return this.#asked(store, "readonly", (stored) => stored.getAll());
  }

  /** Put a value; resolves with its key when it is kept. */
  put(store, value, key) {
    return this.#asked(store, "readwrite", (stored) => stored.put(value, key));
  }

  remove(store, key) {
    return this.#asked(store, "readwrite", (stored) => stored.delete(key));
  }

  #asked(store, mode, ask) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(store, mode);
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  }
}

class MemoryDatabase {
  isLasting = false;
  #stores = Object.fromEntries(Object.keys(STORES).map((name) => [name, new Map()]));
  #last = 0;

  async get(store, key) {
    return this.#stores[store].get(key);
  }

  async all(store) {
    return [...this.#stores[store].values()];
  }

  async put(store, value, key) {
    const path = STORES[store].keyPath;
    const place = key ?? value[path] ?? (this.#last += 1);
    this.#stores[store].set(place, path ? { ...value, [path]: place } : value);
    return place;
  }

  async remove(store, key) {
    this.#stores[store].delete(key);
  }
}

function opened(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(STORES)) {
        if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store, options);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    // Some browsers neither open nor refuse in a private window.
    setTimeout(() => reject(new Error("the database does not open")), OPENING_MS);
  });
}
