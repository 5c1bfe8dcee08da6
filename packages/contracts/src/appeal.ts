/** Why somebody holds that what a rule found is a false alarm. */
export const appealReasons = [
  "data_error",
  "same_name",
  "authorised_exception",
  "allowed_by_policy",
  "rule_too_strict",
  "other",
] as const;

/** One of {@link appealReasons}. */
export type AppealReason = (typeof appealReasons)[number];

/** States of an appeal: `upheld` means that it was a false alarm. */
export const appealStates = ["open", "upheld", "rejected"] as const;

/** One of {@link appealStates}. */
export type AppealState = (typeof appealStates)[number];

/** Body of `POST /v1/precheck/:id/appeal`. */
export interface AppealRequest {
  /** In whose name the pre-check was made, as in its events. */
  readonly personId: string;
  /** Rule, where its name was disclosed. @defaultValue everything that the answer showed */
  readonly rule?: string | undefined;
  /** @defaultValue `other` */
  readonly reason?: AppealReason | undefined;
  /** The grounds, 10 to 2000 characters. */
  readonly text: string;
}
