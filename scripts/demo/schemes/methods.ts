import { tied } from "../history/companies.ts";
import type { DemoEvent } from "../history/event.ts";
import { money } from "../history/purchase.ts";
import { type Buyer, buyers } from "../history/staff.ts";
import type { Plot } from "./plot.ts";

const { purchasing, works, first, second } = buyers;

/** How the law on tendering is avoided (PROC-AVD). */
export function methodSchemes(plot: Plot): readonly DemoEvent[] {
  return [
    ...splitYear(plot, [801, 12], first, "A02010601", "打印设备分批采购"),
    ...splitYear(plot, [805, 40], second, "A05010301", "课桌椅分批采购"),
    ...cutProject(plot),
    ...directWorks(plot),
    ...thinGrounds(plot),
    ...alwaysUrgent(plot),
    ...tiedInvitees(plot),
  ];
}

/** Three purchases of one budget and one year that together are above the limit (PROC-AVD-002). */
function splitYear(
  plot: Plot,
  [mark, day]: readonly [number, number],
  buyer: Buyer,
  category: string,
  title: string,
): readonly DemoEvent[] {
  const span = 18;
  const yearOf = (one: number): string => plot.calendar.at(one).slice(0, 4);
  const begin = yearOf(day) === yearOf(day + span) ? day : day + span;
  return [820_000, 740_000, 690_000].flatMap((estimate, n) =>
    plot.inquiry(String(mark + n), begin + (n * span) / 2, "goods", buyer, {
      title: `${title}（第${["一", "二", "三"][n] ?? ""}批）`,
      category,
      estimate,
      until: "method",
      planning: { budget: { id: `ys-${buyer.id}-${category}`, amount: money(2_400_000) } },
    }),
  );
}

/** Two packages of one works project, each below the limit (PROC-AVD-003). */
const cutProject = (plot: Plot): readonly DemoEvent[] =>
  [2_900_000, 2_700_000].flatMap((estimate, n) =>
    plot.inquiry(`81${String(n)}`, 20 + n * 11, "works", works, {
      title: `实验楼修缮工程（${["一", "二"][n] ?? ""}标段）`,
      estimate,
      until: "method",
      choice: { approvalDocumentId: "批-2026-031" },
      planning: {
        budget: { id: `ys-lab-${String(n)}`, projectId: "gc-lab-2026", amount: money(estimate) },
        fundShare: 0.05,
      },
    }),
  );

/** Works above the limit, given directly (PROC-AVD-001). */
const directWorks = (plot: Plot): readonly DemoEvent[] =>
  plot.inquiry("815", 33, "works", works, {
    title: "风雨操场新建工程（直接委托）",
    method: "direct",
    estimate: 5_260_000,
    until: "method",
    choice: {
      exemptionCode: "unforeseeable_urgent",
      expertOpinionIds: ["x-1", "x-2", "x-3"],
      approvalDocumentId: "批-2026-044",
    },
    planning: {
      budget: { id: "ys-yard", projectId: "gc-yard-2026", amount: money(6_000_000) },
      fundShare: 0.8,
    },
  });

/** A single source whose ground is one line (PROC-AVD-005). */
const thinGrounds = (plot: Plot): readonly DemoEvent[] =>
  [
    { mark: "817", day: 26, title: "教务系统升级（单一来源）", estimate: 860_000 },
    { mark: "818", day: 64, title: "录播教室改造（单一来源）", estimate: 430_000 },
  ].flatMap(({ mark, day, title, estimate }) =>
    plot.inquiry(mark, day, "services", purchasing, {
      title,
      method: "direct",
      estimate,
      until: "method",
      choice: { procurementMethodRationale: "原厂商熟悉情况。", exemptionCode: "only_supplier" },
    }),
  );

/** Emergency as a habit (PROC-AVD-006). */
const alwaysUrgent = (plot: Plot): readonly DemoEvent[] =>
  [14, 38, 71].flatMap((day, n) =>
    plot.inquiry(`82${String(n)}`, day, "services", purchasing, {
      title: `应急测绘服务（第${String(n + 1)}次）`,
      category: "D10010000",
      estimate: 96_000,
      until: "method",
      choice: { urgent: true },
    }),
  );

/** Three invitees, of which one person owns two (PROC-AVD-008). */
const tiedInvitees = (plot: Plot): readonly DemoEvent[] =>
  plot.inquiry("825", 52, "goods", purchasing, {
    title: "智能黑板邀请采购",
    method: "selective",
    estimate: 1_450_000,
    until: "method",
    choice: {
      exemptionCode: "few_suppliers",
      procurementMethodRationale:
        "经市场调研，具备本项目所需接口兼容资质的供应商数量有限，拟邀请三家符合条件的单位参加投标。",
      invitedSuppliers: [...tied.ownedTogether, tied.favourite].map(({ id }) => ({ id })),
    },
  });
