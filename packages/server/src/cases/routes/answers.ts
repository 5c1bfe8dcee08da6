import {
  anything,
  count,
  countsByName,
  localized,
  many,
  orNone,
  pageOf,
  text,
  textOrNone,
  yesNo,
} from "../../ops/answer-parts.ts";
import { answerOf } from "../../ops/describe.ts";
import { conditions, transitionNames } from "../machine.ts";
import { caseStates, tracks } from "../states.ts";

const side: object = { enum: tracks };
const state: object = { enum: caseStates };
const stateOrNone: object = { enum: [...caseStates, null] };

const listedTrack = answerOf({
  track: side,
  state,
  version: count,
  since: text,
  unit: textOrNone,
  handler: textOrNone,
  dueAt: textOrNone,
});

/** A page of cases. */
export const casesAnswer: object = pageOf(
  "cases",
  answerOf({
    id: text,
    title: orNone(localized),
    origin: text,
    level: count,
    unit: textOrNone,
    open: yesNo,
    openedAt: text,
    alerts: count,
    tracks: many(listedTrack),
  }),
);

/** How many cases there are. */
export const countsAnswer: object = answerOf({ total: count, byState: countsByName, byLevel: countsByName });

const transition = answerOf(
  {
    from: many(state),
    to: { enum: [...caseStates, "suspended_from", "from"] },
    who: many(text),
    whoAtLevel1: many(text),
    fields: { type: "object", additionalProperties: anything },
    required: many(text),
    conditions: many({ enum: conditions }),
    wholeCase: yesNo,
    about: text,
  },
  ["whoAtLevel1", "wholeCase"],
);

/** The state machine as data. */
export const machineAnswer: object = answerOf({
  states: many(state),
  transitions: answerOf(Object.fromEntries(transitionNames.map((name) => [name, transition]))),
  conditions: many({ enum: conditions }),
});

const shownTrack = answerOf({
  track: side,
  state,
  suspendedFrom: stateOrNone,
  version: count,
  since: text,
  unit: textOrNone,
  handler: textOrNone,
  verifiers: many(text),
  assignedAt: textOrNone,
  dueAt: textOrNone,
  returns: count,
  proposal: orNone(
    answerOf({ step: { enum: ["dismissal", "closing"] }, by: text, at: text, input: anything }),
  ),
  content: anything,
  pauses: many(answerOf({ from: text, until: text, to: textOrNone, reasonCode: text })),
  steps: many({ enum: transitionNames }),
});

const caseAlert = answerOf({
  id: text,
  case: text,
  source: text,
  rule: text,
  class: side,
  level: count,
  subject: textOrNone,
  count,
  name: localized,
  message: localized,
  firstTime: text,
  lastTime: text,
  joinedAt: text,
});

/** One case whole. */
export const caseAnswer: object = answerOf({
  id: text,
  origin: text,
  title: textOrNone,
  level: count,
  unit: textOrNone,
  open: yesNo,
  openedAt: text,
  openedBy: textOrNone,
  closedAt: textOrNone,
  mergedInto: textOrNone,
  tracks: many(shownTrack),
  alerts: many(caseAlert),
  merged: many(answerOf({ id: text, level: count, into: textOrNone, openedAt: text })),
  named: many(answerOf({ kind: text, key: text, name: textOrNone, by: textOrNone })),
  contributors: many(text),
});

/** A page of a timeline. */
export const timelineAnswer: object = pageOf(
  "entries",
  answerOf({
    case: text,
    n: count,
    track: { enum: [...tracks, null] },
    kind: text,
    name: text,
    from: stateOrNone,
    to: stateOrNone,
    at: text,
    by: textOrNone,
    reasonCode: textOrNone,
    text: textOrNone,
    details: anything,
    hash: text,
  }),
);

/** How a track stands after a step. */
export const movedAnswer: object = answerOf({ id: text, track: side, state, version: count });

/** What was asked for, given or withdrawn. */
export const idAnswer: object = answerOf({ id: text });

/** Opinions that were asked for. */
export const opinionsAnswer: object = answerOf({
  opinions: many(
    answerOf({
      id: text,
      case: text,
      track: side,
      round: text,
      question: text,
      role: textOrNone,
      person: textOrNone,
      askedBy: text,
      askedAt: text,
      dueAt: text,
      overdue: yesNo,
      opinion: textOrNone,
      givenBy: textOrNone,
      givenAt: textOrNone,
    }),
  ),
});

/** Evidence, also what was withdrawn. */
export const evidenceAnswer: object = answerOf({
  evidence: many(
    answerOf({
      id: text,
      case: text,
      track: side,
      kind: { enum: ["file", "note", "event"] },
      name: textOrNone,
      media: textOrNone,
      bytes: { type: ["integer", "null"] },
      sha256: textOrNone,
      text: textOrNone,
      event: orNone(answerOf({ source: textOrNone, id: text })),
      addedAt: text,
      addedBy: text,
      withdrawnAt: textOrNone,
      withdrawnBy: textOrNone,
      withdrawalReason: textOrNone,
    }),
  ),
});

/** What was added, and its hash. */
export const addedAnswer: object = answerOf({ id: text, sha256: text });
