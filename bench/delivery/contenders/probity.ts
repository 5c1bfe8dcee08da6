import { awardData, awardType } from "../../support/events.ts";
import type { Contender } from "../contender.ts";

/** Ours, with its defaults. */
export const probity: Contender = {
  name: "Probity",
  imports: ["@probity/sdk"],
  open: async ({ url, source, key, vkey, spoolDir }) => {
    const { createProbity } = await import("@probity/sdk");
    const client = createProbity({ endpoint: url, source, key, publicKey: vkey, spoolDir });
    let last: { readonly durable: Promise<void> } | undefined;
    return {
      emit: (nth) => {
        // The data is a valid award; its generator gives plain JSON.
        last = client.emit(awardType, awardData(String(nth)) as { ocid: string });
      },
      durable: () => last?.durable ?? Promise.resolve(),
      close: async () => {
        await client.flush({ timeoutMs: 60_000 });
        const { pending } = await client.shutdown();
        return pending + client.health().spool.dropped;
      },
    };
  },
};
