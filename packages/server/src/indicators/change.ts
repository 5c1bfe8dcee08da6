import { type Binding, type BindingsFile, type Json, ProbityError } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { Context } from "../context.ts";
import type { Actor } from "../people/index.ts";
import {
  type BindingsAnswer,
  changeBindings,
  completeBindings,
  currentModels,
  demandBase,
  modelsAt,
  readBindings,
  requireSource,
} from "../rules/index.ts";

/** A change of one indicator: what is left out stays as it is. */
export interface IndicatorChange {
  readonly source: string;
  readonly binding: string;
  /** Version of the source's bindings that was seen. */
  readonly version: number;
  /** Values by parameter; null gives the rule's default back. */
  readonly params?: Readonly<Record<string, Json>> | undefined;
  /** Id of a person; null: nobody. */
  readonly owner?: string | null | undefined;
  readonly on?: boolean | undefined;
  readonly reason: string;
}

/**
 * Asks for a change of one indicator, as {@link changeBindings} does for all of a source: another person agrees. A binding is
 * switched off by ending it now, so that what happened before is judged as it was. Throws `PROBITY_E_NOT_FOUND`,
 * `PROBITY_E_REQUEST` for a change that changes nothing, `PROBITY_E_REQUEST_STATE` where another version is in force.
 */
export async function changeIndicator(
  context: Context,
  change: IndicatorChange,
  actor: Actor,
): Promise<BindingsAnswer> {
  const { store, types, clock } = context;
  const { source, version, reason } = change;
  await requireSource(store, source);
  const { version: inForce, file } = await readBindings(store, source);
  demandBase(version, inForce);
  const known = types.list(source).map(({ definition }) => definition);
  const all = completeBindings(file, source, modelsAt(await currentModels(store), known));
  const before = all.find(({ id }) => id === change.binding);
  if (before === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no binding ${change.binding}`);
  const after = changed(before, change, new Date(clock()).toISOString());
  if (textOf(before) === textOf(after))
    throw new ProbityError("PROBITY_E_REQUEST", "this changes nothing of the indicator");
  return await changeBindings(context, source, replaced(file, after), actor, { base: version, reason });
}

/** Bindings are JSON. */
const textOf = (binding: Binding): string => canonicalJson(JSON.parse(JSON.stringify(binding)) as Json);

function changed(before: Binding, { params, owner, on }: IndicatorChange, now: string): Binding {
  const { params: had, owner: hadOwner, validTo: ended, ...rest } = before;
  const values = Object.entries({ ...had, ...params }).filter(([, value]) => value !== null);
  const answers = owner === undefined ? hadOwner : (owner ?? undefined);
  const isOff = ended !== undefined && ended <= now;
  const end = on === undefined || on !== isOff ? ended : on ? undefined : now;
  return {
    ...rest,
    ...(values.length > 0 && { params: Object.fromEntries(values) }),
    ...(answers !== undefined && { owner: answers }),
    ...(end !== undefined && { validTo: end }),
  };
}

function replaced(file: BindingsFile, after: Binding): BindingsFile {
  const at = file.bindings.findIndex(({ id }) => id === after.id);
  return {
    ...file,
    bindings: at === -1 ? [...file.bindings, after] : file.bindings.with(at, after),
  };
}
