import type { EventType } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { createProbity, defineEvent } from "../src/index.ts";
import { createFakeClock, createTestProbity } from "../src/testing/index.ts";
import { createIdMaker } from "../src/ids.ts";
import { testOptions } from "./support/client.ts";
import { bodyOf, startServer } from "./support/server.ts";

const leave = defineEvent({
  type: "hr.leave.granted",
  schema: { type: "object", properties: { caseId: { type: "string" } } },
  subject: ["caseId", "process.instanceId"],
});

describe("EV-1: the event on the wire", () => {
  test("has the CloudEvents attributes, with subject and times filled in", () => {
    const client = createTestProbity({ source: "erp" });
    const { id } = client.emit("procurement.award.decided", { ocid: "ocds-1" });
    expect(client.events).toEqual([
      {
        specversion: "1.0",
        id,
        source: "erp",
        type: "procurement.award.decided",
        subject: "ocds-1",
        time: "2026-01-01T00:00:00.000Z",
        recordedtime: "2026-01-01T00:00:00.000Z",
        data: { ocid: "ocds-1" },
      },
    ]);
  });

  test("takes time, subject, correction and trace from the caller", () => {
    const client = createTestProbity();
    client.emit(
      "procurement.award.decided",
      { ocid: "ocds-1" },
      {
        time: "2025-05-01T09:00:00+08:00",
        subject: "mine",
        corrects: "old",
        correctionReason: "typing error",
        traceparent: "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
      },
    );
    expect(client.events[0]).toMatchObject({
      time: "2025-05-01T09:00:00+08:00",
      subject: "mine",
      corrects: "old",
      correctionreason: "typing error",
      traceparent: "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
    });
  });

  test("own types name their own subject; without one there is none", () => {
    const client = createTestProbity({ events: [leave] });
    client.emit("hr.leave.granted", { caseId: "c1" });
    client.emit("hr.leave.granted", { process: { instanceId: "p1" } });
    client.emit("hr.leave.granted", {});
    expect(client.events.map(({ subject }) => subject)).toEqual(["c1", "p1", undefined]);
  });

  test("ids are UUID version 7, unique and ordered, also when the clock goes back", () => {
    const clock = createFakeClock();
    const nextId = createIdMaker(clock);
    const ids = Array.from({ length: 10_000 }, (_, index) => {
      if (index === 5000) clock.jumpTo("2025-12-31T23:00:00Z");
      return nextId();
    });
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.toSorted()).toEqual(ids);
  });
});

describe("EV-3: the host's own types", () => {
  test("defineEvent fills the defaults", () => {
    const { type, version, phase, decision, record, subject } = defineEvent({
      type: "hr.post.assigned",
      schema: { type: "object" },
    });
    expect({ type, version, phase, decision, record, subject }).toEqual({
      type: "hr.post.assigned",
      version: "1.0",
      phase: "during",
      decision: null,
      record: null,
      subject: ["process.instanceId"],
    });
  });

  test("registerEvents registers each and says which was refused and why", async () => {
    const broken = defineEvent({ type: "hr.leave.refused", schema: { type: "object" } });
    const seen: EventType[] = [];
    const server = await startServer((request, response) => {
      void bodyOf(request).then((body) => {
        if (request.url !== "/v1/types") return response.writeHead(404).end();
        const definition = JSON.parse(body) as EventType;
        seen.push(definition);
        if (definition.type === "hr.leave.granted") return response.writeHead(201).end("{}");
        response.writeHead(409, { "content-type": "application/problem+json" });
        return response.end(
          JSON.stringify({
            code: "PROBITY_E_TYPE_INCOMPATIBLE",
            title: "The change breaks senders.",
            errors: [{ path: "/properties/days", message: "was removed" }],
          }),
        );
      });
    });
    await using client = createProbity({ ...testOptions(server.endpoint), events: [leave, broken] });

    expect(await client.registerEvents()).toEqual([
      { type: "hr.leave.granted", ok: true },
      {
        type: "hr.leave.refused",
        ok: false,
        code: "PROBITY_E_TYPE_INCOMPATIBLE",
        message: "The change breaks senders.",
        errors: [{ path: "/properties/days", message: "was removed" }],
      },
    ]);
    expect(seen[0]).toMatchObject({ type: "hr.leave.granted", version: "1.0", schema: leave.schema });

    await server.stop();
    expect((await client.registerEvents())[0]).toMatchObject({
      ok: false,
      code: "PROBITY_E_SERVER_UNREACHABLE",
    });
  });
});
