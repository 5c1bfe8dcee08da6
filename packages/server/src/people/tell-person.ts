import type { LocalizedText } from "@probity/contracts";
import { notify } from "../notify/index.ts";
import type { Transaction } from "../store/index.ts";

/** What others do to an account that lets somebody act in its name, or that changes what it may do. */
const words: Readonly<Record<"token" | "password_reset" | "role", LocalizedText>> = {
  token: { "zh-CN": "为您的账号签发了令牌", en: "made a token for your account" },
  password_reset: { "zh-CN": "重置了您的口令", en: "reset your password" },
  role: { "zh-CN": "授予了您角色", en: "gave you a role" },
};

/**
 * Tells somebody what another one did to their account, with the caller's transaction, before it is logged: whoever acts in
 * the name of somebody else is to be noticed by them.
 */
export async function tellPerson(
  transaction: Pick<Transaction, "run">,
  {
    person,
    change,
    by,
  }: { readonly person: string; readonly change: keyof typeof words; readonly by: string },
  now: Date,
): Promise<void> {
  const notice = { kind: "account.changed", data: { by, change: words[change] }, link: "/account" } as const;
  await notify(
    transaction,
    [{ ...notice, to: [person], dedupe: `account.changed:${change}:${now.getTime()}` }],
    now,
  );
}
