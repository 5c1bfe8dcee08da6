import { type Desk, RefusedError } from "../../../bench/support/desk.ts";
import { at, listIn } from "../../../bench/support/json.ts";
import type { Desks, Place } from "../office/fill-organisation.ts";
import { alertOf, dayFrom } from "./fill-cases.ts";
import { riskPoints } from "./risk-points.ts";

/** What stands beside the cases: clues, the risk register, a letter, saved views, labels of alerts that open no case. */
export async function fillRegisters({ operator, file, now }: Place, desks: Desks): Promise<void> {
  if (file.isDone("registers")) return;
  const day = dayFrom(now());
  await takeClues(desks.lin, day);
  await registerRisks(desks.lin, day);
  await sendLetter(operator, desks, day);
  await lookBack(operator, desks.sun);
  for (const view of views) await keepView(desks[view.of], view);
  await labelAlerts(operator, desks.sun);
  file.finish("registers");
}

type Day = (offset: number) => string;

const clues = [
  {
    source: "petition",
    sourceRef: "xf-2026-0117",
    topic: "食堂采购",
    text: "反映市第三幼儿园食材长期由一家公司供应，价格高于市场。",
    unit: "kindergarten-3",
    subjects: [{ kind: "person", key: "qin.fang", name: "秦芳" }],
    reporter: { name: "匿名家长", contact: "电话举报", text: "希望核实食材价格。" },
    protectedReporter: true,
    moves: [],
  },
  {
    source: "audit",
    sourceRef: "sj-2026-0042",
    topic: "工程变更",
    text: "审计发现宿舍加固工程变更金额累计超过合同价百分之十。",
    unit: "edu-works",
    subjects: [{ kind: "person", key: "jiang.bo", name: "江波" }],
    protectedReporter: false,
    moves: ["handling"],
  },
] as const;

async function takeClues(desk: Desk, day: Day): Promise<void> {
  const there = listIn(await desk.ask("GET", "/console/clues?limit=100"), "clues");
  for (const { moves, ...clue } of clues) {
    const known = there.find((one) => at(one, "sourceRef") === clue.sourceRef);
    const replyDueAt = `${day(20)}T18:00:00+08:00`;
    const taken = known ?? (await desk.ask("POST", "/console/clues", { ...clue, replyDueAt }));
    const id = String(at(taken, "id"));
    const seen = await desk.ask("GET", `/console/clues/${id}`);
    for (const to of moves.filter(() => Number(at(seen, "version")) === 1))
      await desk.ask("POST", `/console/clues/${id}/moves`, { to, version: 1, text: "已受理，转线索处置。" });
  }
}

async function registerRisks(desk: Desk, day: Day): Promise<void> {
  for (const [n, { id, rules, manual, ...point }] of riskPoints.entries())
    await unlessConflict(async () => {
      const controls = [
        ...rules.map((rule) => ({ kind: "rule", rule, phase: "during" })),
        ...(manual === undefined ? [] : [{ kind: "manual", text: manual, phase: "during" }]),
      ];
      // One is to be looked at again, and was not.
      const reviewAt = `${day(n === 5 ? -10 : 120)}T09:00:00+08:00`;
      const body = { ...point, level: "office", namedBy: "station", controls, owner: "lin.xia", reviewAt };
      await desk.ask("PUT", `/console/risks/${id}`, body);
    });
}

/** Of what is there already the version would have to be named: it stays. */
async function unlessConflict(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof RefusedError && error.status === 409)) throw error;
  }
}

/** The letter of a case that is being disposed of. */
async function sendLetter(operator: Desk, desks: Desks, day: Day): Promise<void> {
  const id = `c-${await alertOf(operator, "FIN-PAY-002", "zf-2026-902")}`;
  const seen = await desks.lin.ask("GET", `/console/cases/${id}`);
  const letters = listIn(await desks.lin.ask("GET", `/console/letters?case=${id}`), "letters");
  const [known] = letters;
  const letter =
    known ??
    (await desks.liu.ask("POST", `/console/cases/${id}/letters`, {
      kind: "work_advice",
      track: at(seen, "tracks", 0, "track"),
      language: "zh-CN",
      to: "计划财务科",
      unit: "edu-finance",
      replyOn: day(20),
      fields: {
        duties: "付款前核对发票是否已经支付。",
        todo: "追回重复支付的款项，并在系统中启用发票查重。",
      },
    }));
  if (at(letter, "state") === "draft")
    await desks.xu.ask("POST", `/console/letters/${String(at(letter, "id"))}/send`, {
      version: at(letter, "version"),
    });
}

/** The look-back of a case that is closed: the measure lasts. */
async function lookBack(operator: Desk, desk: Desk): Promise<void> {
  const id = `c-${await alertOf(operator, "FIN-PAY-009", "zf-2026-941")}`;
  const [item] = listIn(await desk.ask("GET", `/console/lists/look_back?case=${id}`), "items");
  if (at(item, "state") !== "open") return;
  const found = {
    version: at(item, "version"),
    method: "抽查凭证",
    result: "抽查二十笔付款，未复发。",
    relapse: false,
  };
  await desk.ask("POST", `/console/look-backs/${String(at(item, "id"))}/result`, found);
}

const views = [
  { of: "lin", screen: "alerts", name: "一级风险", query: "level=1" },
  { of: "lin", screen: "cases", name: "采购办案件", query: "unit=edu-purchasing" },
  { of: "chen", screen: "cases", name: "待分办", query: "state=warned" },
  { of: "sun", screen: "lists", name: "待销号整改", query: "kind=rectification&state=asked" },
] as const;

async function keepView(desk: Desk, { screen, name, query }: (typeof views)[number]): Promise<void> {
  const there = listIn(await desk.ask("GET", `/console/views?screen=${screen}`), "views");
  if (there.some((one) => at(one, "name") === name)) return;
  await desk.ask("POST", "/console/views", { screen, name, query });
}

const labels = [
  { rule: "PROC-EVL-006", subject: "cg-2026-943", label: "not_confirmed", reason: "authorised_exception" },
  { rule: "PROC-PRC-007", subject: "cg-2026-935", label: "not_confirmed", reason: "rule_too_strict" },
  { rule: "PROC-PRC-007", subject: "cg-2026-936", label: "not_confirmed", reason: "rule_too_strict" },
  { rule: "GEN-PRC-003", subject: "zz-2026-315", label: "not_confirmed", reason: "allowed_by_policy" },
  { rule: "FIN-PAY-008", subject: "zf-2026-931", label: "confirmed" },
  { rule: "PROC-TND-004", subject: "cg-2026-841", label: "confirmed" },
] as const;

/** Alerts of level 3 open no case: a reviewer says what they were. */
async function labelAlerts(operator: Desk, desk: Desk): Promise<void> {
  for (const { rule, subject, ...label } of labels) {
    const id = await alertOf(operator, rule, subject);
    if (listIn(await desk.ask("GET", `/ops/alerts/${id}/labels`), "labels").length === 0)
      await desk.ask("POST", `/ops/alerts/${id}/label`, label);
  }
}
