import { Html } from "./html.ts";

const icon = (body: string): Html =>
  new Html(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${body}</svg>`,
  );

/** Drawn icons, one per state; each always stands beside a word (never colour or shape alone). */
export const icons: Readonly<
  Record<"allow" | "warn" | "justify" | "second_approver" | "block" | "offline", Html>
> = {
  allow: icon('<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.7 2.7L16 9.5"/>'),
  warn: icon('<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17.4v.1"/>'),
  justify: icon('<path d="M4 20h4L19 9l-4-4L4 16z"/><path d="m13 7 4 4"/>'),
  second_approver: icon(
    '<circle cx="9" cy="8" r="3.2"/><path d="M3 20c0-3.5 2.6-6 6-6s6 2.5 6 6"/><path d="M16 5.2a3.2 3.2 0 0 1 0 5.8M18 14.6c1.9.9 3 2.900 3 5.400"/>',
  ),
  block: icon('<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="m9 9 6 6m0-6-6 6"/>'),
  offline: icon('<path d="M5 18a4 4 0 0 1 0-8 6 6 0 0 1 11-2 5 5 0 0 1 3 9.300"/><path d="m3 3 18 18"/>'),
};
