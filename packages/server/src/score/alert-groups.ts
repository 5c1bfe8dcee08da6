import type { Finding, LocalizedText, RiskLevel, RuleClass } from "@probity/contracts";
import { findNoticeRule } from "./notices/index.ts";
import type { LogEvent } from "./score-event.ts";

/** An alert while a batch is scored. */
export interface AlertDraft {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly groupKey: string;
  ruleVersion: string;
  subject: string | undefined;
  class: RuleClass;
  level: number;
  count: number;
  firstAt: number;
  lastAt: number;
  readonly firstPosition: number;
  lastPosition: number;
  /** What its rule finds by itself: 1 facts, less what follows guesses. */
  readonly confidence: number;
  /** Place in the log at which it was labelled. */
  readonly sealedPosition?: number | undefined;
  name: LocalizedText;
  message: LocalizedText;
  readonly findings: { readonly position: number; readonly binding: string }[];
}

/** Where a hit belongs. An event without a subject is its own group; notices say themselves whose hits they join. */
export interface GroupKey {
  readonly source: string;
  readonly rule: string;
  readonly groupKey: string;
}

const wholeSource = "source";

/** The group of a hit of `rule` on `event`. */
export const groupOf = (event: LogEvent, rule: string): GroupKey => ({
  source: event.source,
  rule,
  groupKey:
    findNoticeRule(rule)?.group === "source"
      ? wholeSource
      : event.subject === null
        ? `event ${event.id}`
        : `subject ${event.subject}`,
});

const slot = ({ source, rule, groupKey }: GroupKey): string => `${source}\n${rule}\n${groupKey}`;

/**
 * Groups hits by rule and subject (AL-3). A hit joins the newest alert of its group whose time span, widened by the
 * cool-down on both sides, contains the event's time, unless it was labelled before; otherwise it opens a new one. The count is of events; the level
 * only ever rises (1 is the highest). Same events in the same order give the same alerts, ids included.
 */
export class AlertGroups {
  readonly #groups = new Map<string, AlertDraft[]>();
  readonly #touched = new Set<AlertDraft>();
  readonly #coolDownMs: number;

  constructor(stored: readonly AlertDraft[], coolDownMs: number) {
    this.#coolDownMs = coolDownMs;
    for (const alert of stored) this.#list(alert).push(alert);
  }

  /** The alerts that were opened or added to. */
  get touched(): readonly AlertDraft[] {
    return [...this.#touched];
  }

  add(event: LogEvent, finding: Finding, confidence = 1): void {
    const key = groupOf(event, finding.rule);
    const time = event.time.getTime();
    const alert = this.#find(key, event) ?? this.#open(key, event, { finding, confidence });
    if (alert.lastPosition !== event.position) alert.count += 1;
    alert.lastPosition = event.position;
    alert.firstAt = Math.min(alert.firstAt, time);
    alert.lastAt = Math.max(alert.lastAt, time);
    alert.level = Math.min(alert.level, finding.level);
    alert.ruleVersion = finding.version;
    alert.class = finding.class;
    alert.name = finding.name;
    alert.message = finding.message ?? finding.name;
    alert.subject = key.groupKey === wholeSource ? undefined : (event.subject ?? undefined);
    alert.findings.push({ position: event.position, binding: finding.binding });
    this.#touched.add(alert);
  }

  #list(key: GroupKey): AlertDraft[] {
    const list = this.#groups.get(slot(key)) ?? [];
    this.#groups.set(slot(key), list);
    return list;
  }

  #find(key: GroupKey, event: LogEvent): AlertDraft | undefined {
    const time = event.time.getTime();
    return this.#list(key).findLast(
      ({ firstAt, lastAt, sealedPosition = Number.POSITIVE_INFINITY }) =>
        time >= firstAt - this.#coolDownMs &&
        time <= lastAt + this.#coolDownMs &&
        // Somebody looked at what it held: what comes later was not looked at.
        event.position <= sealedPosition,
    );
  }

  #open(
    key: GroupKey,
    event: LogEvent,
    { finding, confidence }: { readonly finding: Finding; readonly confidence: number },
  ): AlertDraft {
    const alert: AlertDraft = {
      ...key,
      id: `${finding.rule}-${event.position}`,
      ruleVersion: finding.version,
      subject: undefined,
      class: finding.class,
      level: finding.level satisfies RiskLevel,
      count: 0,
      firstAt: event.time.getTime(),
      lastAt: event.time.getTime(),
      firstPosition: event.position,
      lastPosition: 0,
      confidence,
      name: finding.name,
      message: finding.message ?? finding.name,
      findings: [],
    };
    this.#list(key).push(alert);
    return alert;
  }
}
