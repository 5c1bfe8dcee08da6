import { json } from "./describe.ts";

/** A row of a list. */
export interface AlertRow {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly rule_version: string;
  readonly subject: string | null;
  readonly class: string;
  readonly level: number;
  readonly state: string;
  readonly count: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly first_position: number;
  readonly last_position: number;
  readonly name: string;
  readonly message: string;
  readonly opened_at: Date;
  readonly confidence: number;
}

/** An alert without its findings. */
export const alertView = (row: AlertRow): object => ({
  id: row.id,
  source: row.source,
  rule: row.rule,
  ruleVersion: row.rule_version,
  subject: row.subject,
  class: row.class,
  level: row.level,
  confidence: row.confidence,
  state: row.state,
  count: row.count,
  name: json(row.name),
  message: json(row.message),
  firstTime: row.first_at.toISOString(),
  lastTime: row.last_at.toISOString(),
  firstPosition: row.first_position,
  lastPosition: row.last_position,
  openedAt: row.opened_at.toISOString(),
});
