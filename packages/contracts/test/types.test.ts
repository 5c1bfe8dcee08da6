import { expectTypeOf, test } from "vitest";
import type { BuiltinEvents, Model, Rule, DecisionOf } from "../src/index.ts";

test("EV-2: payload types are derived from the schemas", () => {
  type Award = BuiltinEvents["procurement.award.decided"];
  expectTypeOf<Award["ocid"]>().toEqualTypeOf<string>();
  expectTypeOf<NonNullable<NonNullable<Award["awards"]>[number]["value"]>["amount"]>().toEqualTypeOf<
    number | undefined
  >();
  expectTypeOf<NonNullable<NonNullable<Award["actor"]>["personId"]>>().toEqualTypeOf<string>();
  expectTypeOf<Award>().not.toHaveProperty("ocdi");
});

test("RU-1: model types are derived from the schema", () => {
  expectTypeOf<Rule["name"]["zh-CN"]>().toEqualTypeOf<string>();
  expectTypeOf<Model["rules"][number]["reads"]>().toEqualTypeOf<"event" | "record">();
  expectTypeOf<DecisionOf<"block">["outcome"]>().toEqualTypeOf<"block">();
});
