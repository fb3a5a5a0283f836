// What parts of one stage share: which tag is coded now.

/** `coding`: the pad's, or null where there is no pad. */
export const stage = { coding: null };
