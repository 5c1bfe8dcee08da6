import type { Me } from "../../api/session.ts";
import type { Letter } from "../letters/search.ts";

/** What can be done with a letter. */
export type LetterAct = "edit" | "send" | "receive" | "answer" | "discard";

/** What a person can do with a letter as it stands. */
export function actsOn(
  { state }: Pick<Letter, "state">,
  { permissions }: Pick<Me, "permissions">,
): readonly LetterAct[] {
  const mayDraft = permissions.includes("letter.draft");
  const acts: LetterAct[] = [];
  if (state === "draft" && mayDraft) acts.push("edit", "discard");
  if (state === "draft" && permissions.includes("letter.sign")) acts.push("send");
  if (state === "sent" && mayDraft) acts.push("receive");
  if ((state === "sent" || state === "received") && mayDraft) acts.push("answer");
  return acts;
}
