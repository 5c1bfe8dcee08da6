import { awardData, awardType } from "../../support/events.ts";
import type { Contender } from "../contender.ts";

/** posthog-node, with its defaults. */
export const posthog: Contender = {
  name: "PostHog",
  imports: ["posthog-node"],
  open: async ({ url }) => {
    const { PostHog } = await import("posthog-node");
    const client = new PostHog("bench", { host: url });
    // It tells of failed requests on the console otherwise.
    client.on("error", () => undefined);
    return {
      emit: (nth) =>
        client.capture({ distinctId: "bench", event: awardType, properties: awardData(String(nth)) }),
    };
  },
};
