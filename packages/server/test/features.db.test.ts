import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { Player } from "./features/play-histories.ts";
import { history } from "./features/random-history.ts";

describeEngines("FE-2: features of random histories", (engine) => {
  test("equal those of a list of all events, at every position and after a rebuild from the log", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const player = new Player(store, 40);
      const group = fc.array(history, { minLength: 10, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(group, fc.boolean(), async (histories, fillBehind) => {
          const { differences } = await player.play(histories, fillBehind);
          expect(differences.slice(0, 5)).toEqual([]);
        }),
        { numRuns: 4, endOnFailure: true },
      );
    } finally {
      await store.close();
    }
  });
});
