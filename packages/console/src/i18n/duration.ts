import { language } from "./i18n.ts";

const steps = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** How long something took, to two figures in the largest unit that fits: `350 ms`, `12 seconds`, `3 days`. */
export function duration(ms: number): string {
  const [unit, size] = steps.find(([, length]) => ms >= length) ?? (["millisecond", 1] as const);
  const number = ms / size;
  return new Intl.NumberFormat(language(), {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: number < 10 && size > 1 ? 1 : 0,
  }).format(number);
}
