import { ProbityError } from "@probity/contracts";
import {
  type Checkpoint,
  type Digest,
  judgeAddCheckpoint,
  type NoteVerifier,
  openNote,
  parseAddCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  type WitnessDecision,
} from "@probity/tlog";
import type { WitnessFiles } from "./witness-files.ts";

/** The answer to an add-checkpoint request, as c2sp.org/tlog-witness words it. */
export type WitnessAnswer =
  /** `line` is the cosignature, `note` the checkpoint with it and the log's signature. */
  | { readonly status: 200; readonly line: string; readonly note: string; readonly checkpoint: Checkpoint }
  | Exclude<WitnessDecision, { readonly status: 200 }>;

/** A log as its witness knows it. */
export interface KnownLog {
  readonly origin: string;
  readonly vkey: string;
  readonly digest: Digest;
  /** Undefined while nothing was cosigned. */
  readonly checkpoint: Checkpoint | undefined;
}

/** An outside body that looks whether a log only grows. */
export interface Witness {
  readonly vkey: string;
  /**
   * Judges a checkpoint, and cosigns it when it continues the one before. Checking, keeping and signing are one step that
   * nothing comes between; what is cosigned is on the disk first, so that a kill at any point never leads to a fork.
   */
  addCheckpoint(body: string): WitnessAnswer;
  /** What was cosigned last for an origin, signatures included. */
  newest(origin: string): string | undefined;
  logs(): readonly KnownLog[];
}

/** A witness over its directory, which the caller must have locked. `clock` gives milliseconds since 1970. */
export function createWitness(files: WitnessFiles, clock: () => number): Witness {
  const find = (origin: string): (KnownLog & { readonly verifier: NoteVerifier }) | undefined => {
    for (const { vkey, digest } of files.logs) {
      const verifier = parseVerifierKey(vkey);
      if (verifier.name === origin)
        return { origin, vkey, digest, verifier, checkpoint: knownHead(files, verifier) };
    }
    return undefined;
  };
  return {
    vkey: files.cosigner.vkey,
    addCheckpoint(body) {
      const request = parseAddCheckpoint(body);
      const log = request && find(request.claimed.origin);
      const verifiers = log === undefined ? [] : [log.verifier];
      const decision = judgeAddCheckpoint(request, log?.checkpoint, verifiers, log?.digest ?? "sha256");
      if (decision.status !== 200) return decision;
      const { text, checkpoint } = decision;
      const line = files.cosigner.cosign(text, Math.floor(clock() / 1000));
      // Of the signatures that came along only the log's own was checked.
      const signed = openNote(request?.note ?? "", verifiers)?.verified ?? [];
      const note = `${text}\n${signed.map((signature) => signature.line).join("")}${line}`;
      files.keep(checkpoint.origin, note);
      return { status: 200, line, note, checkpoint };
    },
    newest: (origin) => files.newest(origin),
    logs: () =>
      files.logs.map(({ vkey, digest }) => {
        const verifier = parseVerifierKey(vkey);
        return { origin: verifier.name, vkey, digest, checkpoint: knownHead(files, verifier) };
      }),
  };
}

/** A damaged memory must not be taken for none: the witness would cosign anything. */
function knownHead(files: WitnessFiles, verifier: NoteVerifier): Checkpoint | undefined {
  const note = files.newest(verifier.name);
  if (note === undefined) return undefined;
  const opened = openNote(note, [verifier, parseVerifierKey(files.cosigner.vkey)]);
  const checkpoint = opened && parseCheckpoint(opened.text);
  if (checkpoint === undefined || opened?.verified.length !== 2)
    throw new ProbityError("PROBITY_E_WITNESS", `the kept checkpoint of ${verifier.name} is damaged`);
  return checkpoint;
}
