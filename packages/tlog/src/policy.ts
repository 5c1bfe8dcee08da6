import { keyTypes, type NoteSignature, type NoteVerifier } from "./note-keys.ts";
import { readVerifierKey, type VerifierKey } from "./verifier-key.ts";

/** A log that a policy accepts; the name of its key is its origin. */
export interface PolicyLog {
  readonly verifier: NoteVerifier;
  readonly url: string | undefined;
}

/** A witness that a policy knows. `name` is the policy's own name for it, not that of its key. */
export interface PolicyWitness {
  readonly name: string;
  readonly verifier: NoteVerifier;
  readonly url: string | undefined;
}

/** A group of witnesses and groups of which at least `threshold` must have cosigned. */
export interface PolicyGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

/** Whom to trust for a checkpoint (c2sp.org/tlog-policy). `quorum` names a witness, a group, or is `none`. */
export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  readonly quorum: string;
}

interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  readonly names: Set<string>;
  readonly grouped: Set<string>;
  readonly keys: Set<string>;
  quorum: string | undefined;
}

const longestPolicy = 1_000_000;
const mostOfAKind = 256;

function define(draft: Draft, name: string): void {
  if (name === "none" || draft.names.has(name)) throw new TypeError(`the name "${name}" is taken`);
  draft.names.add(name);
}

function readKey(draft: Draft, kind: "log" | "witness", vkey: string): VerifierKey {
  const key = readVerifierKey(vkey);
  if (kind === "witness" && key.type !== keyTypes.cosignature)
    throw new TypeError("the key of a witness has type 4");
  const used = `${kind} ${key.publicKey.toString("hex")}`;
  if (draft.keys.has(used)) throw new TypeError(`two lines for one ${kind} key`);
  draft.keys.add(used);
  return key;
}

function neededOf(threshold: string, members: number): number {
  if (threshold === "any") return 1;
  if (threshold === "all") return members;
  return /^[1-9]\d{0,5}$/.test(threshold) ? Number(threshold) : 0;
}

function addGroup(draft: Draft, name: string, threshold: string, members: readonly string[]): void {
  for (const member of members) {
    if (!draft.names.has(member)) throw new TypeError(`"${member}" is not defined above`);
    if (draft.grouped.has(member)) throw new TypeError(`"${member}" is in a group already`);
    draft.grouped.add(member);
  }
  const needed = neededOf(threshold, members.length);
  if (needed < 1 || needed > members.length)
    throw new TypeError(`a group of ${members.length} cannot need "${threshold}"`);
  define(draft, name);
  draft.groups.push({ name, threshold: needed, members });
}

function readLine(draft: Draft, [keyword = "", ...items]: readonly string[]): void {
  const [first, second, third] = items;
  if (keyword === "log" && first !== undefined && items.length <= 2) {
    draft.logs.push({ verifier: readKey(draft, "log", first), url: second });
  } else if (keyword === "witness" && first !== undefined && second !== undefined && items.length <= 3) {
    define(draft, first);
    draft.witnesses.push({ name: first, verifier: readKey(draft, "witness", second), url: third });
  } else if (keyword === "group" && first !== undefined && second !== undefined) {
    addGroup(draft, first, second, items.slice(2));
  } else if (keyword === "quorum" && first !== undefined && items.length === 1) {
    if (draft.quorum !== undefined) throw new TypeError("there is a quorum already");
    if (first !== "none" && !draft.names.has(first)) throw new TypeError(`"${first}" is not defined above`);
    draft.quorum = first;
  } else {
    throw new TypeError(`"${keyword}" with ${items.length} items is no line of a policy`);
  }
}

/**
 * Reads a trust policy (c2sp.org/tlog-policy). Throws TypeError that names the line and what is wrong with it. At most 1 MB,
 * and 256 logs, witnesses and groups each.
 */
export function parsePolicy(text: string): Policy {
  if (text.length > longestPolicy) throw new TypeError("the policy is too long");
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: [],
    names: new Set(),
    grouped: new Set(),
    keys: new Set(),
    quorum: undefined,
  };
  for (const [at, line] of text.split("\n").entries()) {
    const items = line.split(/[ \t]+/).filter((item) => item !== "");
    try {
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      if (/[\0-\u0008\v-\u001F\u007F]/.test(line)) throw new TypeError("control characters are not allowed");
      if (items.length > 0 && items[0]?.startsWith("#") !== true) readLine(draft, items);
      if ([draft.logs, draft.witnesses, draft.groups].some((list) => list.length > mostOfAKind))
        throw new TypeError("too many");
    } catch (cause) {
      throw new TypeError(
        `policy line ${at + 1}: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
    }
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === undefined) throw new TypeError("the policy has no quorum line");
  return { logs, witnesses, groups, quorum };
}

/** The policy's names of the witnesses whose verified cosignatures are among these: what `quorumReached` asks for. */
export function witnessNames(policy: Policy, verified: readonly NoteSignature[]): string[] {
  return policy.witnesses
    .filter(({ verifier }) =>
      verified.some(({ name, keyHash }) => name === verifier.name && keyHash.equals(verifier.keyHash)),
    )
    .map(({ name }) => name);
}
