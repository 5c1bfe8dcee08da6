import { useEffect, useRef } from "react";
import { keyOf } from "./key-of.ts";

/** A command of the keyboard. */
export interface KeyCommand {
  /** One key as `keyOf` names it, or two that follow each other: `g i`. Several that do the same are separated by commas. */
  readonly keys: string;
  /** What it does, for the help. */
  readonly text: string;
  readonly run: () => void;
}

/** Commands that belong together, under a heading of the help. */
export interface KeyGroup {
  readonly title: string;
  readonly commands: readonly KeyCommand[];
}

/** What is on the screen now, the innermost last. */
const groups = new Set<{ readonly current: KeyGroup }>();
/** How long the first key of two waits for the second. */
const waitMs = 1_200;
let first: { readonly key: string; readonly at: number } | undefined;

/** All commands of what is on the screen, for the help. */
export const keyGroups = (): readonly KeyGroup[] => [...groups].map(({ current }) => current);

/** Whether somebody is writing there, so that keys are letters. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type)));

/** Whether a key is what the thing that has the focus waits for. */
const isPressing = ({ key, target }: KeyboardEvent): boolean =>
  (key === "Enter" || key === " ") &&
  target instanceof Element &&
  target.closest("a, button, summary") !== null;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isWriting(event.target) || isPressing(event)) return;
  const key = keyOf(event);
  const sequence =
    first !== undefined && event.timeStamp - first.at < waitMs ? `${first.key} ${key}` : undefined;
  const command = find(sequence) ?? find(key);
  first = command === undefined && isFirst(key) ? { key, at: event.timeStamp } : undefined;
  if (command === undefined) return;
  event.preventDefault();
  command.run();
}

const namesOf = ({ keys }: KeyCommand): readonly string[] => keys.split(", ");

function find(keys: string | undefined): KeyCommand | undefined {
  if (keys === undefined) return undefined;
  return keyGroups()
    .toReversed()
    .flatMap(({ commands }) => commands)
    .find((command) => namesOf(command).includes(keys));
}

const isFirst = (key: string): boolean =>
  keyGroups().some(({ commands }) =>
    commands.some((command) => namesOf(command).some((name) => name.startsWith(`${key} `))),
  );

document.addEventListener("keydown", onKeyDown);

/** Makes commands work, and shows them in the help, as long as what calls this is on the screen. */
export function useKeys(group: KeyGroup): void {
  const latest = useRef(group);
  useEffect(() => {
    latest.current = group;
  });
  useEffect(() => {
    groups.add(latest);
    return () => {
      groups.delete(latest);
    };
  }, []);
}
