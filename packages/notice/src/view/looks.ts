import type { NoticeState } from "../state.ts";

const tick = "M12 3a9 9 0 1 0 .1 0zM8 12l3 3 5-6";
const cross = "M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6";
const two = "M9 5a3 3 0 1 0 .1 0zM3 20c0-8 12-8 12 0M16 5a3 3 0 0 1 0 6M18 14q3 2 3 6";
const clock = "M12 3a9 9 0 1 0 .1 0zM12 7v5l4 2";

/** Colour (a class of the style sheet) and drawing of each state; its word is the heading, so neither says it alone. */
export const looks: { readonly [state in NoticeState]: readonly [colour: string, drawing: string] } = {
  unchecked: ["none", "M12 3a9 9 0 1 0 .1 0zM8 12h8"],
  checking: ["none", clock],
  allow: ["go", tick],
  warn: ["note", "M12 4L3 20h18zM12 10v4M12 17v.1"],
  justify: ["why", "M4 20h4L19 9l-4-4L4 16zM13 7l4 4"],
  "second-approver": ["two", two],
  waiting: ["two", clock],
  agreed: ["go", tick],
  "not-agreed": ["stop", cross],
  block: ["stop", cross],
  "unreachable-open": ["none", "M5 18a4 4 0 0 1 0-8 6 6 0 0 1 11-2 5 5 0 0 1 3 9.3M3 3l18 18"],
  "unreachable-closed": ["none", "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3M12 15v1"],
};
