import type { BuiltinEvents, Decision } from "@probity/contracts";
import { describe, expectTypeOf, test } from "vitest";
import { defineEvent, type EventName, type EventsOf, type Probity } from "../src/index.ts";
import { createTestProbity } from "../src/testing/index.ts";

const leave = defineEvent({
  type: "hr.leave.granted",
  schema: {
    type: "object",
    properties: { days: { type: "integer" }, reason: { type: "string" } },
    required: ["days"],
  },
});

describe("EV-3: emit and precheck are typed by built-in and own events", () => {
  const client = createTestProbity({ events: [leave] });

  test("own types", () => {
    expectTypeOf<EventsOf<[typeof leave]>["hr.leave.granted"]["days"]>().toEqualTypeOf<number>();
    client.emit("hr.leave.granted", { days: 3, actor: { personId: "p1" } });
    // @ts-expect-error -- days is required
    client.emit("hr.leave.granted", { reason: "rest" });
    // @ts-expect-error -- a misspelled key
    client.emit("hr.leave.granted", { days: 3, raeson: "rest" });
  });

  test("built-in types", () => {
    client.emit("procurement.award.decided", { ocid: "o1" });
    // @ts-expect-error -- ocid is required
    client.emit("procurement.award.decided", { awards: [] });
    // @ts-expect-error -- an unknown type
    client.emit("procurement.award.decide", { ocid: "o1" });
    expectTypeOf<EventName<EventsOf<[typeof leave]>>>().toEqualTypeOf<
      keyof BuiltinEvents | "hr.leave.granted"
    >();
  });

  test("a decision knows its type and is a union on its outcome", () => {
    const decision = client.precheckLocal("hr.leave.granted", { days: 3 });
    expectTypeOf(decision.type).toEqualTypeOf<"hr.leave.granted">();
    if (decision.outcome === "block") expectTypeOf(decision.outcome).toEqualTypeOf<"block">();
    client.commit(decision, { days: 3 });
    // @ts-expect-error -- data of another type
    client.commit(decision, { ocid: "o1" });
    expectTypeOf(decision).toExtend<Decision>();
  });

  test("an adapter may hold the client by its plain JSON shape", () => {
    interface Plain {
      precheck(type: string, data: Readonly<Record<string, unknown>>): Promise<Decision>;
      commit(token: string, data: Readonly<Record<string, unknown>>): unknown;
      abandon(token: string, reason?: string): unknown;
    }
    expectTypeOf<Probity<EventsOf<[typeof leave]>>>().toExtend<Plain>();
    expectTypeOf<Probity>().toExtend<Plain>();
  });
});
