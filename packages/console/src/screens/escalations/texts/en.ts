import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of the escalation board. */
export const texts: SameKeys<typeof chinese> = {
  title: "Escalation board",
  units: "Lights of units",
  unitLight:
    "{{unit}}: {{light}}; {{red}} overdue, {{yellow}} due soon, {{green}} on time, {{stopped}} stopped",
  light: "Light",
  anyLight: "All",
  track: "Side",
  anyTrack: "Both sides",
  lights: { red: "Overdue", yellow: "Due soon", green: "On time", stopped: "Stopped" },
  lanes: { "0": "Not handed up", "1": "Level 1", "2": "Level 2", "3": "Level 3" },
  none: "Nothing on this level",
  due: "Due",
  late: "{{time}} late",
  left: "{{time}} left",
  days_one: "{{count}} day",
  days_other: "{{count}} days",
  hours_one: "{{count}} hour",
  hours_other: "{{count}} hours",
  stopped: "The clock stands still",
  next: "Goes up",
  body: "Supervising body",
  review: "Review",
  reviews: { accepted: "accepted", refused: "refused" },
  statutory: "Statutory time",
  acts: "What to do",
};
