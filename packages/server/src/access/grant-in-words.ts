import type { LocalizedText } from "@probity/contracts";
import type { GrantOrder } from "./change-grants.ts";
import { roleNames } from "./role-names.ts";

/** A role to be given, for whoever is to agree to it. */
export function wordsOf({ holder, holderKind, role, unit, from, until }: GrantOrder): LocalizedText {
  const who =
    holderKind === "group" ? [`组 ${holder} 的全体成员`, `Everybody in group ${holder}`] : [holder, holder];
  const where =
    unit === null
      ? ["全部单位", "everywhere"]
      : [`单位 ${unit} 及其下属`, `for unit ${unit} and those under it`];
  const end = until === null ? ["", ""] : [`，至 ${minute(until)}`, ` until ${minute(until)}`];
  return {
    "zh-CN": `授予 ${who[0]} “${roleNames[role]}”角色，范围：${where[0]}，自 ${minute(from)} 起${end[0]}。`,
    en: `${who[1]} is given the role ${role} ${where[1]} from ${minute(from)}${end[1]}.`,
  };
}

/** To the minute, for people; the order itself has the exact moment. */
const minute = (moment: string): string =>
  `${new Date(moment).toISOString().slice(0, 16).replace("T", " ")} UTC`;
