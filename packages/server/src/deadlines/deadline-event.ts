import type { JsonObject } from "@probity/contracts";
import type { ReadEvent } from "../features/index.ts";
import type { Told } from "./deadline-row.ts";

/** What an event of the server tells of a deadline. */
export interface DeadlineEvent {
  readonly state: Told;
  readonly binding: string;
  readonly startEventId: string;
  readonly part: string;
  readonly turn: number;
  readonly from: number;
  readonly due: number;
  readonly awaited: readonly string[];
  readonly doneId: string | undefined;
  readonly doneAt: number | undefined;
  /** A change of its calendar is why it is told. */
  readonly moved: boolean;
}

const states: ReadonlySet<unknown> = new Set<Told>(["absent", "late", "withdrawn"]);

/** Reads one; undefined for what the server did not write. */
export function deadlineEvent({ data }: Pick<ReadEvent, "data">): DeadlineEvent | undefined {
  const { deadline } = data;
  if (typeof deadline !== "object" || deadline === null || Array.isArray(deadline)) return undefined;
  // Of parsed JSON.
  const block = deadline as JsonObject;
  const text = (name: string): string | undefined => {
    const value = block[name];
    return typeof value === "string" ? value : undefined;
  };
  const ms = (name: string): number | undefined => {
    const value = Date.parse(text(name) ?? "");
    return Number.isNaN(value) ? undefined : value;
  };
  const [binding, startEventId, due] = [text("binding"), text("startEventId"), ms("dueAt")];
  const { state, awaited, turn } = block;
  if (binding === undefined || startEventId === undefined || due === undefined || !states.has(state))
    return undefined;
  return {
    // Just looked up.
    state: state as Told,
    binding,
    startEventId,
    part: text("part") ?? "",
    turn: typeof turn === "number" ? turn : 1,
    from: ms("fromAt") ?? due,
    due,
    awaited: Array.isArray(awaited) ? awaited.filter((type) => typeof type === "string") : [],
    doneId: text("doneEventId"),
    doneAt: ms("doneAt"),
    moved: block["moved"] === true,
  };
}
