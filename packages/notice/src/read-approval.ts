import type { NoticeApproval, NoticeReason } from "./decision.ts";
import { list, localized, must, named, record, text } from "./fields.ts";
import { longestName, longestOpinion, mostCandidates, mostReasons } from "./limits.ts";
import { type LocalizedText, oneLine } from "./plain-text.ts";

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

const states: readonly unknown[] = ["open", "agreed", "refused", "withdrawn", "expired"];

/** Reads who may be asked; those who are not eligible are left out. Throws as `readDecision` does. */
export function readCandidates(input: unknown): readonly CandidateView[] {
  return list(input, "candidates")
    .slice(0, mostCandidates)
    .map((item) => record(item, "candidates"))
    .filter(({ eligible }) => eligible !== false)
    .map((item) => {
      const id = text(item, "personId");
      const { name, note } = item;
      return { id, name: nameOf(name || id), note: note === undefined ? undefined : nameOf(note) };
    });
}

/** Reads the SDK's answer about a request. Throws as `readDecision` does. */
export function readApproval(input: unknown): ApprovalView {
  const answer = record(input, "approval");
  if (answer["ok"] === false)
    return { state: "not-asked", code: oneLine(text(answer, "code"), longestName), asked: [] };
  const approval = record(answer["approval"], "approval");
  const { state, approverId, reason } = approval;
  must(states.includes(state), "state");
  const asked = readCandidates(approval["candidates"]);
  return {
    // Just found in the list of states.
    state: state as ApprovalView["state"],
    asked,
    approver:
      typeof approverId === "string" && approverId !== ""
        ? (asked.find(({ id }) => id === approverId)?.name ?? nameOf(approverId))
        : undefined,
    deadline: moment(approval["deadline"]),
    validUntil: moment(approval["validUntil"]),
    reason: typeof reason === "string" ? oneLine(reason, longestOpinion) : undefined,
    token: answer["token"] === undefined ? undefined : text(answer, "token"),
  };
}

/** Reads the kinds of reason that are offered. Throws as `readDecision` does. */
export function readReasons(input: unknown): readonly NoticeReason[] {
  return list(input, "reasons")
    .slice(0, mostReasons)
    .map((item) => {
      const reason = record(item, "reasons");
      return {
        code: oneLine(text(reason, "code"), longestName),
        label: localized(reason["label"], "label", longestName),
      };
    });
}

const nameOf = (name: unknown): LocalizedText => named(name, "name", longestName);

function moment(value: unknown): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
