import { type NoteVerifier, openNote, parseCheckpoint, type Checkpoint } from "@probity/tlog";
import { type Policy, quorumReached, witnessNames } from "@probity/tlog";
import { type Problem, problem } from "./problem.ts";

/** Whom an auditor trusts. */
export interface AuditKeys {
  readonly log: NoteVerifier;
  /** Which witnesses must have cosigned; none are asked for without it. */
  readonly policy?: Policy | undefined;
}

/** A checkpoint with what is wrong about it. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint | undefined;
  /** The policy's names of those who cosigned. */
  readonly cosigned: readonly string[];
  readonly problems: readonly Problem[];
}

/** Checks who signed a checkpoint. Without keys it is read as it stands: what follows is then only its own word. */
export function openCheckpoint(note: string, keys: AuditKeys | undefined): OpenedCheckpoint {
  const cut = note.lastIndexOf("\n\n");
  const claimed = parseCheckpoint(cut === -1 ? note : note.slice(0, cut + 1));
  const nobody = { checkpoint: claimed, cosigned: [] };
  if (claimed === undefined) return { ...nobody, problems: [problem("checkpoint_malformed")] };
  if (keys === undefined) return { ...nobody, problems: [] };
  const { log, policy } = keys;
  const { origin } = claimed;
  if (origin !== log.name)
    return { ...nobody, problems: [problem("checkpoint_origin", { origin, key: log.name })] };
  if (openNote(note, [log]) === undefined)
    return { ...nobody, problems: [problem("checkpoint_key", { key: log.name })] };
  if (policy === undefined) return { ...nobody, problems: [] };
  return { checkpoint: claimed, ...checkWitnesses(note, log, policy) };
}

function checkWitnesses(
  note: string,
  log: NoteVerifier,
  policy: Policy,
): Pick<OpenedCheckpoint, "cosigned" | "problems"> {
  const problems: Problem[] = [];
  const cosigned: string[] = [];
  for (const witness of policy.witnesses) {
    // One at a time: a note is refused whole for one wrong signature, and its witness shall be named.
    const opened = openNote(note, [log, witness.verifier]);
    if (opened === undefined) problems.push(problem("cosignature_foreign", { witness: witness.name }));
    else cosigned.push(...witnessNames(policy, opened.verified).filter((name) => name === witness.name));
  }
  if (!quorumReached(policy, cosigned)) {
    const have = cosigned.join(", ") || "-";
    problems.push(problem("quorum_missing", { quorum: policy.quorum, have }));
  }
  return { cosigned, problems };
}
