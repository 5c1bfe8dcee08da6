import { useKeys } from "../app/keyboard/keys.ts";

const rows = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")];

function go(by: 1 | -1): void {
  const all = rows();
  const place = all.findIndex((row) => row === document.activeElement);
  const next = place === -1 ? all[0] : all[Math.min(all.length - 1, Math.max(0, place + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** `j` and `k` go through the links of a list that are marked `data-row`; Enter then opens one, as it does anyway. */
export const useRowKeys = (title: string, [next, previous]: readonly [string, string]): void =>
  useKeys({
    title,
    commands: [
      { keys: "j", text: next, run: () => go(1) },
      { keys: "k", text: previous, run: () => go(-1) },
    ],
  });
