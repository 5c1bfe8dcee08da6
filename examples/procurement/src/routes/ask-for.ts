import type { JsonObject } from "@probity/contracts";
import type { ApprovalAsk } from "@probity/sdk";
import type { ActForm } from "../acts/index.ts";
import { draftFacts } from "../draft-facts.ts";
import { unit, type Person } from "../people.ts";
import type { Process } from "../store/index.ts";

const named = (name: Person["name"]): string => `${name["zh-CN"]} ${name.en}`;

/** What the central server shows the second person, in both languages: the page is there, the business is here. */
export function askFor(
  process: Process,
  act: ActForm,
  data: JsonObject,
  { person, second }: { readonly person: Person; readonly second: Person },
): ApprovalAsk {
  return {
    requesterId: person.id,
    requesterName: named(person.name),
    unitId: unit.id,
    title: {
      "zh-CN": `${act.title["zh-CN"]}：${process.title["zh-CN"]}`,
      en: `${act.title.en}: ${process.title.en}`,
    },
    facts: [...draftFacts(process, data)],
    candidates: [{ personId: second.id, name: named(second.name), unitId: unit.id }],
  };
}
