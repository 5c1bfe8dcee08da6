import type { Desks } from "../office/fill-organisation.ts";
import { colleagues } from "../office/people.ts";
import type { CaseFile } from "./case-file.ts";
import { type Course, type Stage, stages } from "./courses.ts";
import { measureTexts } from "./measure-texts.ts";
import { carryOut } from "./measures.ts";

/** Who works on the case of a course, and on which day. */
export interface Walk {
  readonly file: CaseFile;
  readonly course: Course;
  readonly desks: Desks;
  /** A day so many days from today. */
  readonly day: (offset: number) => string;
}

/** Takes a case as far as its course goes. */
export async function walk(one: Walk): Promise<void> {
  const { course } = one;
  await begin(one);
  if (reaches(course, "verifying") && course.stage !== "accepted") await verify(one);
  if (course.stage === "dismissal_proposed" || course.stage === "dismissed") await dismiss(one);
  else if (course.stage === "suspended" || course.stage === "transferred") await putAside(one);
  else if (reaches(course, "disposing")) await dispose(one);
  if (reaches(course, "appraising")) await close(one);
}

const reaches = ({ stage }: Course, wanted: Stage): boolean =>
  stages.indexOf(stage) >= stages.indexOf(wanted);

async function begin({ file, course, desks, day }: Walk): Promise<void> {
  const handler = colleagues[course.handler].id;
  const dispatcher = course.handler === "huang" ? desks.lin : desks.chen;
  const dueAt = course.isLate === true ? { dueAt: `${day(-2)}T18:00:00+08:00` } : {};
  const given = { unit: file.unit, handler, text: "请按期核查。", ...dueAt };
  await file.on("warned", dispatcher, "assign", given);
  if (course.stage === "assigned") return;
  const second = course.handler === "huang" ? colleagues.lin.id : colleagues.huang.id;
  await file.on("assigned", desks[course.handler], "accept", file.level === 1 ? { verifiers: [second] } : {});
}

async function verify({ file, course, desks }: Walk): Promise<void> {
  if (file.state !== "verifying") return;
  const handler = desks[course.handler];
  const note = `核查记录\n\n事项：${course.subject}\n规则：${course.rule}\n已调取业务系统原始单据，并与经办人核对。\n`;
  await file.prove(handler, `核查记录-${course.subject}.txt`, note);
  await file.comment(handler, colleagues[course.handler].id, "已调取原始单据，正在与经办人核对时间与金额。");
}

async function dismiss({ file, course, desks }: Walk): Promise<void> {
  const proposal = {
    reasonCode: course.reason,
    text: "经核查，情况属实但有依据，建议按非问题处理，依据见附件。",
  };
  if (file.state === "verifying" && !file.isProposed)
    await file.on("verifying", desks[course.handler], "propose_dismissal", proposal);
  if (course.stage === "dismissed")
    await file.on("verifying", desks.sun, "agree_dismissal", { text: "同意。" });
}

async function putAside({ file, course, desks, day }: Walk): Promise<void> {
  if (course.stage === "transferred") {
    const to = {
      body: "区纪委监委第二监督检查室",
      text: "涉嫌失职失责，移送处理。",
      feedbackBy: `${day(30)}T18:00:00+08:00`,
    };
    await file.on("verifying", desks.lin, "transfer", to);
    return;
  }
  const until = `${day(21)}T18:00:00+08:00`;
  const pause = { reasonCode: "awaits_expert", text: "等待评审专家书面说明。", until };
  await file.on("verifying", desks.xu, "suspend", pause);
}

async function dispose(one: Walk): Promise<void> {
  const { file, course, desks, day } = one;
  await file.on("verifying", desks[course.handler], "dispose", {
    report: "核查报告：原始单据、审批记录与当事人说明已核对，预警所述事实成立。",
    facts: `${course.subject} 违反 ${course.rule} 所依据的规定，未造成资金损失。`,
    responsible: [{ kind: "organisation", key: file.unit }],
  });
  if (!reaches(course, "applying")) return;
  await file.on("disposing", desks.xu, "apply", {
    disposals: [{ kind: "order_to_correct", text: "限期整改，并在科室会议上通报。" }],
    measures: [
      {
        text: measureTexts(course.rule).text,
        person: colleagues.huang.id,
        unit: file.unit,
        dueOn: day(course.measure === "overdue" ? -6 : 30),
      },
    ],
    text: "同意处置意见。",
  });
  if (file.state === "applying" && course.measure !== undefined)
    await carryOut({ file, rule: course.rule, fate: course.measure, desks, day });
}

async function close({ file, course, desks, day }: Walk): Promise<void> {
  await file.on("applying", desks.sun, "appraise", { uses: ["repair", "training"] });
  if (!reaches(course, "closing_proposed")) return;
  if (file.state === "appraising" && !file.isProposed)
    await file.on("appraising", desks.he, "propose_closing", {
      label: course.label ?? "confirmed",
      appraisal: { unit: "年度考核扣 1 分", persons: "谈话提醒", points: -1 },
      lookBackOn: day(90),
    });
  if (course.stage === "closed") await file.on("appraising", desks.gao, "close", {});
}
