import { ProbityError } from "@probity/contracts";
import * as oidc from "openid-client";
import type { OidcConfig } from "../config/index.ts";

/** Asks the identity provider who it is, once it is needed; a failure is asked again at the next sign-in. */
export function createOidcClient(config: OidcConfig): () => Promise<oidc.Configuration> {
  let found: Promise<oidc.Configuration> | undefined;
  return async () => {
    found ??= discover(config);
    try {
      return await found;
    } catch (cause) {
      found = undefined;
      throw new ProbityError("PROBITY_E_OIDC", "the identity provider does not answer", { cause });
    }
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<oidc.Configuration> {
  const address = new URL(issuer);
  // Closed networks have providers without https; whoever configures one decides that.
  const execute = address.protocol === "http:" ? [oidc.allowInsecureRequests] : [];
  return await oidc.discovery(address, clientId, clientSecret, undefined, { execute, timeout: 10 });
}
