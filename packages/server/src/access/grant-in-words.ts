import type { LocalizedText } from "@probity/contracts";
import type { GrantOrder } from "./change-grants.ts";

/** A role to be given, for whoever is to agree to it. */
export function wordsOf({ holder, role, unit, from, until }: GrantOrder): LocalizedText {
  const where =
    unit === null
      ? ["全部单位", "everywhere"]
      : [`单位 ${unit} 及其下属`, `for unit ${unit} and those under it`];
  const end = until === null ? ["", ""] : [`至 ${until}`, ` until ${until}`];
  return {
    "zh-CN": `授予 ${holder} 角色 ${role}，范围：${where[0]}，自 ${from} 起${end[0]}。`,
    en: `${holder} is given the role ${role} ${where[1]} from ${from}${end[1]}.`,
  };
}
