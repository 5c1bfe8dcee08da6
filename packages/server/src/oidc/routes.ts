import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import * as oidc from "openid-client";
import { visitorOf } from "../accounts/index.ts";
import type { OidcConfig } from "../config/index.ts";
import type { Context } from "../context.ts";
import { setCookie, setSessionCookie } from "../sessions/index.ts";
import { createOidcClient } from "./client.ts";
import { beginFlow } from "./flow.ts";
import { finishSignIn } from "./sign-in.ts";

const beginPath = "/session/oidc";
const callbackPath = "/session/oidc/callback";
const flowCookie = "probity-oidc";
const flowSeconds = 600;

const describe = (operationId: string, summary: string, querystring: object): object => ({
  operationId,
  summary,
  tags: ["console"],
  querystring,
});
const beginQuery = {
  type: "object",
  properties: {
    // A path of this server: never "//host", never another scheme.
    returnTo: { type: "string", maxLength: 500, pattern: "^/(?:[A-Za-z0-9_.~%-][A-Za-z0-9_.~%/?&=#-]*)?$" },
  },
  additionalProperties: false,
} as const;
// Providers add what they like.
const callbackQuery = { type: "object", maxProperties: 20 } as const;

/** `/console/session/oidc`: sign-in through an OpenID Connect provider, authorisation code with PKCE (SE-1). */
export function registerOidc(app: FastifyInstance, context: Context): void {
  const { oidc: config, publicUrl } = context.config;
  const origin = publicUrl === undefined ? "" : new URL(publicUrl).origin;
  const client = config === undefined ? undefined : createOidcClient(config);
  const need = async (): Promise<{ readonly config: OidcConfig; readonly provider: oidc.Configuration }> => {
    if (config === undefined || client === undefined)
      throw new ProbityError("PROBITY_E_NOT_FOUND", "no identity provider is configured");
    return { config, provider: await client() };
  };
  const callback = `${origin}/console${callbackPath}`;
  app.get<{ Querystring: { returnTo?: string } }>(
    beginPath,
    {
      config: { access: "open" },
      schema: describe("beginOidc", "Go to the identity provider to sign in", beginQuery),
    },
    async ({ query }, reply) => {
      const { provider } = await need();
      const flow = await beginFlow(context, query.returnTo ?? "/");
      const address = oidc.buildAuthorizationUrl(provider, {
        redirect_uri: callback,
        scope: "openid profile",
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: "S256",
      });
      // Lax: the provider sends the browser back from another site.
      const cookie = { name: flowCookie, value: flow.state, sameSite: "lax", maxAge: flowSeconds } as const;
      setCookie(reply, context.config, cookie);
      return await reply.redirect(address.href);
    },
  );
  app.get(
    callbackPath,
    {
      config: { access: "open" },
      schema: describe("finishOidc", "Where the identity provider sends the browser back", callbackQuery),
    },
    async (request, reply) => {
      const { cookies, url } = request;
      const known = await need();
      const state = cookies[flowCookie];
      const returned = { ...visitorOf(request), url: new URL(`${origin}${url}`), state };
      const { token, returnTo } = await finishSignIn({ context, ...known }, returned);
      setSessionCookie(reply, context.config, token);
      return await reply.headers(pageHeaders).type("text/html; charset=utf-8").send(goTo(returnTo));
    },
  );
}

const pageHeaders = {
  "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** A page that goes on by itself: after a redirect from another site a browser would keep back a strict cookie. */
function goTo(path: string): string {
  const safe = path.replaceAll("&", "&amp;");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${safe}"><title>Probity</title><p><a href="${safe}">Probity</a></p></html>`;
}
