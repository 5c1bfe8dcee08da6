/** A value that outlives the page, and tells who looks at it when it changes; also by another window. */
export interface Stored<T extends string> {
  readonly current: () => T | undefined;
  readonly set: (value: T | undefined) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Keeps a text in the browser: for all windows of this server, or for one window until it is closed. What somebody else put
 * there and is not valid counts as nothing.
 */
export function stored<T extends string>(
  key: string,
  place: "browser" | "window",
  isValid: (text: string) => text is T,
): Stored<T> {
  const listeners = new Set<() => void>();
  const storage = (): Storage => (place === "browser" ? localStorage : sessionStorage);
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  if (place === "browser")
    globalThis.addEventListener("storage", (event) => {
      if (event.key === key) tell();
    });
  return {
    current: () => {
      const text = storage().getItem(key);
      return text !== null && isValid(text) ? text : undefined;
    },
    set: (value) => {
      if (value === undefined) storage().removeItem(key);
      else storage().setItem(key, value);
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
