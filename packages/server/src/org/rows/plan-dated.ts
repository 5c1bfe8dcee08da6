import type { Timelines } from "../timelines.ts";
import type { DatedWrite, Draft, EntryChange, Row } from "./draft.ts";

/** A unit or post as a row says it is from a moment on, and until which one. */
export interface DatedRow<State> {
  readonly row: Row;
  readonly id: string;
  readonly from: number;
  /** From this moment on it has ended. */
  readonly to: number | null | undefined;
  /** What the row says; what it leaves open stays. */
  readonly patch: Partial<State>;
}

interface Ending {
  readonly ended: boolean;
}

/** The bounds of a row; its beginning is now where it names none. Undefined when they are refused. */
export function boundsOf(
  draft: Draft,
  row: Row,
): { readonly from: number; readonly to: number | null | undefined } | undefined {
  const from = draft.moment(row, "validFrom") ?? draft.now;
  const to = draft.moment(row, "validTo");
  if (to !== undefined && to !== null && to <= from) draft.refuse(row, "validTo", "dates");
  return draft.isRefused(row) ? undefined : { from, to };
}

/**
 * Lays what a row says over what is known from its moment on. Only what differs is a change, so that the same file twice
 * changes nothing, and what was planned for later stays as it was planned.
 */
export function layDated<State extends Ending>(
  draft: Draft,
  lines: Timelines<State>,
  writes: DatedWrite<State>[],
  kind: EntryChange["kind"],
  { row, id, from, to, patch }: DatedRow<State>,
): void {
  const isNew = !lines.has(id);
  const fields = lay(draft, lines, writes, { row, id, from, patch });
  const ends = typeof to === "number";
  // Of the shape that every state has.
  const ending = { ended: true } as Partial<State>;
  const ended = ends ? lay(draft, lines, writes, { row, id, from: to, patch: ending }) : [];
  if (draft.isRefused(row)) return;
  const changed = [...new Set([...fields, ...ended])];
  draft.note(
    changed.length === 0
      ? undefined
      : {
          kind,
          id,
          change: isNew ? "added" : "changed",
          fields: changed,
          validFrom: new Date(from).toISOString(),
          validTo: ends ? new Date(to).toISOString() : undefined,
        },
  );
}

function lay<State extends object>(
  draft: Draft,
  lines: Timelines<State>,
  writes: DatedWrite<State>[],
  { row, id, from, patch }: Omit<DatedRow<State>, "to">,
): readonly string[] {
  const state = lines.at(id, from) ?? {};
  // Keys of a patch are keys of a state.
  const differing = (Object.entries(patch) as [keyof State & string, State[keyof State]][]).filter(
    ([name, value]) => value !== (Reflect.get(state, name) ?? unset(value)),
  );
  if (differing.length === 0) return [];
  const slot = `${id}\n${from}`;
  if (draft.written.has(slot)) {
    draft.refuse(row, null, "duplicate");
    return [];
  }
  draft.written.add(slot);
  // Some of the patch.
  const part = Object.fromEntries(differing) as Partial<State>;
  lines.add(id, { from, revision: draft.revision, patch: part });
  writes.push({ id, from, patch: part });
  return differing.map(([name]) => name);
}

/** What a field is before anything was said of it. */
const unset = (value: unknown): unknown =>
  typeof value === "boolean" ? false : typeof value === "string" ? "" : undefined;
