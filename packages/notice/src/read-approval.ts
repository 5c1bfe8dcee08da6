import type { NoticeApproval, NoticeReason } from "./decision.ts";
import { type LocalizedText, oneLine } from "./plain-text.ts";
import { list, localized, record, text, UnreadableError } from "./read-decision.ts";

/** As many as the server takes. */
const mostCandidates = 50;
const mostReasons = 30;
const longest = { name: 80, reason: 500 } as const;

/** Somebody who may be asked. */
export interface CandidateView {
  readonly id: string;
  readonly name: LocalizedText;
  readonly note?: LocalizedText | undefined;
}

/** How a request stands. `not-asked`: the server did not take it, and the code says why. */
export interface ApprovalView {
  readonly state: NoticeApproval["state"] | "not-asked";
  readonly code?: string | undefined;
  readonly asked: readonly CandidateView[];
  /** Name of whoever answered. */
  readonly approver?: LocalizedText | undefined;
  readonly deadline?: number | undefined;
  readonly validUntil?: number | undefined;
  readonly reason?: string | undefined;
  readonly token?: string | undefined;
}

const states: ReadonlySet<unknown> = new Set(["open", "agreed", "refused", "withdrawn", "expired"]);

/** Reads who may be asked; those who are not eligible are left out. Throws {@link UnreadableError}. */
export function readCandidates(input: unknown): readonly CandidateView[] {
  return list(input, "candidates")
    .slice(0, mostCandidates)
    .map((item) => record(item, "candidates"))
    .filter(({ eligible }) => eligible !== false)
    .map((item) => {
      const id = text(item["personId"], "personId");
      const { name = id, note } = item;
      return { id, name: nameOf(name), note: note === undefined ? undefined : nameOf(note) };
    });
}

/** Reads the SDK's answer about a request. Throws {@link UnreadableError}. */
export function readApproval(input: unknown): ApprovalView {
  const answer = record(input, "approval");
  if (answer["ok"] === false)
    return { state: "not-asked", code: oneLine(text(answer["code"], "code"), longest.name), asked: [] };
  const approval = record(answer["approval"], "approval");
  const { state, approverId, reason } = approval;
  if (!states.has(state)) throw new UnreadableError("state");
  const asked = readCandidates(approval["candidates"]);
  const approver = typeof approverId === "string" ? approverId : undefined;
  return {
    // Just found in the list of states.
    state: state as ApprovalView["state"],
    asked,
    approver: (approver && (asked.find(({ id }) => id === approver)?.name ?? nameOf(approver))) || undefined,
    deadline: moment(approval["deadline"]),
    validUntil: moment(approval["validUntil"]),
    reason: typeof reason === "string" ? oneLine(reason, longest.reason) : undefined,
    token: answer["token"] === undefined ? undefined : text(answer["token"], "token"),
  };
}

/** Reads the kinds of reason that are offered. Throws {@link UnreadableError}. */
export function readReasons(input: unknown): readonly NoticeReason[] {
  return list(input, "reasons")
    .slice(0, mostReasons)
    .map((item) => {
      const { code, label } = record(item, "reasons");
      return {
        code: oneLine(text(code, "code"), longest.name),
        label: localized(label, longest.name, "label"),
      };
    });
}

function nameOf(name: unknown): LocalizedText {
  if (typeof name !== "string") return localized(name, longest.name, "name");
  const line = oneLine(text(name, "name"), longest.name);
  return { "zh-CN": line, en: line };
}

function moment(value: unknown): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
