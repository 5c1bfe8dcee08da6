import { useSyncExternalStore } from "react";

/** An act on many things that was taken up, and which lines it is about. */
export interface Act {
  readonly id: string;
  readonly total: number;
  /** When it was asked for, by the clock of this browser. */
  readonly at: number;
  readonly covers: (line: string, list: string) => boolean;
}

let acts: readonly Act[] = [];
const watchers = new Set<() => void>();

function set(next: readonly Act[]): void {
  acts = next;
  for (const watcher of watchers) watcher();
}

/** Acts that are under way, and those whose end was just told; they outlive the screen on which they were asked for. */
export const actStore: {
  readonly add: (act: Act) => void;
  /** It changes no line any more. */
  readonly end: (id: string) => void;
  readonly remove: (id: string) => void;
} = {
  add: (act) => set([...acts, act]),
  end: (id) => set(acts.map((act) => (act.id === id ? { ...act, covers: () => false } : act))),
  remove: (id) => set(acts.filter((act) => act.id !== id)),
};

/** The same, for what is on the screen. */
export const useActs = (): readonly Act[] =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => acts,
  );
