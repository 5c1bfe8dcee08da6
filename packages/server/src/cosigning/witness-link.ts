import { type PolicyWitness, proveConsistency } from "@probity/tlog";
import type { Guard } from "../guard/index.ts";
import type { ProvableLog, SignedCheckpoint } from "../log/index.ts";
import { askWitness, type WitnessReply } from "./witness-client.ts";

/** One witness of the policy as this server sees it. */
export interface WitnessLink {
  readonly name: string;
  readonly url: string | undefined;
  /** Size that the witness is known to have cosigned. */
  readonly size: number | undefined;
  /** What it answered last. */
  readonly last: WitnessReply["kind"] | "never";
  readonly detail: string | undefined;
  /** Learns what the witness knows, and tells the guard when that is more than the database has. */
  probe(): Promise<void>;
  /** Asks it to cosign a checkpoint; gives the signature line. */
  push(checkpoint: SignedCheckpoint): Promise<string | undefined>;
}

/** What a link works with. */
export interface LinkParts {
  readonly witness: PolicyWitness;
  readonly log: Pick<ProvableLog, "digest" | "readTile">;
  readonly guard: Guard;
  /** The signed checkpoint of the empty tree: nothing can contradict it. */
  readonly emptyNote: string;
  readonly timeoutMs: number;
}

interface LinkState {
  size: number | undefined;
  last: WitnessLink["last"];
  detail: string | undefined;
}

/** Tries of one round: a witness that another server of this database speaks to moves on meanwhile. */
const mostTries = 3;

/** Speaks to one witness. */
export function createWitnessLink(parts: LinkParts): WitnessLink {
  const { name, url } = parts.witness;
  const state: LinkState = { size: undefined, last: "never", detail: undefined };
  return {
    name,
    url,
    get size() {
      return state.size;
    },
    get last() {
      return state.last;
    },
    get detail() {
      return state.detail;
    },
    probe: async () => {
      // Whoever knows the log answers with its size.
      const reply = await ask(parts, state, 0, [], parts.emptyNote);
      if (reply.kind === "cosigned") await learn(parts, state, 0);
      if (reply.kind === "conflict") await learn(parts, state, reply.size);
    },
    push: async (checkpoint) => {
      for (let tries = 0; tries < mostTries; tries++) {
        // Another server of this database was faster; its checkpoint contains this one.
        if ((state.size ?? 0) > checkpoint.size) return undefined;
        // oxlint-disable-next-line no-await-in-loop
        const reply = await pushOnce(parts, state, checkpoint);
        if (reply.kind === "cosigned") return reply.line;
        if (reply.kind !== "conflict") return undefined;
      }
      return undefined;
    },
  };
}

async function ask(
  { witness: { url, verifier }, timeoutMs }: LinkParts,
  state: LinkState,
  oldSize: number,
  proof: readonly Uint8Array[],
  note: string,
): Promise<WitnessReply> {
  const reply: WitnessReply =
    url === undefined
      ? { kind: "failed", detail: "the policy gives no address; cosignatures come by file" }
      : await askWitness({ url, verifier, oldSize, proof, note, timeoutMs });
  state.last = reply.kind;
  state.detail = "detail" in reply ? reply.detail : undefined;
  return reply;
}

/** What the witness knows; more than the database has means that the database was set back. */
async function learn({ witness: { name }, guard }: LinkParts, state: LinkState, size: number): Promise<void> {
  state.size = size;
  const here = await guard.treeSize();
  const behind = `the witness ${name} cosigned ${size} entries, the database has ${here}`;
  guard.setWitnessed(name, size > here ? behind : undefined);
}

async function pushOnce(
  parts: LinkParts,
  state: LinkState,
  { note, size: to }: SignedCheckpoint,
): Promise<WitnessReply> {
  const { witness, log, guard } = parts;
  const from = state.size ?? 0;
  const proof = from === 0 ? [] : await proveConsistency(log.digest, from, to, log.readTile);
  const reply = await ask(parts, state, from, proof, note);
  if (reply.kind === "conflict") await learn(parts, state, reply.size);
  if (reply.kind === "fork")
    guard.setWitnessed(witness.name, `the witness ${witness.name} knows another history than the database`);
  if (reply.kind === "cosigned") {
    state.size = to;
    guard.setWitnessed(witness.name, undefined);
  }
  return reply;
}
