import type { LocalizedText } from "@probity/contracts";
import type { GrantOrder } from "./change-grants.ts";

/** A role to be given, for whoever is to agree to it. */
export function wordsOf({ holder, holderKind, role, unit, from, until }: GrantOrder): LocalizedText {
  const who =
    holderKind === "group" ? [`组 ${holder} 的全体成员`, `Everybody in group ${holder}`] : [holder, holder];
  const where =
    unit === null
      ? ["全部单位", "everywhere"]
      : [`单位 ${unit} 及其下属`, `for unit ${unit} and those under it`];
  const end = until === null ? ["", ""] : [`至 ${until}`, ` until ${until}`];
  return {
    "zh-CN": `授予 ${who[0]} 角色 ${role}，范围：${where[0]}，自 ${from} 起${end[0]}。`,
    en: `${who[1]} is given the role ${role} ${where[1]} from ${from}${end[1]}.`,
  };
}
