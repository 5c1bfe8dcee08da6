import { type Policy, openNote, parseCheckpoint, quorumReached, witnessNames } from "@probity/tlog";
import type { NoteVerifier } from "@probity/tlog";
import type { Statement, Store } from "../store/index.ts";

/** A checkpoint with the cosignatures that are known for it. */
export interface CosignedNote {
  readonly size: number;
  readonly note: string;
  /** The policy's names of those who cosigned. */
  readonly names: readonly string[];
  readonly hasQuorum: boolean;
}

/** Collects cosignatures, whichever way they come, and stores what a quorum has signed. */
export interface Cosignatures {
  /**
   * Adds what a note brings. Undefined when it is not a checkpoint of this log, carries a wrong signature or none of a
   * witness of the policy.
   */
  add(note: string): Promise<CosignedNote | undefined>;
  /** The newest one with a quorum. */
  newest(): Promise<{ readonly note: string; readonly at: Date } | undefined>;
}

/** Checkpoints whose cosignatures are waited for. */
const openCheckpoints = 16;

const upsert: Statement = {
  name: "witnessed-checkpoint",
  text: `insert into log_checkpoint (size, note, at, witnessed) values ($1, $2, $3::timestamptz, true)
    on conflict (size) do update set note = excluded.note, at = excluded.at, witnessed = true`,
};

const selectNewest: Statement = {
  name: "witnessed-newest",
  text: `select note, at from log_checkpoint where witnessed and split_part(note, E'\\n', 1) = $1
    order by size desc limit 1`,
};

/** For one log and one policy. */
export function createCosignatures(
  store: Store,
  policy: Policy,
  log: NoteVerifier,
  clock: () => number,
): Cosignatures {
  const verifiers = [log, ...policy.witnesses.map(({ verifier }) => verifier)];
  const open = new Map<string, Map<string, string>>();

  const linesOf = (text: string): Map<string, string> => {
    const found = open.get(text) ?? new Map<string, string>();
    open.delete(text);
    open.set(text, found);
    for (const oldest of open.keys()) if (open.size > openCheckpoints) open.delete(oldest);
    return found;
  };
  return {
    add: async (note) => {
      const opened = openNote(note, verifiers);
      const checkpoint = opened && parseCheckpoint(opened.text);
      if (opened === undefined || checkpoint?.origin !== log.name) return undefined;
      const isSigned = opened.verified.some(({ name }) => name === log.name);
      if (!isSigned || witnessNames(policy, opened.verified).length === 0) return undefined;
      const lines = linesOf(opened.text);
      // A later cosignature of the same witness takes the place of its earlier one; the log's own line comes first.
      for (const { name, keyHash, line } of opened.verified)
        lines.set(`${name} ${keyHash.toString("hex")}`, line);
      const whole = `${opened.text}\n${[...lines.values()].join("")}`;
      const names = witnessNames(policy, openNote(whole, verifiers)?.verified ?? []);
      const hasQuorum = quorumReached(policy, names);
      if (hasQuorum) await store.run(upsert, [checkpoint.size, whole, new Date(clock()).toISOString()]);
      return { size: checkpoint.size, note: whole, names, hasQuorum };
    },
    newest: async () => {
      const [row] = await store.run<{ note: string; at: Date }>(selectNewest, [log.name]);
      return row;
    },
  };
}
