/**
 * Privacy class of a field (EV-5), written as `x-privacy` in an event schema. `public` may be published, `internal`
 * stays inside supervision, `personal` is masked by default and its reading logged, `sensitive` is never shown
 * to an approver, and its texts leave the SDK as pseudonyms unless the schema says `x-identifier: "clear"`. A field without a class counts as `internal`.
 */
export type PrivacyClass = "public" | "internal" | "personal" | "sensitive";
