/** Views of the screen. */
export const tabs = ["log", "appeals", "rules", "approvals"] as const;
/** States of a pre-check by which people ask. */
export const precheckStates = ["any", "open", "committed", "aborted", "expired", "acted"] as const;
/** What a pre-check answered. */
export const outcomes = ["allow", "warn", "justify", "second_approver", "block"] as const;
/** States of a request for a second approver. */
export const approvalStates = ["any", "open", "agreed", "refused", "withdrawn", "expired"] as const;
/** States of an appeal, the usual one first. */
export const appealStates = ["open", "upheld", "rejected", "any"] as const;
/** Periods of the figures by rule, in days. */
export const periods = [7, 30, 90, 365] as const;

/** What the address of the screen says. */
export interface DecisionsSearch {
  readonly tab?: (typeof tabs)[number] | undefined;
  readonly state?: string | undefined;
  readonly outcome?: (typeof outcomes)[number] | undefined;
  readonly source?: string | undefined;
  readonly subject?: string | undefined;
  readonly days?: (typeof periods)[number] | undefined;
  /** The appeal that is shown, or the pre-check of {@link from}. */
  readonly id?: string | undefined;
  readonly from?: string | undefined;
}

const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" && String(value).length <= 200
    ? String(value)
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): DecisionsSearch {
  const all = {
    tab: tabs.find((one) => one === search.tab),
    state: [...precheckStates, ...approvalStates, ...appealStates].find((one) => one === search.state),
    outcome: outcomes.find((one) => one === search.outcome),
    source: text(search.source),
    subject: text(search.subject),
    days: periods.find((one) => one === search.days),
    id: text(search.id),
    from: text(search.from),
  };
  // What is not there is not in the address either.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
