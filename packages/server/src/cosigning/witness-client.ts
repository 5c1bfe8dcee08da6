import { ProbityError } from "@probity/contracts";
import { formatAddCheckpoint, type NoteVerifier, openNote } from "@probity/tlog";

/** What a witness answered. */
export type WitnessReply =
  /** `line` is its verified cosignature. */
  | { readonly kind: "cosigned"; readonly line: string }
  /** It knows the log at another size than the request started from. */
  | { readonly kind: "conflict"; readonly size: number }
  /** The tree does not continue the one that it knows. */
  | { readonly kind: "fork"; readonly detail: string }
  /** Anything else: not reachable, or it does not know the log. */
  | { readonly kind: "failed"; readonly detail: string };

/** A request to one witness. */
export interface WitnessRequest {
  /** Its submission prefix. */
  readonly url: string;
  readonly verifier: NoteVerifier;
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
  readonly timeoutMs: number;
}

const maxReplyBytes = 64 * 1024;

/** Asks a witness for its cosignature (c2sp.org/tlog-witness). Never throws for what the witness or the network does. */
export async function askWitness(request: WitnessRequest): Promise<WitnessReply> {
  const { url, oldSize, proof, note, timeoutMs } = request;
  try {
    const answer = await fetch(`${url.replace(/\/+$/, "")}/add-checkpoint`, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: formatAddCheckpoint({ oldSize, proof, note }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return readReply(request, answer.status, await readText(answer));
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: "failed", detail: String(cause) };
  }
}

function readReply({ verifier, note }: WitnessRequest, status: number, text: string): WitnessReply {
  if (status === 409) {
    const size = /^(?:0|[1-9]\d{0,15})\n$/.test(text) ? Number(text) : -1;
    return Number.isSafeInteger(size) && size >= 0
      ? { kind: "conflict", size }
      : { kind: "failed", detail: "a conflict without a size" };
  }
  const detail = `status ${status} ${text.slice(0, 200).trim()}`;
  if (status === 422) return { kind: "fork", detail };
  if (status !== 200) return { kind: "failed", detail };
  const line = text
    .split("\n")
    .map((part) => `${part}\n`)
    .find((part) => openNote(withSignature(note, part), [verifier]) !== undefined);
  return line === undefined
    ? { kind: "failed", detail: "the cosignature is not that of the witness's key" }
    : { kind: "cosigned", line };
}

/** The text of a note under one signature line. */
const withSignature = (note: string, line: string): string =>
  `${note.slice(0, note.lastIndexOf("\n\n") + 2)}${line}`;

async function readText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > maxReplyBytes)
      throw new ProbityError("PROBITY_E_BODY_LIMIT", "the witness's answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
