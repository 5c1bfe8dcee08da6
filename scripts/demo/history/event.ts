/** The business systems of the office. */
export const sources = {
  purchasing: "采购管理系统 Purchasing",
  contracts: "合同管理系统 Contracts",
  finance: "财务支付系统 Finance",
} as const;

/** One of them. */
export type SourceId = keyof typeof sources;

/** What a business system reports, as it is sent. Its id says what it is about: sent again, it is the same event. */
export interface DemoEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: SourceId;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Makes one. */
export const eventOf = (
  source: SourceId,
  type: string,
  mark: string,
  time: string,
  data: Readonly<Record<string, unknown>>,
): DemoEvent => ({ specversion: "1.0", id: `demo-${mark}`, source, type, time, data });

/** An act of an official within a process. */
export interface Act {
  readonly person: string;
  readonly unit: string;
  readonly definition: string;
  readonly instance: string;
  readonly step: string;
  /** What it is about. */
  readonly name: string;
}

/** What every event says of its act: who, in which post, by which power, in which process, about what. */
export const actData = ({
  person,
  unit,
  definition,
  instance,
  step,
  name,
}: Act): Readonly<Record<string, unknown>> => ({
  actor: { personId: person, unitId: unit, postId: `${unit}-${step}`, channel: "human" },
  power: { code: `${definition}.${step}`, catalogueVersion: "2026" },
  process: { instanceId: instance, definitionId: definition, step },
  object: { type: definition, id: instance, name },
});
