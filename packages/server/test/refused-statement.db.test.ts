// A statement that the database refuses is an error of that statement alone.
import { expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { at, startTestServer } from "./support/test-server.ts";

describeEngines("OP-4: a refused statement", (engine) => {
  test("leaves everything else working: a source that sends a NUL cannot stop the server", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const source = await server.addSource();
      const ask = (subject: string): Promise<{ readonly status: number; readonly body: unknown }> => {
        const { type, data, time } = tender(source.id, "ocds-1", 5);
        return source.post("/v1/precheck", { type, data, time, subject });
      };
      expect((await source.send([tender(source.id, "ocds-1", 5)])).status).toBe(200);
      await server.scored();
      expect((await ask("ocds-1")).status).toBe(200);
      await ask("a\u0000b");
      expect(await ask("ocds-1")).toMatchObject({ status: 200 });
      const sent = await source.send([tender(source.id, "ocds-2", 5)]);
      expect(at(sent.body, "results", 0, "status")).toBe("accepted");
      await server.scored();
    } finally {
      await server.close();
    }
  });
});
