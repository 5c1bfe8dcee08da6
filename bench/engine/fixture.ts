import type { JsonObject } from "@probity/contracts";
import { makeEvents } from "../../packages/engine/test/corpus/events.ts";
import type { Fixture } from "./contender.ts";

/** The seeded events of the corpus. */
export const makeFixture = (count: number): Fixture => {
  const typed = makeEvents(count);
  // Events of the corpus are plain JSON; only their declared type lacks the index signature.
  return { typed, wire: typed as unknown as readonly JsonObject[] };
};

/** Mean size of an event as JSON in UTF-8. */
export const meanBytes = ({ wire }: Fixture): number =>
  wire.reduce((sum, event) => sum + new TextEncoder().encode(JSON.stringify(event)).length, 0) / wire.length;
