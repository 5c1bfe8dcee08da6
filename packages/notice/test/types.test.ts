import { errorTable, type Decision } from "@probity/contracts";
import type { ApprovalAnswer } from "@probity/sdk";
import type React from "react";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { GlobalComponents } from "vue";
import * as door from "../src/index.ts";
import type { NoticeApprovalAnswer, NoticeDecision, NoticeEvent, NoticeInput } from "../src/index.ts";

describe("UI-2: the element's types", () => {
  test("what the SDK gives to the host is what the element takes", () => {
    expectTypeOf<Decision>().toExtend<NoticeDecision>();
    expectTypeOf<ApprovalAnswer>().toExtend<NoticeApprovalAnswer>();
  });

  test("React and Vue know its properties and events", () => {
    type Props = React.JSX.IntrinsicElements["probity-notice"];
    expectTypeOf<Props["decision"]>().toEqualTypeOf<NoticeInput>();
    expectTypeOf<NonNullable<Props["onprobity-justify"]>>()
      .parameter(0)
      .toEqualTypeOf<NoticeEvent<"probity-justify">>();
    type InVue = InstanceType<GlobalComponents["probity-notice"]>["$props"];
    expectTypeOf<InVue["decision"]>().toEqualTypeOf<NoticeInput>();
  });

  test("QU-1: the public door, on a server too: importing it there defines and breaks nothing", () => {
    expect(Object.keys(door)).toEqual(["ProbityNotice"]);
  });

  test("QU-3: its error code is one of the table", () => {
    expect(errorTable).toHaveProperty("PROBITY_E_NOTICE_INPUT");
  });
});
