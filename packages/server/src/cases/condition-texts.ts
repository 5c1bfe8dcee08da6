import type { Condition } from "./machine.ts";

/** What each condition asks for, for the reference. */
export const conditionTexts: Readonly<Record<Condition, string>> = {
  handler_acts: "Only the handler of the track.",
  not_handler: "Anybody of the role but the handler of the track.",
  no_conflict:
    "Nobody who is to work on it is a subject of the case, or a superior, subordinate or declared relation of one (GEN-CLU-003); all are registered.",
  return_in_time: "Not later than the end of the second working day after the assignment.",
  enough_verifiers: "At risk level 1 at least 2 persons, the handler being one of them.",
  evidence: "There is evidence on the track that was not withdrawn.",
  proposed_by_another: "Somebody else has proposed it.",
  measures_signed_off: "Every measure is signed off; a case without measures passes.",
  proposed_at_level_1:
    "At risk level 1 another appraiser has proposed the closing, and it is closed as proposed.",
  no_contributor_at_level_1:
    "At risk level 1 by somebody who made no step, wrote nothing, added no evidence, and neither handled nor verified.",
  appraised:
    "Label (with a reason when it is `not_confirmed`), appraisal and look-back date are given or were proposed.",
  target_is_open: "The other case is open, is not merged itself, and has every track of this one.",
  all_tracks_warned: "Every track of the case is warned.",
  pause_ends_later: "The longest time ends in the future.",
};
