/**
 * Privacy class of a field (EV-5), written as `x-privacy` in an event schema. `public` may be published, `internal`
 * stays inside supervision, `personal` is masked by default and its reading logged, `sensitive` never leaves the SDK
 * in the clear and is never shown to an approver. A field without a class counts as `internal`.
 */
export type PrivacyClass = "public" | "internal" | "personal" | "sensitive";
