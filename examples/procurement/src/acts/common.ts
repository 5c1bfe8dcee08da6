import type { CommonData } from "@probity/contracts";
import { officeInstant } from "../i18n/format.ts";
import { unit } from "../people.ts";
import type { ActDraft } from "./act-form.ts";

/** Version of the demo office's catalogue of powers. */
const catalogueVersion = "2026.1";

/** What every event of this app says about who acts, with which power, in which process. */
export function commonBlock(draft: ActDraft, power: string, step: string): CommonData {
  return {
    actor: { personId: draft.actor.id, unitId: unit.id, postId: draft.actor.post, channel: "human" },
    power: { code: power, catalogueVersion },
    process: {
      instanceId: draft.process.id,
      definitionId: "tender",
      step,
      openedAt: officeInstant(draft.openedAt),
    },
    object: { type: "tender", id: tenderId(draft.process.id), name: draft.process.title["zh-CN"] },
  };
}

/** Tender id of a process. */
export function tenderId(ocid: string): string {
  return `${ocid}-T`;
}

/** The buying organisation of the demo office. */
export const buyer: { readonly id: string } = { id: "org-bjq-office-services" };
