/** What the name of a secret looks like, for an input. */
export const secretName = "[a-z0-9][a-z0-9_\\-]{0,59}";
