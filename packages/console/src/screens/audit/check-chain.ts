import { get } from "../../api/call.ts";
import { readContinuation } from "../../verify/texts.ts";
import { isContinued } from "../../verify/tree.ts";
import { keepHead, type KnownHead, knownHead } from "./known-head.ts";

/** What a check of the log found. */
export type ChainFound =
  | { readonly result: "first"; readonly size: number }
  | { readonly result: "continued" | "broken"; readonly size: number; readonly since: KnownHead };

/**
 * Checks here, not on the server, that the log continues the head that this browser saw before: nothing was changed or taken
 * out since. What holds is kept for the next time; what does not is not, so that it is found again.
 */
export async function checkChain(origin: string): Promise<ChainFound> {
  const since = knownHead(origin);
  const first = await readFrom(since?.size ?? 0).catch((error: unknown) => {
    // A log that is shorter than it was has no proof to offer: that is the finding, and its size is asked for alone.
    if (since === undefined) throw error;
    return undefined;
  });
  const found = first ?? (await readFrom(0));
  const { checkpoint } = found;
  if (since === undefined) {
    keepHead(checkpoint, new Date());
    return { result: "first", size: checkpoint.size };
  }
  const holds =
    checkpoint.origin === origin && found.from === since.size && isContinued(since, checkpoint, found.proof);
  if (holds) keepHead(checkpoint, new Date());
  return { result: holds ? "continued" : "broken", size: checkpoint.size, since };
}

async function readFrom(from: number): Promise<NonNullable<ReturnType<typeof readContinuation>>> {
  const answer = await get("/ops/log/add-checkpoint", { query: { from } });
  const read = readContinuation(await answer.text());
  if (read === undefined) throw new Error("the server's checkpoint cannot be read");
  return read;
}
