/** What a pre-check answers, weakest first (PC-2). */
export const outcomes = ["allow", "warn", "justify", "second_approver", "block"] as const;

/** One of {@link outcomes}. */
export type Outcome = (typeof outcomes)[number];

/** What a binding does on a hit: `observe` evaluates and stores but shows nothing (RU-4). */
export const actions = ["observe", "warn", "justify", "second_approver", "block"] as const;

/** One of {@link actions}. */
export type Action = (typeof actions)[number];

/** What a binding answers when the rule could not be checked at all (PC-2). */
export const unavailablePolicies = ["allow", "warn", "justify", "block"] as const;

/** One of {@link unavailablePolicies}. */
export type UnavailablePolicy = (typeof unavailablePolicies)[number];

/** The four results of a rule (RU-3). */
export const results = ["hit", "clear", "not_applicable", "indeterminate"] as const;

/** One of {@link results}. */
export type Result = (typeof results)[number];

/** How much of a finding the approver may see (RU-4). */
export const disclosures = ["full", "generic", "silent"] as const;

/** One of {@link disclosures}. */
export type Disclosure = (typeof disclosures)[number];

/** Risk level of a rule: 1 is the highest. Not the escalation level, which is another thing (RU-4). */
export type RiskLevel = 1 | 2 | 3;

/** Track of a finding: business or integrity (业务、廉政). */
export type RuleClass = "business" | "integrity";
