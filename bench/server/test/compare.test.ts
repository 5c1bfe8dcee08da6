import { createServer } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { compareAnswers } from "../lanes/compare.ts";
import { makeDrafts } from "../lanes/drafts.ts";
import type { Subject } from "../lanes/subject.ts";

const serve = async (answer: object): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.end(JSON.stringify(answer)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
};

/** A server that gives every draft the same answer, and knows these common owners. */
const subject = async (
  name: Subject["name"],
  answer: object,
  owners: readonly string[],
): Promise<Subject> => ({
  name,
  url: await serve(answer),
  headers: {},
  form: "stream",
  cpuMs: () => 0,
  databaseCpuMs: () => 0,
  peakMemoryMb: () => 0,
  databaseMemoryMb: () => 0,
  scored: () => Promise.resolve(),
  ops: () =>
    Promise.resolve({
      status: "judged",
      owners: owners.map((key) => ({ owner: { kind: "organisation", key } })),
    }),
  close: () => Promise.resolve(),
});

const sizes = { rules: 82, events: 1000 };

describe("QU-6: bench:server fails when the peer's answers differ", () => {
  test("the same outcome, rules and owners are no difference; rules that only the peer has are not compared", async () => {
    const ours = await subject("probity", { outcome: "warn", findings: [{ rule: "BEN-ACT-001" }] }, [
      "org-7",
    ]);
    const hits = ["BEN-ACT-001", "XXX-XXX-001"];
    const peer = await subject("peer", { outcome: "warn", hits, owners: [7] }, []);
    const compared = await compareAnswers(ours, peer, makeDrafts(10_000, 3), sizes);
    expect(compared).toEqual({ drafts: 3, hits: 3, linked: 3, differences: [] });
  });

  test("another rule and another owner are", async () => {
    const ours = await subject("probity", { outcome: "allow", findings: [] }, ["org-7"]);
    const peer = await subject("peer", { outcome: "warn", hits: ["BEN-ACT-001"], owners: [] }, []);
    const { differences } = await compareAnswers(ours, peer, makeDrafts(10_000, 1), sizes);
    expect(differences).toEqual([
      expect.stringMatching(/draft 0: ours .*allow.*BEN-ACT-001/),
      expect.stringMatching(/draft 0: owners \[7\], the peer's \[\]/),
    ]);
  });
});
