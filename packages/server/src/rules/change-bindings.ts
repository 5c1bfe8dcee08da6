import type { BindingsFile, JsonObject } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction } from "../log/index.ts";
import { type Actor, hasTwoPeople, personOf } from "../people/index.ts";
import { type ChangeRequest, openRequest, type RequestKind } from "../requests/index.ts";
import { applyBindings, checkBindings, demandBase, readBindings } from "./bindings.ts";
import { diffBindings } from "./diff-bindings.ts";

/** What became of bindings that were handed in. */
export type BindingsAnswer =
  | { readonly applied: { readonly version: number; readonly bundleVersion: number } }
  | { readonly request: ChangeRequest };

/** What goes with bindings that were handed in. */
interface Handed {
  /** Version that they were made from; another one in force refuses them. */
  readonly base?: number | undefined;
  /** For whoever agrees. */
  readonly reason?: string | undefined;
}

/**
 * Puts bindings in force while whoever sets the server up is alone; once there are two people, one of them asks and another
 * agrees (RU-4). Throws `PROBITY_E_BINDINGS`, and then `PROBITY_E_PERSON` for the operator token; `PROBITY_E_REQUEST_STATE` where
 * another version than `base` is in force.
 */
export async function changeBindings(
  context: Context,
  source: string,
  file: BindingsFile,
  actor: Actor,
  handed: Handed = {},
): Promise<BindingsAnswer> {
  const { store, log, clock, bundles } = context;
  await checkBindings(store, source, file, bundles);
  if (await hasTwoPeople(store))
    return { request: await propose(context, source, file, personOf(actor), handed) };
  const version = await loggingTransaction(store, async (transaction) => {
    const change = { by: actor.id, base: handed.base, now: new Date(clock()) };
    const { version: made, event } = await applyBindings(transaction, source, file, change);
    await log.logServerEvents(transaction, source, [event]);
    return made;
  });
  return { applied: { version, bundleVersion: await bundles.release(source) } };
}

/** A bindings file that passed its schema is JSON. */
function plain(file: BindingsFile): JsonObject {
  return JSON.parse(JSON.stringify(file));
}

async function propose(
  context: Context,
  source: string,
  file: BindingsFile,
  by: string,
  { base, reason }: Handed,
): Promise<ChangeRequest> {
  const { version, file: inForce } = await readBindings(context.store, source);
  demandBase(base, version);
  return await openRequest(context, {
    kind: "bindings",
    target: source,
    baseVersion: version,
    payload: plain(file),
    summary: diffBindings(inForce, file),
    reason: reason ?? null,
    requestedBy: by,
  });
}

const fileOf = ({ payload }: ChangeRequest): BindingsFile =>
  // Stored by propose.
  payload as unknown as BindingsFile;

/** Agreeing to bindings: they are checked again, and refused when others were put in force meanwhile. */
export function bindingsKind({ store, clock, bundles }: Context): RequestKind {
  return {
    permission: "rule.release",
    check: (request) => checkBindings(store, request.target, fileOf(request), bundles),
    apply: async (transaction, request, by) => {
      const { target: source, baseVersion, requestedBy } = request;
      const change = { by: requestedBy, with: by, base: baseVersion ?? 0, now: new Date(clock()) };
      const { event } = await applyBindings(transaction, source, fileOf(request), change);
      return { source, events: [event] };
    },
    done: async ({ target: source, baseVersion }) => ({
      source,
      version: (baseVersion ?? 0) + 1,
      bundleVersion: await bundles.release(source),
    }),
  };
}
