/** What of a key press is looked at. */
type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/**
 * The name of a key press: `j`, `Shift+x`, `Ctrl+Enter`, `?`. A letter is told from its capital by `Shift+` alone; other
 * characters stand for themselves, wherever a keyboard has them.
 */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const isLetter = /^\p{L}$/u.test(key);
  const showsShift = shiftKey && (isLetter || key.length > 1);
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${showsShift ? "Shift+" : ""}${isLetter ? key.toLowerCase() : key}`;
}
