import { expectTypeOf, test } from "vitest";
import { defineAct } from "../src/index.ts";

test("EV-2: the draft of a built-in act is typed by its event", () => {
  const act = defineAct({
    type: "procurement.award.decided",
    data: (request: { readonly body: { readonly ocid: string } }) => ({ ocid: request.body.ocid }),
  });
  expectTypeOf(act.type).toEqualTypeOf<string>();
  defineAct({
    type: "procurement.award.decided",
    // @ts-expect-error `ocdi` is no field of an award, and `ocid` is missing
    data: (_request: object) => ({ ocdi: "x" }),
  });
  // @ts-expect-error no such event
  defineAct({ type: "procurement.award.forgotten", data: () => ({}) });
});
