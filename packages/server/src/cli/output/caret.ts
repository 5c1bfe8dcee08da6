import { displayWidth, printable } from "./width.ts";

/** What a line of text is shown with: the part that is meant, counted in UTF-16 units. */
export interface Pointed {
  readonly at: number;
  readonly length: number;
}

/**
 * The line of a text that something is about, and under it carets below the part that is meant. A long line is cut on
 * both sides so that the part stays in sight; wide (Chinese) characters count as two columns.
 */
export function caretLines(
  text: string,
  { at, length }: Pointed,
  columns: number,
): readonly [string, string] {
  const from = text.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
  const end = text.indexOf("\n", Math.max(from, at));
  const line = text.slice(from, end < 0 ? text.length : end);
  const start = Math.min(at - from, line.length);
  const stop = Math.max(start, Math.min(start + length, line.length));
  const meant = printable(line.slice(start, stop));
  const carets = Math.max(1, displayWidth(meant));
  const room = Math.max(10, columns - Math.min(carets, columns >> 1));
  const before = tail(printable(line.slice(0, start)), room >> 1);
  const after = head(printable(line.slice(stop)), Math.max(5, room - displayWidth(before)));
  const shown = head(meant, columns - displayWidth(before) - 1);
  return [
    `${before}${shown}${after}`.trimEnd(),
    " ".repeat(displayWidth(before)) + "^".repeat(Math.max(1, Math.min(carets, displayWidth(shown)))),
  ];
}

function head(text: string, columns: number): string {
  let shown = "";
  for (const character of text) {
    if (displayWidth(shown + character) > columns - 1) return `${shown}…`;
    shown += character;
  }
  return shown;
}

function tail(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let shown = "";
  for (const character of Array.from(text).toReversed()) {
    if (displayWidth(shown + character) > columns - 1) break;
    shown = character + shown;
  }
  return `…${shown}`;
}
