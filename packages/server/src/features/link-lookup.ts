import type { Bundle } from "@probity/contracts";
import type { Links } from "../links/index.ts";
import { linkAnswer } from "./link-facts.ts";
import type { LinkAnswers } from "./request.ts";

/** Answers rules' questions about links as they are known now. */
export type LinkLookup = (bundles: Iterable<Bundle | undefined>) => Promise<LinkAnswers | undefined>;

/**
 * Makes the look-up: nothing is read, and nothing answered, where no rule of the bundles asks about links. The answers are of
 * the moment of the call; relations that are recorded later do not change them.
 */
export function createLinkLookup(links: Pick<Links, "graph">): LinkLookup {
  return async (bundles) => {
    if (![...bundles].some(asksAboutLinks)) return undefined;
    const graph = await links.graph();
    return (need, at) => linkAnswer(graph, need, at);
  };
}

const asking = new WeakMap<Bundle, boolean>();
const linkKinds: ReadonlySet<string> = new Set(["owners", "shared", "path"]);

function asksAboutLinks(bundle: Bundle | undefined): boolean {
  if (bundle === undefined) return false;
  const known = asking.get(bundle);
  if (known !== undefined) return known;
  const asks = bundle.rules.some(({ features = {} }) =>
    Object.values(features).some(({ kind }) => linkKinds.has(kind)),
  );
  asking.set(bundle, asks);
  return asks;
}
