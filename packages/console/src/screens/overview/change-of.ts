import { count } from "../../i18n/format.ts";

const signed = (number: number): string =>
  `${number > 0 ? "+" : number < 0 ? "−" : "±"}${count(Math.abs(number))}`;

/** `+3 (+25%)`: how much more or less than before. */
export function changeOf(value: number, before: number): string {
  const share = before === 0 ? "" : ` (${signed(Math.round(((value - before) / before) * 100))}%)`;
  return `${signed(value - before)}${share}`;
}
