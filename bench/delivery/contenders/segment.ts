import { awardData, awardType } from "../../support/events.ts";
import type { Contender } from "../contender.ts";

/** @segment/analytics-node, with its defaults. */
export const segment: Contender = {
  name: "Segment",
  imports: ["@segment/analytics-node"],
  open: async ({ url }) => {
    const { Analytics } = await import("@segment/analytics-node");
    const client = new Analytics({ writeKey: "bench", host: url });
    client.on("error", () => undefined);
    return {
      emit: (nth) => client.track({ userId: "bench", event: awardType, properties: awardData(String(nth)) }),
    };
  },
};
