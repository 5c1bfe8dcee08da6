import type { NoticeState } from "../state.ts";

const tick = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.5l2.7 2.7L16 9.5";
const cross = "M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6";
const two =
  "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3 20c0-3.5 2.6-6 6-6s6 2.5 6 6M16 5.3a3 3 0 0 1 0 5.5M18 14.6c1.9.9 3 3 3 5.4";
const clock = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2";

/** One drawing for each state; its word is the heading. */
export const icons: { readonly [state in NoticeState]: string } = {
  unchecked: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8",
  checking: clock,
  allow: tick,
  warn: "M12 4L2.8 20h18.4zM12 10v4.5M12 17.4v.1",
  justify: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  "second-approver": two,
  waiting: clock,
  agreed: tick,
  "not-agreed": cross,
  block: cross,
  "unreachable-open": "M5 18a4 4 0 0 1 0-8 6 6 0 0 1 11-2 5 5 0 0 1 3 9.3M3 3l18 18",
  "unreachable-closed": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2",
};
