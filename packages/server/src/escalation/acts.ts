import { type LocalizedText, ProbityError } from "@probity/contracts";
import { actsAs, type Granted, isOneWith } from "../access/index.ts";
import { type CaseWork, hasRoleAt, lockCase, seeCase } from "../cases/index.ts";
import { notify } from "../notify/index.ts";
import type { Book } from "../org/index.ts";
import { receiversOf, speaksFor } from "./bodies.ts";
import { planned } from "./clock.ts";
import { workingOf } from "./follow-moves.ts";
import { handUp } from "./hand-up.ts";
import { findMatter, type Matter } from "./matter.ts";
import { note } from "./note.ts";
import type { EscalationParts } from "./parts.ts";
import { pausesOf, saveClocks } from "./store-clocks.ts";

/** What a supervisor can do (catalogue 10). The last two are the review of the business department in situation A. */
export const acts = [
  "urge",
  "talk",
  "demand_plan",
  "take_over",
  "end",
  "accept_handling",
  "refuse_handling",
] as const;

/** One of {@link acts}. */
export type Act = (typeof acts)[number];

/** What the receivers read. */
const actTexts: Readonly<Record<Act, LocalizedText>> = {
  urge: { "zh-CN": "催办", en: "urged" },
  talk: { "zh-CN": "约谈", en: "called to a talk" },
  demand_plan: { "zh-CN": "要求提交整改计划", en: "a plan is demanded" },
  take_over: { "zh-CN": "接管核查", en: "the verification is taken over" },
  end: { "zh-CN": "解除督办", en: "the escalation is ended" },
  accept_handling: { "zh-CN": "审核通过", en: "the handling is accepted" },
  refuse_handling: {
    "zh-CN": "审核不通过，视为未办理",
    en: "the handling is refused and counts as not handled",
  },
};

/** An act as it is asked for. */
export interface AskedAct {
  readonly track: "business" | "integrity";
  readonly act: Act;
  readonly text: string;
}

const isReview = (act: Act): boolean => act === "accept_handling" || act === "refuse_handling";

/**
 * A supervisor acts, with the caller's transaction: the handling is urged, talked about, planned, taken over, ended or
 * reviewed; it is in the timeline and the log, and the responsible unit is told. Throws `PROBITY_E_NOT_FOUND` for whoever does
 * not see the case, `PROBITY_E_CASE_ROLE` for whoever speaks for none of the bodies that act, `PROBITY_E_CASE_STATE` where
 * there is nothing to do it with.
 */
export async function actOn(
  parts: EscalationParts,
  work: CaseWork,
  by: Granted,
  id: string,
  { track, act, text }: AskedAct,
): Promise<{ readonly id: string; readonly escalationLevel: number }> {
  const { transaction, now, look } = work;
  await lockCase(transaction, id);
  const { sides } = await seeCase({ store: transaction, look, now }, by, id);
  const matter = sides.includes(track) ? await findMatter(transaction, id, track) : undefined;
  if (matter === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no case ${id}`);
  const book = await parts.organisation.book(transaction);
  demandOpen(matter, act, now);
  await demandBody(work, book, matter, by, act);
  if (act === "take_over") await takeOver(work, matter, by);
  const body = matter.body;
  const noted = await note(workingOf(work), matter, { action: act, by: by.id, body, text });
  const changed = await after(work, book, noted, act);
  const calendar = await parts.calendars.hold(transaction, changed.calendar);
  const pauses = await pausesOf(transaction, [changed]);
  await saveClocks(transaction, [planned(changed, calendar, pauses(changed))]);
  const { persons } = await receiversOf(transaction, book, matter, 1, now);
  await notify(
    transaction,
    [
      {
        to: persons,
        kind: "escalation.acted",
        data: { subject: id, escalationLevel: changed.escalation_level, act: actTexts[act] },
        link: `/cases/${encodeURIComponent(id)}`,
        dedupe: `escalation.acted:${id}:${track}:${changed.turn}`,
      },
    ],
    now,
  );
  return { id, escalationLevel: changed.escalation_level };
}

function demandOpen(matter: Matter, act: Act, now: Date): void {
  const refuse = (why: string): never => {
    throw new ProbityError("PROBITY_E_CASE_STATE", why, {
      errors: [
        { path: "/state", message: matter.state },
        { path: "/escalationLevel", message: String(matter.escalation_level) },
      ],
    });
  };
  if (!matter.open) return refuse("the track has ended");
  if (isReview(act)) {
    if (matter.situation !== "A") refuse("only the handling of an overdue statutory stage is reviewed");
    if (matter.state !== "applying") refuse("the handling is reviewed while it is applied");
    return;
  }
  if (matter.escalation_level === 0) refuse("nothing was handed up");
  if (act === "take_over" && matter.state !== "assigned" && matter.state !== "verifying")
    refuse("there is no verification to take over");
  if (act === "end" && matter.due_at !== null && matter.due_at < now)
    refuse("the matter is still overdue: handle it first");
}

/** Who acts speaks for a body of the level or of one below it, or has the role of discipline; and does not handle it. */
async function demandBody(
  { transaction, now }: CaseWork,
  book: Book,
  matter: Matter,
  by: Granted,
  act: Act,
): Promise<void> {
  const level = isReview(act) ? 0 : matter.escalation_level;
  const may =
    actsAs(by).some((person) => speaksFor(book, matter, person, level, now)) ||
    (await hasRoleAt(transaction.db, by, ["discipline"], [matter.unit]));
  if (!may || (isOneWith(by, matter.handler) && (isReview(act) || act === "end")))
    throw new ProbityError("PROBITY_E_CASE_ROLE", "this is for the body that supervises the matter");
}

/** The supervisor verifies from now on; the responsible unit stays responsible, and the clock goes on. */
async function takeOver({ transaction }: CaseWork, matter: Matter, by: Granted): Promise<void> {
  if (!(await hasRoleAt(transaction.db, by, ["handler"], [matter.unit])))
    throw new ProbityError("PROBITY_E_CASE_ROLE", "verifying takes the role of a handler");
  await transaction.db
    .updateTable("case_track")
    .set((eb) => ({ handler: by.id, verifiers: JSON.stringify([by.id]), version: eb("version", "+", 1) }))
    .where("case_id", "=", matter.case_id)
    .where("track", "=", matter.track)
    .execute();
}

async function after(work: CaseWork, book: Book, matter: Matter, act: Act): Promise<Matter> {
  if (act === "end") return { ...matter, escalation_level: 0, body: null, raises: 0, raised_at: null };
  if (act === "accept_handling") return { ...matter, review: "accepted" };
  if (act === "refuse_handling")
    return await handUp(workingOf(work), book, { ...matter, review: "refused" }, "refused");
  return matter;
}
