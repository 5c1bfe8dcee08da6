import type { LocalizedText } from "@probity/contracts";
import { type UnitLight, unitLights } from "../escalation/index.ts";
import { namesOf } from "../org/index.ts";
import {
  type Area,
  linesOf,
  type Overview,
  overridesIn,
  overviewOf,
  type Period,
} from "../overview/index.ts";
import { dayIn } from "../rectify/index.ts";
import type { Reader, ReaderContext } from "../reader/index.ts";
import {
  type Disposition,
  dispositionsIn,
  type ModelFigure,
  modelsIn,
  type Rectification,
  rectificationIn,
} from "./figures.ts";

/** What a report is about. */
export interface ReportOrder {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** With all units under it. Default: everything. */
  readonly unit?: string | undefined;
  /** Of one domain or one model it is a special report. */
  readonly domain?: string | undefined;
  readonly model?: string | undefined;
  /** What was asked, and what is proposed, in the words of whoever makes it. */
  readonly question?: string | undefined;
  readonly proposals?: string | undefined;
}

/** A report as it is kept: it is shown again exactly so. */
export interface ReportContent {
  readonly number: string;
  readonly kind: "period" | "special";
  readonly title: string;
  readonly question: string | null;
  readonly proposals: string | null;
  readonly area: {
    readonly unit: { readonly id: string; readonly name: LocalizedText | null } | null;
    readonly domain: string | null;
    readonly model: string | null;
  };
  readonly madeAt: string;
  readonly madeBy: { readonly id: string; readonly name: string };
  readonly overview: Overview;
  readonly dispositions: readonly Disposition[];
  readonly rectification: Rectification;
  readonly models: readonly (ModelFigure & {
    /** Pre-checks that its rules warned in, and those that were gone past; of all units. */
    readonly warned: number;
    readonly overridden: number;
  })[];
  readonly lamps: readonly (UnitLight & { readonly name: LocalizedText | null })[];
}

/** Before it has a number. */
export type UnnumberedContent = Omit<ReportContent, "number">;

/** Puts a report together as its maker may see the figures: nothing of those to whom the maker is close is in them (CA-3). */
export async function makeContent(
  context: ReaderContext,
  reader: Reader,
  order: ReportOrder,
): Promise<UnnumberedContent> {
  const { parts, viewer, caseViewer, granted, name } = reader;
  const { store, now, book } = parts;
  const { title, unit, domain, model, question, proposals } = order;
  const period = { from: new Date(order.from), to: new Date(order.to) };
  const area: Area = { unit, domain, model };
  const lines = linesOf(area, viewer);
  const nameOf = (id: string | null): LocalizedText | null => {
    const state = id === null ? undefined : book.units.at(id, now.getTime());
    return state === undefined ? null : namesOf(state);
  };
  return {
    kind: kindOf(order),
    title,
    question: question ?? null,
    proposals: proposals ?? null,
    area: {
      unit: unit === undefined ? null : { id: unit, name: nameOf(unit) },
      domain: domain ?? null,
      model: model ?? null,
    },
    madeAt: now.toISOString(),
    madeBy: { id: granted.id, name },
    overview: await overviewOf(parts, period, area, viewer),
    dispositions: await dispositionsIn(store, period, lines),
    rectification: await rectificationIn(
      store,
      period,
      area,
      caseViewer,
      dayIn(context.config.timeZone, now),
    ),
    models: await modelFigures(reader, period, area),
    lamps: (await unitLights(store, { unit }, caseViewer, now)).map((lamp) => ({
      ...lamp,
      name: nameOf(lamp.unit),
    })),
  };
}

/** Of one domain or model it is a special report. */
const kindOf = ({ domain, model }: ReportOrder): ReportContent["kind"] =>
  domain === undefined && model === undefined ? "period" : "special";

async function modelFigures(
  { parts: { store }, viewer }: Reader,
  period: Period,
  area: Area,
): Promise<ReportContent["models"]> {
  const figures = await modelsIn(store, period, linesOf(area, viewer));
  const overrides = Map.groupBy(await overridesIn(store, period, area), ({ model }) => model);
  const known = new Set(figures.map(({ model }) => model));
  const silent = [...overrides.keys()]
    .filter((model) => !known.has(model))
    .map((model) => ({ model, opened: 0, judged: 0, confirmed: 0 }));
  return [...figures, ...silent].map((figure) => {
    const own = overrides.get(figure.model) ?? [];
    return {
      ...figure,
      warned: own.reduce((sum, { warned }) => sum + warned, 0),
      overridden: own.reduce((sum, { past }) => sum + past, 0),
    };
  });
}
